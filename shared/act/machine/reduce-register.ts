import type { Command } from "./command.ts";
import type { ActHead } from "./head.ts";
import type { Outcome } from "./reduce.ts";
import { refusal } from "./refusal.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

/**
 * Gives the act its number. The transaction that stores this also moves the counter and puts the register's slot.
 * Effect is another axis: with spending the act is not executive until the favourable visto (TUEL art. 183 c. 7),
 * without spending it is executive on adoption.
 */
export function assignNumber(head: ActHead, command: Of<"assignNumber">): Outcome {
  const { registration } = command;
  const effect = head.total === null || head.total === 0 ? "EXECUTIVE" : "PENDING_VISTO";
  return {
    next: { ...head, state: "NUMBERED", registration, effect },
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
    ],
  };
}

export function recordCopy(head: ActHead, command: Of<"recordCopy">): Outcome {
  const { sealError: _, ...rest } = head;
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

/** The act stays NUMBERED and says so. Attempts are counted; a clock on the wall never stands in for a timestamp. */
export function recordSealFailure(head: ActHead, command: Of<"recordSealFailure">, now: string): Outcome {
  const attempts = (head.sealError?.attempts ?? 0) + 1;
  return {
    next: { ...head, sealError: { code: command.code, message: command.message, attempts, at: now } },
    events: [{ type: "act.seal-failed.v1", data: { code: command.code, attempts } }],
  };
}

export function publish(head: ActHead, command: Of<"publish">): Outcome {
  if (head.rendition === null) return refusal("RENDITION_NOT_DECIDED");
  const { publication } = command;
  return {
    next: { ...head, state: "PUBLISHED", publication },
    events: [
      {
        type: "act.published.v1",
        data: {
          rendition: publication.rendition,
          alboFrom: publication.albo.from,
          alboTo: publication.albo.to,
          transparencyTo: publication.transparency.to,
        },
      },
    ],
  };
}

/** Ends the albo publication on its day; the entry of Amministrazione trasparente goes on with its own clock. */
export function takeDown(head: ActHead, command: Of<"takeDown">): Outcome {
  const to = head.publication?.albo.to ?? "";
  if (command.today <= to) return refusal("TERM_NOT_OVER", { to });
  return {
    next: { ...head, state: "UNPUBLISHED" },
    events: [{ type: "act.taken-down.v1", data: { on: command.today } }],
  };
}
