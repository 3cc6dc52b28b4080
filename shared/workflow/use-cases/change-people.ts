import { type ActHead, type RouteStep, romeDay, seats } from "../../act/index.ts";
import { changeAct } from "../model/change-act.ts";
import { isMailAddress } from "../model/mail-address.ts";
import { assigneeOf } from "../model/offices.ts";
import { findPerson, listPeople } from "../model/people.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import type { ChangeWorld } from "../world.ts";
import { inDays } from "./render-act.ts";

type Mending = {
  readonly actId: string;
  readonly by: string;
  /** An operator of the body may do it in the proponent's place. */
  readonly operator?: boolean;
  readonly reason: string;
  readonly step: number;
};

const mender = ({ by, operator, reason }: Mending) => ({ by, reason, ...(operator ? { operator } : {}) });

/** Gives a place of a step to another person of the directory. The step goes on; the new person gets a link of their own. */
export async function reassign(
  world: ChangeWorld,
  request: Mending & { readonly from: string; readonly to: string },
): Promise<Answer<ActHead>> {
  const { tenant } = world.settings;
  const person = await findPerson(world.items, tenant, request.to.slice(0, 100));
  if (!person)
    return refuse(
      no("REQUEST_NOT_VALID", {
        field: "to",
        value: request.to.slice(0, 40),
        expectation: "una persona della rubrica / a person of the directory",
      }),
    );
  const { who, name, email, fiscalCode } = person;
  const changed = await changeAct(world, request.actId, async (head, now) => {
    const plain = { who, name, email, ...(fiscalCode === undefined ? {} : { fiscalCode }) };
    const substitute = await recordedSubstitute(world, head, request, now);
    const to = substitute?.who === who ? substitute : plain;
    return { command: { type: "reassign", ...mender(request), step: request.step, from: request.from, to } };
  });
  return changed.ok ? answer(changed.value.head) : changed;
}

/** Whoever the person's office records as a substitute today takes the place with formula and decree. */
async function recordedSubstitute(
  { items, settings }: ChangeWorld,
  head: ActHead,
  request: { readonly step: number; readonly from: string; readonly to: string },
  now: string,
) {
  const step = head.route.find((one) => one.n === request.step);
  const office = step && seats(step).find((one) => one.who === request.from)?.office;
  if (office === undefined) return undefined;
  const held = await assigneeOf(items, settings.tenant, office, romeDay(now));
  const { deputies, onBehalfOf: _, ...acting } = held ?? { who: "", name: "", email: "" };
  return [acting, ...(deputies ?? [])].find((one) => one.who === request.to && one.formula !== undefined);
}

/** Mends a mistyped address on the act, without voiding the step. The directory's own is an operator's to mend. */
export async function correctAddress(
  world: ChangeWorld,
  request: Mending & { readonly who: string; readonly email: string },
): Promise<Answer<ActHead>> {
  const email = request.email.trim();
  if (!isMailAddress(email))
    return refuse(
      no("REQUEST_NOT_VALID", {
        field: "email",
        value: email.slice(0, 60),
        expectation: "un indirizzo come nome@ente.it / an address like name@body.it",
      }),
    );
  const changed = await changeAct(world, request.actId, () => ({
    command: { type: "correctAddress", ...mender(request), step: request.step, who: request.who, email },
  }));
  return changed.ok ? answer(changed.value.head) : changed;
}

/** Asks the financial office for the visto of a numbered act that awaits one and has none under way. */
export async function askVisto(world: ChangeWorld, request: { actId: string; by: string }): Promise<Answer<ActHead>> {
  const { settings } = world;
  const changed = await changeAct(world, request.actId, async (head, now) => {
    const earlier = head.route.findLast((step) => step.kind === "visto");
    const office = earlier?.assignments[0]?.office ?? "Ragioneria";
    const assignee = await vistoAssignee(world, office, now);
    if (!assignee)
      return {
        refusal: no("REQUEST_NOT_VALID", {
          field: "visto",
          value: office,
          expectation: "una persona nell'ufficio / a person in the office",
        }),
      };
    const role = earlier?.role ?? "Responsabile del servizio finanziario";
    const step: RouteStep = { kind: "visto", role, roleId: "ragioneria", assignees: [assignee] };
    return { command: { type: "openVisto", by: request.by, step, dueAt: inDays(now, settings.linkDays) } };
  });
  return changed.ok ? answer(changed.value.head) : changed;
}

async function vistoAssignee({ items, settings }: ChangeWorld, office: string, now: string) {
  const held = await assigneeOf(items, settings.tenant, office, romeDay(now));
  if (held) return held;
  const person = (await listPeople(items, settings.tenant)).find((one) => one.office === office);
  if (!person) return undefined;
  const { who, name, email, fiscalCode } = person;
  return { who, name, email, ...(fiscalCode === undefined ? {} : { fiscalCode }) };
}

/** Takes an act back for correction after somebody decided or signed, before the number: all of it is voided visibly. */
export async function correctAct(
  world: ChangeWorld,
  request: { readonly actId: string; readonly by: string; readonly reason: string },
): Promise<Answer<ActHead>> {
  const { actId, by, reason } = request;
  const changed = await changeAct(world, actId, () => ({ command: { type: "correct", by, reason } }));
  return changed.ok ? answer(changed.value.head) : changed;
}
