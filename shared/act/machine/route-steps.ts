import type { ActItem } from "./command.ts";
import type { ActHead, Assignment, Step } from "./head.ts";

/** The assignment as an item of its own, for the worklist of the person it is for. */
export function assignmentItem(head: Pick<ActHead, "rev">, step: Step, assignment: Assignment, now: string): ActItem {
  return {
    item: "assignment",
    rev: head.rev,
    step: step.n,
    kind: step.kind,
    role: step.role,
    who: assignment.who,
    state: step.state === "WAITING" ? "WAITING" : assignment.state,
    dueAt: step.dueAt ?? null,
    at: now,
  };
}

/** The route with every pending assignment revoked, and the items that say so. Earlier decisions stay as they are. */
export function revokeRoute(head: ActHead, now: string): { readonly route: Step[]; readonly items: ActItem[] } {
  const items: ActItem[] = [];
  const route = head.route.map((step) => {
    if (step.state === "SATISFIED" || step.state === "FAILED") return step;
    const revoked: Step = {
      ...step,
      state: "FAILED",
      assignments: step.assignments.map((one) =>
        one.state === "PENDING" ? { ...one, state: "REVOKED", at: now } : one,
      ),
    };
    for (const assignment of revoked.assignments) items.push(assignmentItem(head, revoked, assignment, now));
    return revoked;
  });
  return { route, items };
}

/** Opens the first waiting step. `undefined` when none is left. */
export function openNext(head: Pick<ActHead, "rev">, route: readonly Step[], dueAt: string, now: string) {
  const waiting = route.find((step) => step.state === "WAITING");
  if (!waiting) return undefined;
  const opened: Step = { ...waiting, state: "OPEN", openedAt: now, dueAt };
  return {
    opened,
    route: route.map((step) => (step.n === opened.n ? opened : step)),
    items: opened.assignments.map((assignment) => assignmentItem(head, opened, assignment, now)),
    events: [{ type: "act.step-opened.v1" as const, data: { rev: head.rev, step: opened.n, kind: opened.kind } }],
  };
}
