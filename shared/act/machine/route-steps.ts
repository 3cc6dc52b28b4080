import { romeDay } from "../dates.ts";
import type { ActEvent } from "./command.ts";
import type { ActHead, Assignment, Deputy, Step } from "./head.ts";

export const day = 86_400_000;

/** Steps without a group stand alone; the numbers of groups and of such steps are one order. */
export const groupOf = (step: Pick<Step, "n" | "group">): number => step.group ?? step.n;

/** The places of a step: each is filled by whoever took it last. */
export const seats = (step: Step): Assignment[] =>
  step.assignments.filter((one) => !step.assignments.some((other) => other.replaces === one.who));

/** Nobody can fill it any more: who had it abstained, and no recorded substitute was left. */
export const isVacant = (one: Assignment): boolean => one.state === "ABSTAINED";

const given = ["APPROVED", "OPINION", "SIGNED"];
export const isGiven = (one: Assignment): boolean => given.includes(one.state);

/** How many of the places must say yes. */
export function needed(step: Step): number {
  if (step.mode === "ANY") return 1;
  return step.mode === "QUORUM" ? (step.quorum ?? 1) : seats(step).length;
}

export const isSatisfied = (step: Step): boolean => seats(step).filter(isGiven).length >= needed(step);

/** Whether enough places are left for a yes. A vacant place may still be filled by the officer. */
export const canBeSatisfied = (step: Step): boolean =>
  seats(step).filter((one) => one.state !== "REJECTED").length >= needed(step);

export const openSteps = (head: Pick<ActHead, "route">): Step[] => head.route.filter((step) => step.state === "OPEN");

export const replaceStep = (route: readonly Step[], changed: Step): Step[] =>
  route.map((step) => (step.n === changed.n ? changed : step));

export const setAssignment = (step: Step, who: string, over: Partial<Assignment>): Step => ({
  ...step,
  assignments: step.assignments.map((one) => (one.who === who ? { ...one, ...over } : one)),
});

/** The step is over: whoever was still asked no longer is. */
export const closeStep = (step: Step, state: "SATISFIED" | "FAILED", now: string): Step => ({
  ...step,
  state,
  assignments: step.assignments.map((one) =>
    one.state === "PENDING" ? { ...one, state: "REVOKED" as const, at: now } : one,
  ),
});

/** The route with whatever was still to come closed. Earlier decisions stay as they are. */
export const revokeRoute = (route: readonly Step[], now: string): Step[] =>
  route.map((step) => (step.state === "OPEN" || step.state === "WAITING" ? closeStep(step, "FAILED", now) : step));

/** Opens the next waiting group. `undefined` when none is left. A visto waits for the number, whatever its place. */
export function openNext(
  head: Pick<ActHead, "rev">,
  route: readonly Step[],
  dueAt: string,
  now: string,
  after: "route" | "number" = "route",
) {
  const waiting = route.filter((step) => step.state === "WAITING" && (step.kind === "visto") === (after === "number"));
  const first = Math.min(...waiting.map(groupOf));
  const opening = waiting.filter((step) => groupOf(step) === first);
  if (opening.length === 0) return undefined;
  const opened = opening.map(
    (step): Step => ({ ...step, state: "OPEN", openedAt: now, dueAt: step.days ? inDays(now, step.days) : dueAt }),
  );
  return {
    opened,
    route: opened.reduce<Step[]>((all, step) => replaceStep(all, step), [...route]),
    events: opened.map(
      (step): ActEvent => ({ type: "act.step-opened.v1", data: { rev: head.rev, step: step.n, kind: step.kind } }),
    ),
  };
}

export const inDays = (now: string, days: number): string => new Date(Date.parse(now) + days * day).toISOString();

/** Without days of its own a step gets as long as the one before it had, at least a day. */
export function dueAfter(step: Step, now: string): string {
  const long = Date.parse(step.dueAt ?? now) - Date.parse(step.openedAt ?? now);
  return new Date(Date.parse(now) + Math.max(long, day)).toISOString();
}

/**
 * Puts a substitute in the place of somebody who no longer acts. Both names stay on the step. A substitute of a
 * substitute stands for the one whose office it is.
 */
export function substitute(
  step: Step,
  from: Assignment,
  to: Deputy,
  left: Pick<Assignment, "state"> & Partial<Assignment>,
  onBehalf: boolean,
): Step {
  const others = (from.deputies ?? []).filter((one) => one.who !== to.who);
  const taking: Assignment = {
    ...to,
    state: "PENDING",
    replaces: from.who,
    ...(onBehalf ? { onBehalfOf: from.onBehalfOf ?? { who: from.who, name: from.name } } : {}),
    ...(others.length > 0 ? { deputies: others } : {}),
  };
  const parted = setAssignment(step, from.who, left);
  return { ...parted, assignments: [...parted.assignments, taking] };
}

/** The number by which events name a person of a step: they carry no names and no ids of people. */
export const seatNumber = (step: Step, who: string): number => step.assignments.findIndex((one) => one.who === who);

/** When an open step is next due for a reminder, and else when its time is over. */
export function nextLook(step: Step): string | null {
  if (step.state !== "OPEN" || step.dueAt === undefined) return null;
  if (step.remindDays === undefined || step.remindDays === 0) return step.dueAt;
  const first = inDays(step.dueAt, -step.remindDays);
  const next = step.remindedAt === undefined ? first : inDays(step.remindedAt, 1);
  return next < step.dueAt ? next : step.dueAt;
}

export const wasReminded = (step: Step, now: string): boolean =>
  step.remindedAt !== undefined && romeDay(step.remindedAt) === romeDay(now);
