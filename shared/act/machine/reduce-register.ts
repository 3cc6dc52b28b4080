import type { Command } from "./command.ts";
import { spends } from "./compile-route.ts";
import type { ActHead, Copy } from "./head.ts";
import type { Outcome } from "./reduce.ts";
import { refusal } from "./refusal.ts";
import { dueAfter, openNext } from "./route-steps.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

/**
 * Gives the act its number. The transaction that stores this also moves the counter and puts the register's slot.
 * Effect is another axis: with spending the act is not executive until the favourable visto (TUEL art. 183 c. 7),
 * without spending it is executive on adoption.
 */
export function assignNumber(head: ActHead, command: Of<"assignNumber">, now: string): Outcome {
  const { registration } = command;
  const effect = spends(head) ? "PENDING_VISTO" : "EXECUTIVE";
  const last = head.route.at(-1);
  const visto = spends(head) && last ? openNext(head, head.route, dueAfter(last, now), now, "number") : undefined;
  return {
    next: { ...head, state: "NUMBERED", registration, effect, route: visto?.route ?? head.route },
    events: [
      {
        type: "act.numbered.v1",
        data: {
          number: registration.number,
          year: registration.year,
          register: registration.register,
          date: registration.date,
          effect,
          slotHash: registration.slotHash,
        },
      },
      ...(visto?.events ?? []),
    ],
  };
}

/** The first copy seals the act; a later one stands beside the earlier, which stays where it is. */
export function recordCopy(head: ActHead, command: Of<"recordCopy">): Outcome {
  const { sealError: _, ...rest } = head;
  if (head.copy) return reviseCopy(rest as ActHead, head.copy, command);
  return {
    next: { ...rest, state: "SEALED", copy: command.copy },
    items: [{ item: "fingerprint", sha256: command.copy.sha256, label: "", rev: head.rev }],
    events: [
      {
        type: "act.sealed.v1",
        data: { rev: head.rev, copy: command.copy.sha256, original: head.signed?.sha256 ?? null },
      },
    ],
  };
}

function reviseCopy(head: ActHead, before: Copy, { copy }: Of<"recordCopy">): Outcome {
  const revision = copy.revision ?? 1;
  if (revision <= (before.revision ?? 1)) return refusal("COPY_IS_CURRENT", { revision: before.revision ?? 1 });
  return {
    next: { ...head, copy, earlierCopies: [...(head.earlierCopies ?? []), before] },
    items: [{ item: "fingerprint", sha256: copy.sha256, label: "", rev: head.rev }],
    events: [{ type: "act.copy-revised.v1", data: { rev: head.rev, copy: copy.sha256, revision } }],
  };
}

/** The act stays NUMBERED and says so. Attempts are counted; a clock on the wall never stands in for a timestamp. */
export function recordSealFailure(head: ActHead, command: Of<"recordSealFailure">, now: string): Outcome {
  const { code, message, why } = command;
  const attempts = (head.sealError?.attempts ?? 0) + 1;
  return {
    next: { ...head, sealError: { code, message, ...(why ? { why } : {}), attempts, at: now } },
    events: [{ type: "act.seal-failed.v1", data: { code, attempts } }],
  };
}
