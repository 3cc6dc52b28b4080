import { samePersonName } from "../person-name.ts";
import type { RouteStep } from "./command.ts";
import { whyNotEligible } from "./eligible.ts";
import type { ActHead, RoutePolicy, Step } from "./head.ts";
import { actLimits, overLimit } from "./limits.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { groupOf } from "./route-steps.ts";

export type Compiled = { readonly route: Step[] } | Refusal;

type Proposal = Pick<ActHead, "proponent" | "proceedingOfficer" | "signatory" | "total">;

/** A route as the act will follow it, frozen; or what it lacks. A determina is signed (CAD art. 21 c. 2-ter). */
export function compileRoute(head: Proposal, steps: readonly RouteStep[], policy: RoutePolicy | undefined): Compiled {
  const people = steps.reduce((sum, step) => sum + step.assignees.length, 0);
  if (people > actLimits.people) return overLimit("route", people, actLimits.people);
  if (steps.length > actLimits.steps) return overLimit("route.steps", steps.length, actLimits.steps);
  const detail = shapeProblem(steps) ?? steps.map(stepProblem).find((one) => one !== undefined);
  if (detail) return refusal("ROUTE_NOT_COMPLETE", { detail });
  const route = steps.map(compiledStep);
  return wrongGroups(route) ?? wrongPeople({ ...head, policy }, route) ?? { route };
}

export function compiledStep(step: RouteStep, index: number): Step {
  const { assignees, covers, ...rest } = step;
  const told = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as typeof rest;
  return {
    ...(told as Pick<Step, "kind" | "role">),
    n: index + 1,
    ...(covers ? { covers: [...covers] } : {}),
    state: "WAITING",
    assignments: assignees.map((one) => ({ ...one, state: "PENDING" })),
  };
}

type Words = { readonly it: string; readonly en: string };

function shapeProblem(steps: readonly RouteStep[]): Words | undefined {
  if (steps.length === 0) return { it: "nessun passaggio", en: "no step" };
  const order = steps.map((step) => (step.kind === "visto" ? 2 : step.kind === "signature" ? 1 : 0));
  if (!order.includes(1))
    return {
      it: "l’ultimo passaggio prima del numero è la firma digitale",
      en: "the last step before the number is the digital signature",
    };
  if (order.some((kind, at) => kind < (order[at - 1] ?? 0)))
    return {
      it: "prima approvazioni e pareri, poi le firme digitali, dopo il numero il visto",
      en: "approvals and opinions first, then digital signatures, the visto after the number",
    };
  return undefined;
}

/** Of the step that is named, what is wrong with it. */
const ofStep = (role: string, it: string, en: string): Words => ({ it: `«${role}»: ${it}`, en: `“${role}”: ${en}` });

export function stepProblem({ assignees, kind, role, quorum, mode = "ALL" }: RouteStep): Words | undefined {
  const n = assignees.length;
  if (n === 0) return ofStep(role, "il passaggio è senza persona", "the step has nobody");
  if (new Set(assignees.map((one) => one.who)).size < n)
    return ofStep(role, "il passaggio nomina due volte la stessa persona", "the step names the same person twice");
  if ((kind === "signature" || kind === "visto") && mode !== "ALL")
    return ofStep(
      role,
      "una firma digitale la danno tutte le persone indicate",
      "a digital signature is given by all who are named",
    );
  if (kind === "visto" && n > 1)
    return ofStep(role, "il visto spetta a una sola persona", "the visto is for one person alone");
  if (mode !== "QUORUM" && quorum === undefined) return undefined;
  if (mode !== "QUORUM") return ofStep(role, "il quorum vale solo per «k di n»", "a quorum is for “k of n” alone");
  if (quorum === undefined || quorum < 1 || quorum > n)
    return ofStep(role, `quorum ${quorum ?? "assente"} su ${n}`, `quorum ${quorum ?? "absent"} of ${n}`);
  return undefined;
}

function wrongGroups(route: readonly Step[]): Refusal | undefined {
  for (const [at, step] of route.entries()) {
    const before = route[at - 1];
    if (!before) continue;
    if (groupOf(step) < groupOf(before))
      return refusal("ROUTE_NOT_COMPLETE", {
        detail: ofStep(step.role, "i gruppi vanno in ordine crescente", "groups go upwards"),
      });
    const isClick = (kind: Step["kind"]) => kind === "approval" || kind === "opinion";
    if (groupOf(step) === groupOf(before) && isClick(step.kind) !== isClick(before.kind))
      return refusal("ROUTE_NOT_COMPLETE", {
        detail: ofStep(
          step.role,
          "una firma non si apre insieme alle approvazioni",
          "a signature does not open together with approvals",
        ),
      });
  }
  return undefined;
}

function wrongPeople(head: Proposal & Pick<ActHead, "policy">, route: readonly Step[]): Refusal | undefined {
  for (const step of route)
    for (const person of step.assignments) {
      const refused = whyNotEligible(head, route, step, person);
      if (refused) return refused;
    }
  const visto = route.find((step) => step.kind === "visto");
  if (visto && !spends(head))
    return refusal("ROUTE_NOT_COMPLETE", {
      detail: ofStep(
        visto.role,
        "l’atto non impegna spesa, il visto non serve",
        "the act commits no spending, no visto is needed",
      ),
    });
  const signatories = route.filter((step) => step.kind === "signature").flatMap((step) => step.assignments);
  const names = signatories.flatMap((one) => [one.name, ...(one.onBehalfOf ? [one.onBehalfOf.name] : [])]);
  if (!names.some((name) => samePersonName(name, head.signatory)))
    return refusal("ROUTE_NOT_COMPLETE", {
      detail: {
        it: `firma “${names.join(", ")}”, ma l’atto indica come firmatario “${head.signatory}”`,
        en: `“${names.join(", ")}” signs, but the act names “${head.signatory}” as its signatory`,
      },
    });
  return undefined;
}

export const spends = (head: Pick<ActHead, "total">): boolean => head.total !== null && head.total !== 0;
