import type { ActItem } from "./command.ts";
import type { ActHead, Assignment, Step } from "./head.ts";
import { nextLook } from "./route-steps.ts";

/**
 * What a change of the route means for the items beside the head: the worklist of each person, and what the sweep has
 * to look at. Derived from the two routes, so that no transition can forget one of them.
 */
export function routeItems(before: ActHead | undefined, after: ActHead): ActItem[] {
  const was = new Map((before?.route ?? []).map((step) => [step.n, step]));
  const rev = before?.rev ?? after.rev;
  const same = rev === after.rev;
  const gone = [...was.values()].filter((step) => !same || !after.route.some((one) => one.n === step.n));
  return [
    ...gone.flatMap((step) => dropped(rev, step, after.updatedAt)),
    ...after.route.flatMap((step) => stepItems(after, step, same ? was.get(step.n) : undefined)),
  ];
}

/** What the items beside the head should be now: of every open step its people, and when it is looked at next. */
export function currentRouteItems(head: ActHead): ActItem[] {
  return head.route.filter((step) => step.state === "OPEN").flatMap((step) => stepItems(head, step, undefined));
}

function stepItems(head: ActHead, step: Step, before: Step | undefined): ActItem[] {
  const due = nextLook(step);
  const look: ActItem[] =
    due === (before ? nextLook(before) : null) ? [] : [{ item: "step-due", rev: head.rev, step: step.n, at: due }];
  if (step.state === "WAITING") return look;
  const known = new Map((before?.assignments ?? []).map((one) => [one.who, one]));
  const changed = step.assignments.filter((one) => {
    const old = known.get(one.who);
    return old?.state !== one.state || before?.state === "WAITING" || before?.dueAt !== step.dueAt;
  });
  return [...changed.map((one) => assignmentItem(head.rev, step, one, head.updatedAt)), ...look];
}

function dropped(rev: number, step: Step, now: string): ActItem[] {
  const pending = step.assignments.filter((one) => one.state === "PENDING" && step.state === "OPEN");
  return [
    ...pending.map((one) => assignmentItem(rev, step, { ...one, state: "REVOKED" }, now)),
    ...(nextLook(step) === null ? [] : [{ item: "step-due" as const, rev, step: step.n, at: null }]),
  ];
}

/** The assignment as an item of its own, for the worklist of the person it is for. */
const assignmentItem = (rev: number, step: Step, one: Assignment, at: string): ActItem => ({
  item: "assignment",
  rev,
  step: step.n,
  kind: step.kind,
  role: step.role,
  who: one.who,
  state: one.state,
  dueAt: step.dueAt ?? null,
  at,
});
