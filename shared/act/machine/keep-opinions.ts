import { canonicalJson } from "../canonical-json.ts";
import { sha256Of } from "../digest.ts";
import type { ActEvent } from "./command.ts";
import type { ActHead, ActPart, EarlierOpinion, Step } from "./head.ts";
import { closeStep, isSatisfied, replaceStep } from "./route-steps.ts";

/** What each part of the act is now: the data's parts, and the attachments as they are recorded. */
export function partsOf(head: Pick<ActHead, "parts" | "slots">): Readonly<Record<string, string>> {
  const attachments = head.slots.map(({ label, title, recorded }) => ({ label, title, recorded }));
  return { ...head.parts, attachments: sha256Of(canonicalJson(attachments)) };
}

/**
 * The opinions that a new revision leaves behind, with what they were about. The newest of a role and person counts.
 * Nothing is kept of approvals and signatures: they speak of every byte.
 */
export function opinionsLeft(head: ActHead): EarlierOpinion[] {
  if (!head.policy?.keepOpinions) return [];
  const parts = partsOf(head);
  const fresh = head.route
    .filter((step) => step.kind === "opinion" && (step.covers?.length ?? 0) > 0)
    .flatMap((step) =>
      step.assignments
        .filter((one) => one.state === "OPINION")
        .map((assignment) => ({
          role: step.role,
          rev: assignment.keptFrom ?? head.rev,
          assignment,
          parts: Object.fromEntries((step.covers ?? []).map((part) => [part, parts[part] ?? ""])),
        })),
    );
  const isNewer = (old: EarlierOpinion) =>
    fresh.some((one) => one.role === old.role && one.assignment.who === old.assignment.who);
  return [...(head.earlierOpinions ?? []).filter((old) => !isNewer(old)), ...fresh];
}

/**
 * Fills the places of opinion steps whose opinion the change did not touch: same role, same person, every part that
 * the step covers the same as then. It says so, so that nobody takes it for an opinion on the new text.
 */
export function keepOpinions(head: ActHead, now: string): { readonly route: Step[]; readonly events: ActEvent[] } {
  let route = [...head.route];
  const events: ActEvent[] = [];
  if (!head.policy?.keepOpinions) return { route, events };
  const parts = partsOf(head);
  for (const step of head.route.filter((one) => one.kind === "opinion")) {
    let kept = step;
    for (const one of step.assignments) {
      const earlier = (head.earlierOpinions ?? []).find(
        (old) => old.role === step.role && old.assignment.who === one.who && isUntouched(step, old, parts),
      );
      if (!earlier) continue;
      const { state, opinion, reason, at } = earlier.assignment;
      kept = {
        ...kept,
        assignments: kept.assignments.map((known) =>
          known.who === one.who
            ? {
                ...known,
                state,
                keptFrom: earlier.rev,
                ...(opinion ? { opinion } : {}),
                ...(reason ? { reason } : {}),
                ...(at ? { at } : {}),
              }
            : known,
        ),
      };
      events.push({ type: "act.opinion-kept.v1", data: { rev: head.rev, step: step.n, from: earlier.rev } });
    }
    if (kept !== step) route = replaceStep(route, isSatisfied(kept) ? closeStep(kept, "SATISFIED", now) : kept);
  }
  return { route, events };
}

const isUntouched = (step: Step, old: EarlierOpinion, parts: Readonly<Record<string, string>>): boolean => {
  const covers: readonly ActPart[] = step.covers ?? [];
  return (
    covers.length > 0 &&
    covers.every((part) => {
      const then = old.parts[part];
      return then !== undefined && then !== "" && then === parts[part];
    })
  );
};
