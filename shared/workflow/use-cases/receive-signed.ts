import type { ActHead, SignatureOutcome, Step } from "../../act/index.ts";
import { comparePdfContent, matchSigner, type SignatureReport } from "../../signature/index.ts";
import type { Intent } from "../model/change-act.ts";
import { keys } from "../model/keys.ts";
import { bytesOf } from "../model/objects-of-act.ts";
import type { Action } from "../ports/items.ts";
import type { Received, ReceiveWorld } from "./receive-upload.ts";

type No = { readonly code: string; readonly message: string };

/**
 * Judges the signed act that a signatory uploaded: same content as was given out, a signature that holds, the right
 * person. All three, or the step stays open and says why.
 */
export async function receiveSigned(
  world: ReceiveWorld,
  head: ActHead,
  slotId: string,
  received: Received,
): Promise<Intent> {
  const { mainDoc } = head;
  const step = head.route.find((one) => one.kind === "signature" && one.state === "OPEN");
  if (!mainDoc || !step) return { done: true };
  const fixed = await bytesOf(world.objects, mainDoc);
  const content = contentProblem(fixed, mainDoc.sha256, received);
  const signature = content ? undefined : lastSignature(received);
  const problem = content ?? signatureProblem(signature) ?? (signature ? signerProblem(signature, step) : undefined);
  const outcome: SignatureOutcome =
    problem || !signature
      ? {
          accepted: false,
          codes: [problem?.code ?? "NOT_SIGNED"],
          message: problem?.message ?? "Il file non contiene alcuna firma.",
          file: received.file,
          report: received.storedReport,
        }
      : { accepted: true, signed: signedDocument(world, step, signature, received) };
  const spent = outcome.accepted ? await spendLink(world, head, step) : [];
  return { command: { type: "recordSignature", slotId, outcome }, extra: () => spent };
}

/** The signed file is the decision, so it spends the link that asked for it. */
async function spendLink(world: ReceiveWorld, head: ActHead, step: Step): Promise<Action[]> {
  const who = step.assignments[0]?.who ?? "";
  const assignment = await world.items.get(keys.assignment(head.tenant, head.actId, head.rev, step.n, who));
  if (typeof assignment?.["link"] !== "string") return [];
  const link = keys.link(assignment["link"]);
  if ((await world.items.get(link))?.["state"] !== "ACTIVE") return [];
  const used = { state: "USED", usedAt: world.clock() };
  return [{ update: link, set: used, if: { attr: "state", op: "=", value: "ACTIVE" } }];
}

function contentProblem(fixed: Uint8Array, fixedSha256: string, { file, bytes, report }: Received): No | undefined {
  if (report.error) return { code: "UNREADABLE", message: report.error.message };
  if (file.sha256 === fixedSha256) return { code: "NOT_SIGNED", message: "È il documento da firmare, senza firma." };
  if (report.format === "p7m") {
    if (report.content?.sha256 === fixedSha256) return undefined;
    return {
      code: "OTHER_CONTENT",
      message: `Il contenuto della busta non è il documento da firmare: impronta attesa ${fixedSha256}, trovata ${report.content?.sha256 ?? "nessuna"}.`,
    };
  }
  if (report.format !== "pdf" && report.format !== "pdf-a")
    return {
      code: "WRONG_FORMAT",
      message: `Atteso un PDF firmato (PAdES) o un file .p7m; trovato: ${report.format}.`,
    };
  const comparison = comparePdfContent(fixed, bytes);
  if (comparison.same) return undefined;
  return { code: "OTHER_CONTENT", message: `Il PDF non è quello da firmare: ${comparison.detail}` };
}

/** The fixed PDF carries no signature, so whatever is there was added by the signatory; the outermost counts for a p7m. */
const lastSignature = ({ report }: Received): SignatureReport | undefined => report.signatures.at(-1);

/**
 * What the policy asks of a signature: intact, over the whole file, nothing changed afterwards, and not known to be
 * bad. A certificate whose trust is not established (no trusted list loaded) is accepted and said on every page.
 */
function signatureProblem(signature: SignatureReport | undefined): No | undefined {
  if (!signature) return { code: "NOT_SIGNED", message: "Il file non contiene alcuna firma." };
  const because = signature.reasons.map((reason) => reason.message).join(" ");
  if (signature.integrity !== "valid")
    return { code: "SIGNATURE_NOT_INTACT", message: `La firma non è integra. ${because}` };
  if (signature.indication === "TOTAL_FAILED")
    return { code: "SIGNATURE_NOT_VALID", message: `La firma non è valida. ${because}` };
  if (signature.kind === "pades" && signature.coverage !== "whole-file")
    return { code: "SIGNATURE_NOT_WHOLE", message: "La firma non copre tutto il file." };
  return undefined;
}

function signerProblem(signature: SignatureReport, step: Step): No | undefined {
  const expected = step.assignments[0];
  if (!expected || !signature.signer)
    return { code: "SIGNER_UNKNOWN", message: "Il certificato del firmatario non è leggibile." };
  const found = matchSigner(signature.signer, {
    name: expected.name,
    ...(expected.fiscalCode === undefined ? {} : { fiscalCode: expected.fiscalCode }),
  });
  if (found.match !== "none") return undefined;
  return {
    code: "FIR-04",
    message: `Ha firmato ${signature.signer.name}, ma il firmatario dell'atto è ${expected.name}.`,
  };
}

function signedDocument(world: ReceiveWorld, step: Step, signature: SignatureReport, { file, storedReport }: Received) {
  const expected = step.assignments[0];
  const { signer } = signature;
  if (!expected || !signer) throw new Error("checked before");
  const match = matchSigner(signer, {
    name: expected.name,
    ...(expected.fiscalCode === undefined ? {} : { fiscalCode: expected.fiscalCode }),
  });
  return {
    ...file,
    kind: signature.kind === "pades" ? ("pades" as const) : ("cades" as const),
    signer: {
      name: signer.name,
      fiscalCode: signer.fiscalCode,
      issuer: signer.issuer,
      qualified: signer.qualified,
      matchedBy: match.match === "fiscal-code" ? ("fiscal-code" as const) : ("name" as const),
    },
    time: { claimed: signature.signingTime.claimed, proved: signature.signingTime.proved },
    outcome: signature.indication === "TOTAL_PASSED" ? ("valid" as const) : ("undetermined" as const),
    report: storedReport,
    by: expected.who,
    at: world.clock(),
  };
}
