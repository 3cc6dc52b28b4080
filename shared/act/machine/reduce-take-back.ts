import type { Command } from "./command.ts";
import type { ActHead, SignedDocument } from "./head.ts";
import { reasonOf } from "./limits.ts";
import type { Outcome } from "./reduce.ts";
import { closeUploads } from "./reduce-draft.ts";
import { refusal } from "./refusal.ts";
import { revokeRoute } from "./route-steps.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

const decided = ["APPROVED", "OPINION", "SIGNED", "REJECTED"];

/** Whether somebody has decided on what the act is now. An opinion that was kept is of an earlier revision. */
export const hasDecisions = (head: Pick<ActHead, "route">): boolean =>
  head.route.some((step) => step.assignments.some((one) => decided.includes(one.state) && one.keptFrom === undefined));

/** The proponent takes the act back before anybody decided. Afterwards only `correct` does, which voids visibly. */
export function recall(head: ActHead, command: Of<"recall">, now: string): Outcome {
  if (head.proponent !== command.by) return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  if (head.submission === undefined) return refusal("NOT_SUBMITTED");
  if (hasDecisions(head)) return refusal("DECISIONS_STAND");
  return takeBack(head, command, "RECALLED", now);
}

/**
 * A correction after a decision or the signature, before the number: everything that was decided and signed is voided
 * in plain sight, and whoever had decided is told that it no longer counts.
 */
export function correct(head: ActHead, command: Of<"correct">, now: string): Outcome {
  if (head.proponent !== command.by) return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  if (!hasDecisions(head)) return refusal("NOTHING_TO_VOID");
  return takeBack(head, command, "CORRECTED", now);
}

function takeBack(
  head: ActHead,
  command: { readonly by: string; readonly reason: string },
  how: "RECALLED" | "CORRECTED",
  now: string,
): Outcome {
  const told = reasonOf(command.reason);
  if ("refusal" in told) return told.refusal;
  const { submission: _, ...rest } = withoutSignatures(head, command.by, told.reason, now);
  const turnedBack = { how, by: command.by, reason: told.reason, at: now };
  return {
    next: {
      ...rest,
      state: "RETURNED",
      route: revokeRoute(head.route, now),
      turnedBack,
    },
    items: closeUploads([], head),
    events: [
      how === "RECALLED"
        ? { type: "act.recalled.v1", data: { rev: head.rev } }
        : { type: "act.corrected.v1", data: { rev: head.rev, voidedSignatures: signedFiles(head).length } },
    ],
  };
}

/** Every signed file of this revision that was accepted, in order. */
export const signedFiles = (head: Pick<ActHead, "signed" | "signatures">): readonly SignedDocument[] =>
  head.signatures ?? (head.signed ? [head.signed] : []);

/** The head as it goes back: its signatures voided in plain sight, with who did it and why. */
export function withoutSignatures(head: ActHead, by: string, reason: string, now: string) {
  const { signedUpload: _u, signed: _s, signatures: _a, timestampMissing: _t, signatureRefusal: _r, ...rest } = head;
  const voided = signedFiles(head).map((file) => ({
    rev: head.rev,
    sha256: file.sha256,
    signer: file.signer.name,
    signedAt: file.at,
    by,
    reason,
    at: now,
  }));
  return voided.length > 0 ? { ...rest, voided: [...(head.voided ?? []), ...voided] } : rest;
}
