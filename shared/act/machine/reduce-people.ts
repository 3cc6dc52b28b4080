import type { ActEvent, ActItem, Command } from "./command.ts";
import { firstEligible, whyNotEligible } from "./eligible.ts";
import type { ActHead, Step } from "./head.ts";
import { reasonOf } from "./limits.ts";
import type { Outcome } from "./reduce.ts";
import { closedUploadOf, withoutUploadOf } from "./reduce-decide.ts";
import { type Refusal, refusal } from "./refusal.ts";
import {
  dueAfter,
  inDays,
  isVacant,
  replaceStep,
  seatNumber,
  seats,
  setAssignment,
  substitute,
  wasReminded,
} from "./route-steps.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

const running = (head: ActHead, n: number): Step | undefined =>
  head.route.find((step) => step.n === n && (step.state === "OPEN" || step.state === "WAITING"));

const notTheirs = (head: ActHead, command: { by: string; operator?: boolean }): Refusal | undefined =>
  head.proponent === command.by || command.operator
    ? undefined
    : refusal("NOT_THE_PROPONENT", { proponent: head.proponent });

/**
 * Another person takes a place that nobody can fill, or that was given to the wrong one. The step goes on, decisions of
 * the others stand, and the reason stays on the act.
 */
export function reassign(head: ActHead, command: Of<"reassign">, now: string): Outcome {
  const told = reasonOf(command.reason);
  const refused = notTheirs(head, command) ?? ("refusal" in told ? told.refusal : undefined);
  if (refused) return refused;
  const step = running(head, command.step);
  const from = step && seats(step).find((one) => one.who === command.from);
  if (!step || !from) return refusal("NOT_ASSIGNED");
  if (from.state !== "PENDING" && !isVacant(from))
    return refusal("ALREADY_DECIDED", { at: from.at ?? "", decision: from.state });
  const { to } = command;
  if (step.assignments.some((one) => one.who === to.who)) return refusal("ALREADY_IN_STEP", { name: to.name });
  const wrong = whyNotEligible(head, head.route, step, to);
  if (wrong) return wrong;
  const left = isVacant(from)
    ? { state: from.state }
    : { state: "SUBSTITUTED" as const, at: now, reason: "reason" in told ? told.reason : "" };
  const passed = substitute(step, from, to, left, to.formula !== undefined);
  const data = { rev: head.rev, step: step.n, seat: seatNumber(passed, to.who), why: "OFFICER" };
  return {
    next: withoutUploadOf(head, from.who, { route: replaceStep(head.route, passed) }),
    items: closedUploadOf(head, from.who),
    events: [{ type: "act.reassigned.v1", data }],
  };
}

/** A mistyped address is mended without voiding the step: the person is the same, and gets a fresh link there. */
export function correctAddress(head: ActHead, command: Of<"correctAddress">): Outcome {
  const told = reasonOf(command.reason);
  const refused = notTheirs(head, command) ?? ("refusal" in told ? told.refusal : undefined);
  if (refused) return refused;
  const step = running(head, command.step);
  const one = step?.assignments.find((known) => known.who === command.who);
  if (!step || one?.state !== "PENDING") return refusal("NOT_ASSIGNED");
  const mended = setAssignment(step, one.who, { email: command.email });
  const data = { rev: head.rev, step: step.n, seat: seatNumber(step, one.who) };
  return {
    next: { ...head, route: replaceStep(head.route, mended) },
    events: [{ type: "act.address-corrected.v1", data }],
  };
}

/**
 * The time of an open step ran out. Each place that still waits goes to its first recorded substitute; where there is
 * none the same person stays asked, gets a fresh link, and the proponent is told. It never ends an act.
 */
export function stepExpired(head: ActHead, command: Of<"stepExpired">, now: string): Outcome {
  const step = head.route.find((one) => one.n === command.step && one.state === "OPEN");
  if (!step) return refusal("NOT_ASSIGNED");
  if (step.dueAt === undefined || now < step.dueAt) return refusal("NOT_DUE", { dueAt: step.dueAt ?? "—" });
  let passed = step;
  let next = { ...head } as Record<string, unknown>;
  const closed: ActItem[] = [];
  for (const from of seats(step).filter((one) => one.state === "PENDING")) {
    const deputies = [...(from.deputies ?? []), ...(command.deputies[from.who] ?? [])];
    const to = firstEligible(head, passed, deputies);
    if (!to) continue;
    passed = substitute(passed, from, to, { state: "SUBSTITUTED", at: now }, true);
    next = withoutUploadOf(next as ActHead, from.who, {});
    closed.push(...closedUploadOf(head, from.who));
  }
  const { remindedAt: _, ...timed } = passed;
  const again: Step = { ...timed, openedAt: now, dueAt: newTerm(step, now), expired: (step.expired ?? 0) + 1 };
  const substituted = passed.assignments.length - step.assignments.length;
  const event: ActEvent = {
    type: "act.step-expired.v1",
    data: {
      rev: head.rev,
      step: step.n,
      substituted,
      waiting: seats(again).filter((one) => one.state === "PENDING").length,
    },
  };
  return { next: { ...next, route: replaceStep(head.route, again) }, items: closed, events: [event] };
}

const newTerm = (step: Step, now: string) => (step.days ? inDays(now, step.days) : dueAfter(step, now));

/** Once a day, however often the sweep asks. */
export function remindStep(head: ActHead, command: Of<"remindStep">, now: string): Outcome {
  const step = head.route.find((one) => one.n === command.step && one.state === "OPEN");
  if (!step) return refusal("NOT_ASSIGNED");
  const from = step.dueAt === undefined ? undefined : inDays(step.dueAt, -(step.remindDays ?? 0));
  if (from === undefined || now < from || wasReminded(step, now)) return refusal("NOT_DUE", { dueAt: from ?? "—" });
  return {
    next: { ...head, route: replaceStep(head.route, { ...step, remindedAt: now }) },
    events: [{ type: "act.step-reminder-due.v1", data: { rev: head.rev, step: step.n } }],
  };
}
