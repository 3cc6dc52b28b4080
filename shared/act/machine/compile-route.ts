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

function shapeProblem(steps: readonly RouteStep[]): string | undefined {
  if (steps.length === 0) return "nessun passaggio";
  const order = steps.map((step) => (step.kind === "visto" ? 2 : step.kind === "signature" ? 1 : 0));
  if (!order.includes(1)) return "l'ultimo passaggio prima del numero è la firma digitale";
  if (order.some((kind, at) => kind < (order[at - 1] ?? 0)))
    return "prima approvazioni e pareri, poi le firme digitali, dopo il numero il visto";
  return undefined;
}

export function stepProblem(step: RouteStep): string | undefined {
  const { assignees, kind, role, quorum, mode = "ALL" } = step;
  if (assignees.length === 0) return `«${role}»: il passaggio è senza persona`;
  if (new Set(assignees.map((one) => one.who)).size < assignees.length)
    return `«${role}»: il passaggio nomina due volte la stessa persona`;
  if ((kind === "signature" || kind === "visto") && mode !== "ALL")
    return `«${role}»: una firma digitale la danno tutte le persone indicate`;
  if (kind === "visto" && assignees.length > 1) return `«${role}»: il visto spetta a una sola persona`;
  if (mode !== "QUORUM") return quorum === undefined ? undefined : `«${role}»: il quorum vale solo per «k di n»`;
  if (quorum === undefined || quorum < 1 || quorum > assignees.length)
    return `«${role}»: quorum ${quorum ?? "assente"} su ${assignees.length}`;
  return undefined;
}

function wrongGroups(route: readonly Step[]): Refusal | undefined {
  for (const [at, step] of route.entries()) {
    const before = route[at - 1];
    if (!before) continue;
    if (groupOf(step) < groupOf(before))
      return refusal("ROUTE_NOT_COMPLETE", { detail: `«${step.role}»: i gruppi vanno in ordine crescente` });
    const isClick = (kind: Step["kind"]) => kind === "approval" || kind === "opinion";
    if (groupOf(step) === groupOf(before) && isClick(step.kind) !== isClick(before.kind))
      return refusal("ROUTE_NOT_COMPLETE", {
        detail: `«${step.role}»: una firma non si apre insieme alle approvazioni`,
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
    return refusal("ROUTE_NOT_COMPLETE", { detail: `«${visto.role}»: l'atto non impegna spesa, il visto non serve` });
  const signatories = route.filter((step) => step.kind === "signature").flatMap((step) => step.assignments);
  const names = signatories.flatMap((one) => [one.name, ...(one.onBehalfOf ? [one.onBehalfOf.name] : [])]);
  if (!names.some((name) => samePersonName(name, head.signatory)))
    return refusal("ROUTE_NOT_COMPLETE", {
      detail: `firma “${names.join(", ")}”, ma l'atto indica come firmatario “${head.signatory}”`,
    });
  return undefined;
}

export const spends = (head: Pick<ActHead, "total">): boolean => head.total !== null && head.total !== 0;
