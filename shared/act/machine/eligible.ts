import { samePersonName } from "../person-name.ts";
import type { ActHead, Assignment, Deputy, Step } from "./head.ts";
import { type Refusal, refusal } from "./refusal.ts";

const acts = (one: Assignment) => !["REVOKED", "DELEGATED", "ABSTAINED", "SUBSTITUTED"].includes(one.state);

/**
 * Why somebody may not have this task, whoever gives it to them and whenever: M14 (who handled the procedure does not
 * sign), two roles that the body keeps apart, a second place in one step.
 */
export function whyNotEligible(
  head: Pick<ActHead, "proponent" | "proceedingOfficer" | "policy">,
  route: readonly Step[],
  step: Step,
  person: Pick<Deputy, "who" | "name">,
): Refusal | undefined {
  const { name, who } = person;
  const handled = samePersonName(name, head.proceedingOfficer) || who === head.proponent;
  if (step.kind === "signature" && handled) return refusal("SIGNATORY_IS_PROCEEDING_OFFICER", { name });
  for (const [a, b] of head.policy?.apart ?? []) {
    const other = step.roleId === a ? b : step.roleId === b ? a : undefined;
    if (other === undefined || other === step.roleId) continue;
    const taken = route.find((one) => one.roleId === other && one.assignments.some((x) => x.who === who && acts(x)));
    if (taken) return refusal("ROLES_ARE_APART", { name, role: step.role, other: taken.role });
  }
  return undefined;
}

/** The first of them who may take the place: not in the step already, and eligible. */
export const firstEligible = (
  head: Pick<ActHead, "proponent" | "proceedingOfficer" | "policy" | "route">,
  step: Step,
  deputies: readonly Deputy[],
): Deputy | undefined =>
  deputies.find(
    (one) => !step.assignments.some((known) => known.who === one.who) && !whyNotEligible(head, head.route, step, one),
  );
