import type { ActEvent, ActItem, Command, SignatureOutcome } from "./command.ts";
import type { ActHead, Assignment, SignedDocument, Step } from "./head.ts";
import type { Outcome } from "./reduce.ts";
import { refusal } from "./refusal.ts";
import { closeStep, dueAfter, isSatisfied, openNext, openSteps, replaceStep, setAssignment } from "./route-steps.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

/** The open steps that a signed file answers: signatures before the number, the visto after it. */
export const fileSteps = (head: Pick<ActHead, "route">): Step[] =>
  openSteps(head).filter((step) => step.kind === "signature" || step.kind === "visto");

/** The open step that waits for a file of this person. */
export const fileStepOf = (head: Pick<ActHead, "route">, who: string): Step | undefined =>
  fileSteps(head).find((step) => step.assignments.some((one) => one.who === who && one.state === "PENDING"));

/** The signatory asks to upload the file they signed. */
export function openSignedUpload(head: ActHead, command: Of<"openSignedUpload">): Outcome {
  const { upload, limit, who } = command;
  const step = fileStepOf(head, who);
  if (!step) return refusal("NOT_ASSIGNED");
  if (step.kind === "visto" && head.vistoIntent?.who !== who) return refusal("VISTO_NOT_PREPARED");
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

/** Why a file was not taken, and whose it was. */
export const refusedFile = (
  { codes, message, why }: Extract<SignatureOutcome, { accepted: false }>,
  by: string,
  at: string,
): NonNullable<ActHead["signatureRefusal"]> => ({ codes: [...codes], message, ...(why ? { why } : {}), by, at });

/** Takes what the verifier said of the signed file: signed, one signature of several, or the refusal and an open step. */
export function recordSignature(head: ActHead, command: Of<"recordSignature">, now: string): Outcome {
  const { slotId, outcome } = command;
  if (head.signedUpload?.slotId !== slotId) return refusal("NO_SUCH_UPLOAD", { slotId });
  const { signedUpload, signatureRefusal: _r, timestampMissing: _t, ...rest } = head;
  const closed = { item: "upload-closed" as const, slotId };
  if (!outcome.accepted) {
    return {
      next: {
        ...rest,
        signatureRefusal: refusedFile(outcome, signedUpload.by, now),
      },
      items: [closed],
      events: [
        {
          type: "act.signature-refused.v1",
          data: { rev: head.rev, sha256: outcome.file.sha256, codes: outcome.codes.join(" ") },
        },
      ],
    };
  }
  const { signed } = outcome;
  const step = head.route.find(
    (one) =>
      one.kind === "signature" &&
      one.state === "OPEN" &&
      one.assignments.some((a) => a.who === signed.by && a.state === "PENDING"),
  );
  const signer = step?.assignments.find((one) => one.who === signed.by);
  if (!step || !signer) return refusal("NOT_ASSIGNED");
  const answered = setAssignment(step, signed.by, { state: "SIGNED", at: now });
  const done = isSatisfied(answered) ? closeStep(answered, "SATISFIED", now) : answered;
  return signedBy(
    { ...rest, route: replaceStep(head.route, done) } as ActHead,
    { step: done, signer, signed, closed },
    now,
  );
}

type Signing = {
  readonly step: Step;
  readonly signer: Assignment;
  readonly signed: SignedDocument;
  readonly closed: ActItem;
};

/** The last of the signatures makes the act SIGNED; each file holds the signatures of those before it. */
function signedBy(head: ActHead, { step, signer, signed, closed }: Signing, now: string): Outcome {
  const digest = head.manifestDigest;
  if (digest === undefined) throw new Error("an act in APPROVED has a manifest digest");
  const waits = fileSteps(head).length > 0;
  const next = waits ? undefined : openNext(head, head.route, dueAfter(step, now), now);
  const isLast = !waits && next === undefined;
  const several = head.signatures !== undefined || !isLast;
  const event: ActEvent = isLast
    ? { type: "act.signed.v1", data: { rev: head.rev, sha256: signed.sha256, manifestDigest: digest } }
    : { type: "act.decided.v1", data: { rev: head.rev, step: step.n, choice: "SIGN", manifestDigest: digest } };
  return {
    next: {
      ...head,
      ...(next ? { route: next.route } : {}),
      ...(several ? { signatures: [...(head.signatures ?? []), signed] } : {}),
      ...(isLast ? { state: "SIGNED", signed } : {}),
    },
    items: [
      closed,
      signingItem(head, step, signer, digest, "SIGN", now),
      { item: "fingerprint", sha256: signed.sha256, label: "", rev: head.rev },
    ],
    events: [event, ...(next?.events ?? [])],
  };
}

export const signingItem = (
  head: ActHead,
  step: Step,
  signer: Assignment,
  digest: string,
  choice: "SIGN" | "VISTO",
  at: string,
): ActItem => ({
  item: "decision",
  rev: head.rev,
  step: step.n,
  who: signer.who,
  choice,
  reason: "",
  ...(signer.onBehalfOf ? { onBehalfOf: signer.onBehalfOf.who } : {}),
  ...(signer.onBehalfOf && signer.formula ? { formula: signer.formula } : {}),
  ...(signer.onBehalfOf && signer.decree ? { decree: signer.decree } : {}),
  manifestDigest: digest,
  method: "signed-file",
  at,
});

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
