import type { Command } from "./command.ts";
import type { ActHead } from "./head.ts";
import type { Outcome } from "./reduce.ts";
import { refusal } from "./refusal.ts";

/** Somebody's opening of this revision, as the head keeps it: it says which openings are recorded already. */
export const openingOf = (
  { rev }: Pick<ActHead, "rev">,
  { step, who }: { readonly step: number; readonly who: string },
) => `${rev}#${step}#${who}`;

/** The head without the openings of steps that are over: of those none is recorded any more. */
export function withoutPastOpenings(head: ActHead): ActHead {
  const { opened, ...rest } = head;
  if (!opened) return head;
  const open = head.route.filter((step) => step.state === "OPEN").map(({ n }) => openingOf(head, { step: n, who: "" }));
  const still = opened.filter((one) => open.some((start) => one.startsWith(start)));
  if (still.length === opened.length) return head;
  return (still.length > 0 ? { ...rest, opened: still } : rest) as ActHead;
}

/**
 * Somebody who was confirmed by a second factor has the act before them. Only this is evidence of reading: what a
 * fetch did to a link (a scanner, a preview) is none, and is never recorded.
 */
export function recordOpening(head: ActHead, command: Extract<Command, { type: "recordOpening" }>): Outcome {
  const step = head.route.find((one) => one.n === command.step);
  if (!step?.assignments.some((one) => one.who === command.who)) return refusal("NOT_ASSIGNED");
  const { factor } = command;
  const opening = openingOf(head, command);
  return {
    next: { ...head, opened: [...new Set([...(head.opened ?? []), opening])] },
    events: [{ type: "act.opened.v1", data: { rev: head.rev, step: step.n, factor } }],
  };
}
