import type { Command } from "./command.ts";
import type { ActHead, Step } from "./head.ts";
import type { Outcome } from "./reduce.ts";
import { refusal } from "./refusal.ts";
import { assignmentItem } from "./route-steps.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

const signatureStep = (head: ActHead): Step | undefined =>
  head.route.find((step) => step.kind === "signature" && step.state === "OPEN");

/** The signatory asks to upload the file they signed. */
export function openSignedUpload(head: ActHead, command: Of<"openSignedUpload">): Outcome {
  const { upload, limit, who } = command;
  const step = signatureStep(head);
  if (!step?.assignments.some((one) => one.who === who && one.state === "PENDING")) return refusal("NOT_ASSIGNED");
  if (upload.length === 0) return refusal("EMPTY_FILE", { fileName: upload.fileName });
  if (upload.length > limit)
    return refusal("FILE_TOO_LARGE", { fileName: upload.fileName, length: upload.length, limit });
  // What an earlier file waited for is not what this one waits for.
  const { timestampMissing: _, ...rest } = head;
  return {
    next: { ...rest, signedUpload: upload },
    items: [
      ...(head.signedUpload ? [{ item: "upload-closed" as const, slotId: head.signedUpload.slotId }] : []),
      { item: "upload", label: null, upload },
    ],
    events: [
      {
        type: "attachment.upload-opened.v1",
        data: { label: null, slotId: upload.slotId, length: upload.length, sha256: upload.sha256 ?? null },
      },
    ],
  };
}

/** Takes what the verifier said of the signed file: the act is signed, or the refusal is recorded and the step stays open. */
export function recordSignature(head: ActHead, command: Of<"recordSignature">, now: string): Outcome {
  const { slotId, outcome } = command;
  if (head.signedUpload?.slotId !== slotId) return refusal("NO_SUCH_UPLOAD", { slotId });
  const step = signatureStep(head);
  if (!step) return refusal("NOT_ASSIGNED");
  const { signedUpload: _, signatureRefusal: _r, timestampMissing: _t, ...rest } = head;
  const closed = { item: "upload-closed" as const, slotId };
  if (!outcome.accepted) {
    return {
      next: { ...rest, signatureRefusal: { codes: outcome.codes, message: outcome.message, at: now } },
      items: [closed],
      events: [
        {
          type: "act.signature-refused.v1",
          data: { rev: head.rev, sha256: outcome.file.sha256, codes: outcome.codes.join(" ") },
        },
      ],
    };
  }
  const signed: Step = {
    ...step,
    state: "SATISFIED",
    assignments: step.assignments.map((one) => ({ ...one, state: "SIGNED", at: now })),
  };
  const digest = head.manifestDigest;
  if (digest === undefined) throw new Error("an act in APPROVED has a manifest digest");
  const signer = step.assignments[0];
  if (!signer) throw new Error("a signature step has its assignment");
  return {
    next: {
      ...rest,
      state: "SIGNED",
      route: head.route.map((one) => (one.n === step.n ? signed : one)),
      signed: outcome.signed,
    },
    items: [
      closed,
      {
        item: "decision",
        rev: head.rev,
        step: step.n,
        who: signer.who,
        choice: "SIGN",
        reason: "",
        manifestDigest: digest,
        method: "signed-file",
        at: now,
      },
      { item: "fingerprint", sha256: outcome.signed.sha256, label: "", rev: head.rev },
      ...signed.assignments.map((one) => assignmentItem(head, signed, one, now)),
    ],
    events: [{ type: "act.signed.v1", data: { rev: head.rev, sha256: outcome.signed.sha256, manifestDigest: digest } }],
  };
}

/** The act stays APPROVED and says so. Attempts are counted; a clock of ours never stands in for a timestamp. */
export function recordTimestampFailure(head: ActHead, command: Of<"recordTimestampFailure">, now: string): Outcome {
  const { slotId, code, message, retryAt } = command;
  if (head.signedUpload?.slotId !== slotId) return refusal("NO_SUCH_UPLOAD", { slotId });
  const attempts = (head.timestampMissing?.attempts ?? 0) + 1;
  return {
    next: { ...head, timestampMissing: { code, message, attempts, at: now, retryAt } },
    events: [{ type: "act.timestamp-missing.v1", data: { code, attempts } }],
  };
}
