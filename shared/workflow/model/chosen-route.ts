import { type Assignee, type RouteStep, romeDay, type StepKind, type StepMode } from "../../act/index.ts";
import type { World } from "../world.ts";
import { assigneeOf } from "./offices.ts";
import { listPeople } from "./people.ts";
import { type Answer, answer, no, refuse } from "./refusals.ts";

/** A step as an officer put it together, on the ground of the body's template. */
export type ChosenStep = {
  /** Which step of the template it is, from 0; absent for one that was added. */
  readonly from?: number | undefined;
  readonly kind: StepKind;
  readonly role: string;
  readonly who: readonly string[];
  readonly mode?: StepMode | undefined;
  readonly quorum?: number | undefined;
  readonly group?: number | undefined;
  readonly days?: number | undefined;
};

/**
 * The route of the template with what the officer added to it. Steps of the template stay, with their people: who
 * proposes an act does not choose who is left out of judging it. Order and shape are the machine's to refuse.
 */
export async function chosenRoute(
  world: Pick<World, "items" | "settings" | "clock">,
  template: readonly RouteStep[],
  chosen: readonly ChosenStep[],
): Promise<Answer<RouteStep[]>> {
  const left = template.find((_, at) => chosen.filter((step) => step.from === at).length !== 1);
  if (left)
    return refuse(
      wrong(left.role, "una sola volta, come nel modello dell'ente / once only, as in the body's template"),
    );
  const people = await listPeople(world.items, world.settings.tenant);
  const steps: RouteStep[] = [];
  for (const { from, who, ...told } of chosen) {
    const own = from === undefined ? undefined : template[from];
    if (from !== undefined && !own)
      return refuse(wrong(told.role, "un passaggio del modello dell'ente / a step of the body's template"));
    const missing = own?.assignees.find((one) => !who.includes(one.who));
    if (missing)
      return refuse(
        wrong(
          told.role,
          `anche ${missing.name}, come nel modello dell'ente / ${missing.name} too, as in the body's template`,
        ),
      );
    if (!own && (told.kind === "signature" || told.kind === "visto"))
      return refuse(
        wrong(
          told.role,
          "un'approvazione o un parere: firme e visto sono quelli del modello / an approval or an opinion: signatures and visto are those of the template",
        ),
      );
    const assignees: Assignee[] = [];
    for (const one of who) {
      const person = people.find((known) => known.who === one);
      const named = own?.assignees.find((known) => known.who === one) ?? (person && (await asked(world, person)));
      if (!named)
        return refuse(
          wrong(
            told.role,
            `una persona della rubrica, non «${one.slice(0, 40)}» / a person of the directory, not «${one.slice(0, 40)}»`,
          ),
        );
      assignees.push(named);
    }
    steps.push({ ...own, ...told, ...(own ? { kind: own.kind, role: own.role } : {}), assignees });
  }
  return answer(steps);
}

/** A person with their office's recorded substitutes, where they hold one. */
async function asked(
  { items, settings, clock }: Pick<World, "items" | "settings" | "clock">,
  person: Awaited<ReturnType<typeof listPeople>>[number],
): Promise<Assignee> {
  const held = await assigneeOf(items, settings.tenant, person.office, romeDay(clock()));
  if (held?.who === person.who) return held;
  const { who, name, email, fiscalCode } = person;
  return { who, name, email, ...(fiscalCode === undefined ? {} : { fiscalCode }) };
}

const wrong = (role: string, expectation: string) =>
  no("REQUEST_NOT_VALID", { field: "percorso", value: `«${role.slice(0, 80)}»`, expectation });
