import type { Command } from "./command.ts";
import type { ActHead } from "./head.ts";
import type { Outcome } from "./reduce.ts";
import { refusal } from "./refusal.ts";

/**
 * Somebody who was confirmed by a second factor has the act before them. Only this is evidence of reading: what a
 * fetch did to a link (a scanner, a preview) is none, and is never recorded.
 */
export function recordOpening(head: ActHead, command: Extract<Command, { type: "recordOpening" }>): Outcome {
  const step = head.route.find((one) => one.n === command.step);
  if (!step?.assignments.some((one) => one.who === command.who)) return refusal("NOT_ASSIGNED");
  const { factor } = command;
  return {
    next: { ...head },
    events: [{ type: "act.opened.v1", data: { rev: head.rev, step: step.n, factor } }],
  };
}
