import type { ActHead, SignatureOutcome, Step } from "../../act/index.ts";
import { comparePdfContent, matchSigner, type ReasonCode, type SignatureReport } from "../../signature/index.ts";
import type { Intent } from "../model/change-act.ts";
import { firstEvidenceDue } from "../model/evidence-due.ts";
import { keys } from "../model/keys.ts";
import { bytesOf } from "../model/objects-of-act.ts";
import type { StampedOriginal } from "../model/stamp-original.ts";
import type { Action } from "../ports/items.ts";
import type { Received, ReceiveWorld } from "./receive-upload.ts";

type No = { readonly code: string; readonly message: string };

/**
 * Judges the signed act that a signatory uploaded: same content as was given out, a signature that holds, the right
 * person. All three, or the step stays open and says why. Only what is accepted is stamped.
 */
export async function receiveSigned(
  world: ReceiveWorld,
  head: ActHead,
  slotId: string,
  received: Received,
  stamp: () => Promise<StampedOriginal | undefined>,
): Promise<Intent> {
  const { mainDoc } = head;
  const step = head.route.find((one) => one.kind === "signature" && one.state === "OPEN");
  if (!mainDoc || !step) return { done: true };
  const fixed = await bytesOf(world.objects, mainDoc);
  const content = contentProblem(fixed, mainDoc.sha256, received);
  const signature = content ? undefined : ownSignature(received, step);
  const problem =
    content ?? signatureProblem(signature, received) ?? (signature ? signerProblem(signature, step) : undefined);
  const outcome: SignatureOutcome =
    problem || !signature
      ? {
          accepted: false,
          codes: [problem?.code ?? "NOT_SIGNED"],
          message: problem?.message ?? "Il file non contiene alcuna firma.",
          file: received.file,
          report: received.storedReport,
        }
      : { accepted: true, signed: signedDocument(world, step, signature, received, await stamp()) };
  const spent = outcome.accepted ? await spendLink(world, head, step) : [];
  const due = outcome.accepted ? firstEvidenceDue(head.tenant, head.actId, "originale", received, world.clock()) : [];
  return { command: { type: "recordSignature", slotId, outcome }, extra: () => [...spent, ...due] };
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

/** The signature of the person whose step it is; of several signers in one file, theirs. */
function ownSignature({ report }: Received, step: Step): SignatureReport | undefined {
  const people = report.signatures.filter((one) => one.kind !== "timestamp");
  return people.find((one) => one.signer && matchOf(one.signer, step)?.match !== "none") ?? people.at(-1);
}

function matchOf(signer: NonNullable<SignatureReport["signer"]>, step: Step) {
  const expected = step.assignments[0];
  if (!expected) return undefined;
  const { name, fiscalCode } = expected;
  return matchSigner(signer, { name, ...(fiscalCode === undefined ? {} : { fiscalCode }) });
}

/**
 * What may stay open about a signature that is accepted, and is said on every page: nobody gave a trusted list, the
 * one that was given is past its next update (our neglect, not the signer's), or nobody has asked for the certificate's
 * revocation yet. Anything else that is open (a certificate out of its days, a
 * key that is not for signing, a change after the signature) is not for a machine to wave through.
 */
const mayStayOpen: readonly ReasonCode[] = [
  "TRUST_NOT_AVAILABLE",
  "CHAIN_NOT_FOUND",
  "REVOCATION_NOT_CHECKED",
  "TRUSTED_LIST_EXPIRED",
];

/** What the policy asks of the file: no signature in it is bad, and the one that counts is intact and its whole content's. */
function signatureProblem(signature: SignatureReport | undefined, { report }: Received): No | undefined {
  if (!signature) return { code: "NOT_SIGNED", message: "Il file non contiene alcuna firma." };
  const because = signature.reasons
    .filter((reason) => reason.level !== "note")
    .map((reason) => reason.message)
    .join(" ");
  if (signature.integrity !== "valid")
    return { code: "SIGNATURE_NOT_INTACT", message: `La firma non è integra. ${because}` };
  if (report.verdict === "invalid" || signature.indication === "TOTAL_FAILED")
    return { code: "SIGNATURE_NOT_VALID", message: `Una firma del file non è valida. ${because}` };
  if (signature.kind === "pades" && signature.coverage !== "whole-file" && !isUntouched(signature))
    return { code: "SIGNATURE_NOT_WHOLE", message: "La firma non copre tutto il file." };
  const open = signature.reasons.filter((reason) => reason.level === "undecided" && !mayStayOpen.includes(reason.code));
  if (open.length > 0)
    return {
      code: "SIGNATURE_NOT_CERTAIN",
      message: `La firma non si può accertare. ${open.map((one) => one.message).join(" ")}`,
    };
  return undefined;
}

/** Later revisions that only add validation data or another signature leave what was signed as it was. */
const isUntouched = (signature: SignatureReport) =>
  signature.laterChanges === "none" || signature.laterChanges === "allowed";

function signerProblem(signature: SignatureReport, step: Step): No | undefined {
  const found = signature.signer ? matchOf(signature.signer, step) : undefined;
  if (!found || !signature.signer)
    return { code: "SIGNER_UNKNOWN", message: "Il certificato del firmatario non è leggibile." };
  if (found.match !== "none") return undefined;
  return {
    code: "FIR-04",
    message: `Ha firmato ${signature.signer.name}, ma il firmatario dell'atto è ${step.assignments[0]?.name ?? "—"}.`,
  };
}

function signedDocument(
  world: ReceiveWorld,
  step: Step,
  signature: SignatureReport,
  { file, storedReport, missing }: Received,
  stamped: StampedOriginal | undefined,
) {
  const expected = step.assignments[0];
  const { signer } = signature;
  if (!expected || !signer) throw new Error("checked before");
  const match = matchOf(signer, step);
  return {
    ...file,
    kind: signature.kind === "pades" ? ("pades" as const) : ("cades" as const),
    signer: {
      name: signer.name,
      fiscalCode: signer.fiscalCode,
      issuer: signer.issuer,
      qualified: signer.qualified,
      matchedBy: match?.match === "fiscal-code" ? ("fiscal-code" as const) : ("name" as const),
    },
    time: {
      claimed: signature.signingTime.claimed,
      proved: earlier(signature.signingTime.proved, stamped?.time ?? null),
    },
    outcome: signature.indication === "TOTAL_PASSED" ? ("valid" as const) : ("undetermined" as const),
    report: storedReport,
    ...(missing > 0 ? { unanswered: missing } : {}),
    ...(stamped ? { timestamp: stamped.timestamp } : {}),
    by: expected.who,
    at: world.clock(),
  };
}

/** Both prove that the signature was there; ISO instants in UTC sort as text. */
const earlier = (own: string | null, stamped: string | null): string | null =>
  own === null || stamped === null ? (own ?? stamped) : own < stamped ? own : stamped;
