import {
  type ActHead,
  type Assignment,
  fileStepOf,
  type SignatureOutcome,
  type SignedDocument,
  type Step,
  signedFiles,
} from "../../act/index.ts";
import type { Intent } from "../model/change-act.ts";
import { firstEvidenceDue } from "../model/evidence-due.ts";
import {
  matchOf,
  type OwnSignature,
  ownSignature,
  signatureProblem,
  signerFacts,
  signerProblem,
  unreadable,
  whoMaySign,
} from "../model/judge-signature.ts";
import { signedName } from "../model/kept-report.ts";
import { bytesOf } from "../model/objects-of-act.ts";
import { fileNo, type No, refusedAs } from "../model/signed-file-words.ts";
import { spendLink } from "../model/spend-link.ts";
import type { StampedOriginal } from "../model/stamp-original.ts";
import type { Received, ReceiveWorld } from "./receive-upload.ts";

/**
 * Judges the signed act that a signatory uploaded: same content as was given out, with the signatures of whoever signed
 * before; a signature that holds; the right person or their recorded substitute. All of it, or the step stays open and
 * says why. Only what is accepted is stamped.
 */
export async function receiveSigned(
  world: ReceiveWorld,
  head: ActHead,
  slotId: string,
  received: Received,
  stamp: () => Promise<StampedOriginal | undefined>,
): Promise<Intent> {
  const who = head.signedUpload?.by ?? "";
  const step = fileStepOf(head, who);
  const assignment = step?.assignments.find((one) => one.who === who);
  if (step?.kind !== "signature" || !assignment || !head.mainDoc) return { done: true };
  const content = await contentProblem(world, head, received);
  const own = content ? undefined : ownSignature(received.report, whoMaySign(head, step, assignment));
  const problem =
    content ??
    signatureProblem(own?.signature, received.report, world.settings.signatures) ??
    (own ? signerProblem(own, assignment) : undefined);
  const outcome: SignatureOutcome =
    problem || !own
      ? {
          accepted: false,
          ...refusedAs(problem ?? fileNo("NOT_SIGNED")),
          file: received.file,
          report: received.storedReport,
        }
      : { accepted: true, signed: signedDocument(world, { step, assignment, own }, received, await stamp()) };
  const spent = outcome.accepted ? await spendLink(world.items, head, step.n, who) : [];
  const name = signedName(head, signedFiles(head).length + 1);
  const due = outcome.accepted ? firstEvidenceDue(head.tenant, head.actId, name, received, world.clock()) : [];
  return { command: { type: "recordSignature", slotId, outcome }, extra: () => [...spent, ...due] };
}

/** What must be in the file: the fixed PDF, or what somebody has signed already, whose signature must stay in it. */
async function contentProblem(world: ReceiveWorld, head: ActHead, received: Received): Promise<No | undefined> {
  const { mainDoc } = head;
  if (!mainDoc) throw new Error("checked before");
  const { file, report } = received;
  const earlier = signedFiles(head);
  const last = earlier.at(-1);
  // Before anything else: nobody is to open it.
  if (received.infected) return fileNo("INFECTED");
  if (report.error) return unreadable(report.error);
  if (file.sha256 === mainDoc.sha256) return fileNo("NOT_SIGNED_YET");
  if (file.sha256 === last?.sha256) return fileNo("NOT_SIGNED_BY_YOU");
  const isPdf = report.format === "pdf" || report.format === "pdf-a";
  if (report.format !== "p7m" && !isPdf) return fileNo("WRONG_FORMAT", { format: report.format });
  if (isPdf) return pdfProblem(world, head, received, last);
  const content = report.content?.sha256;
  if (content === (last ?? mainDoc).sha256) return undefined;
  if (content === mainDoc.sha256) return earlier.every((one) => isStillIn(one, received)) ? undefined : missing(last);
  return fileNo("OTHER_ENVELOPE", {
    expected: (last ?? mainDoc).sha256,
    found: content ?? { it: "nessuna", en: "none" },
  });
}

async function pdfProblem(
  world: ReceiveWorld,
  head: ActHead,
  { bytes }: Received,
  last: SignedDocument | undefined,
): Promise<No | undefined> {
  if (!head.mainDoc) throw new Error("checked before");
  if (last?.kind === "cades") return missing(last);
  const base = last ? await bytesOf(world.objects, last, "intake") : await bytesOf(world.objects, head.mainDoc);
  const { comparePdfContent } = await import("../../signature/compare-pdf-content.ts");
  const comparison = comparePdfContent(base, bytes);
  if (comparison.same) return undefined;
  if (last && comparePdfContent(await bytesOf(world.objects, head.mainDoc), bytes).same) return missing(last);
  return fileNo("OTHER_PDF", { because: comparison.says });
}

/** Parallel signers of one envelope sign the same content; the file must hold the signatures of those before. */
function isStillIn(earlier: SignedDocument, { report }: Received): boolean {
  const { name, fiscalCode } = earlier.signer;
  const person = { name, ...(fiscalCode === null ? {} : { fiscalCode }) };
  return report.signatures.some(
    (one) => one.integrity === "valid" && one.signer !== null && matchOf(one.signer, person).match !== "none",
  );
}

const missing = (last: SignedDocument | undefined): No =>
  fileNo("EARLIER_SIGNATURE_MISSING", { name: last?.signer.name ?? { it: "altri", en: "others" } });

type Signing = { readonly step: Step; readonly assignment: Assignment; readonly own: OwnSignature };

function signedDocument(
  world: ReceiveWorld,
  { step, assignment, own }: Signing,
  { file, storedReport, missing: unanswered }: Received,
  stamped: StampedOriginal | undefined,
): SignedDocument {
  const { signature } = own;
  return {
    ...file,
    kind: signature.kind === "pades" ? "pades" : "cades",
    ...signerFacts(own, step, assignment),
    time: {
      claimed: signature.signingTime.claimed,
      proved: earlier(signature.signingTime.proved, stamped?.time ?? null),
    },
    outcome: signature.indication === "TOTAL_PASSED" ? "valid" : "undetermined",
    report: storedReport,
    ...(unanswered > 0 ? { unanswered } : {}),
    ...(stamped ? { timestamp: stamped.timestamp } : {}),
    at: world.clock(),
  };
}

/** Both prove that the signature was there; ISO instants in UTC sort as text. */
const earlier = (own: string | null, stamped: string | null): string | null =>
  own === null || stamped === null ? (own ?? stamped) : own < stamped ? own : stamped;
