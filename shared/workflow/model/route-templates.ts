import * as z from "zod";
import {
  type ActData,
  type Assignee,
  actParts,
  type RoutePolicy,
  type RouteStep,
  roleIds,
  samePersonName,
  stepModes,
} from "../../act/index.ts";
import type { Items } from "../ports/items.ts";
import { assigneeOf } from "./offices.ts";
import { type DirectoryPerson, listPeople } from "./people.ts";

/** Who a step of a template asks: somebody whom the act itself names, an office, or a person of the directory. */
const askedSchema = z.union([
  z.strictObject({ named: z.enum(["rup", "signatory", "proceedingOfficer"]) }),
  z.strictObject({ office: z.string().min(1).max(80) }),
  z.strictObject({ who: z.string().min(1).max(100) }),
]);
type Asked = z.infer<typeof askedSchema>;

const stepSchema = z.strictObject({
  kind: z.enum(["approval", "opinion", "signature", "visto"]),
  role: z.string().min(1).max(120),
  roleId: z.enum(roleIds).optional(),
  ask: z.array(askedSchema).min(1).max(20),
  mode: z.enum(stepModes).optional(),
  quorum: z.int().positive().optional(),
  group: z.int().positive().optional(),
  days: z.int().min(1).max(365).optional(),
  remindDays: z.int().min(0).max(60).optional(),
  covers: z.array(z.enum(actParts)).optional(),
  unfavourable: z.enum(["RECORD", "RETURN"]).optional(),
  /** `spending`: only where the act commits spending. */
  when: z.enum(["always", "spending"]).default("always"),
});

/** A body's route for one kind of act, as data of its settings. */
export const routeTemplateSchema = z.strictObject({
  /** Kinds of act; absent: every kind that no other template names. */
  kinds: z.array(z.string()).optional(),
  steps: z.array(stepSchema).min(1).max(20),
  policy: z
    .strictObject({
      keepOpinions: z.boolean().default(false),
      apart: z.array(z.tuple([z.enum(roleIds), z.enum(roleIds)])).default([]),
    })
    .default({ keepOpinions: false, apart: [] }),
});
export type RouteTemplate = z.infer<typeof routeTemplateSchema>;

/**
 * The usual route of a determina: the RUP approves, the financial office looks at the money where there is spending, the
 * signatory signs, and after the number the financial office gives its visto (TUEL art. 183 c. 7).
 */
export const usualTemplate: RouteTemplate = routeTemplateSchema.parse({
  steps: [
    { kind: "approval", role: "Responsabile unico del progetto", roleId: "rup", ask: [{ named: "rup" }] },
    {
      kind: "approval",
      role: "Servizio finanziario",
      roleId: "ragioneria",
      ask: [{ office: "Ragioneria" }],
      when: "spending",
    },
    { kind: "signature", role: "Responsabile del provvedimento", roleId: "dirigente", ask: [{ named: "signatory" }] },
    {
      kind: "visto",
      role: "Responsabile del servizio finanziario",
      roleId: "ragioneria",
      ask: [{ office: "Ragioneria" }],
      when: "spending",
    },
  ],
});

/** The template for this act: the one that names its kind, else the one for every kind, else the usual one. */
export const templateFor = (data: Pick<ActData, "kind">, templates: readonly unknown[] = []): RouteTemplate => {
  const all = templates.map((one) => routeTemplateSchema.parse(one));
  return all.find((one) => one.kinds?.includes(data.kind)) ?? all.find((one) => !one.kinds) ?? usualTemplate;
};

export type ProposedRoute = {
  readonly steps: RouteStep[];
  readonly policy: RoutePolicy;
  /** What of the route nobody can be asked, in words: a role that the directory does not fill, an office without holder. */
  readonly missing: string[];
};

type Where = {
  readonly items: Items;
  readonly tenant: string;
  readonly people: readonly DirectoryPerson[];
  readonly on: string;
};

/** The route of an act by its body's template, with the people of the day. An act of whose step nobody is asked says so. */
export async function proposeRoute(
  world: {
    readonly items: Items;
    readonly tenant: string;
    readonly templates?: readonly unknown[] | undefined;
    readonly on: string;
  },
  data: ActData,
): Promise<ProposedRoute> {
  const template = templateFor(data, world.templates);
  const where = { ...world, people: await listPeople(world.items, world.tenant) };
  const spending = data.movements.some(({ type }) => type !== "E/Accertamento") && data.totals?.total !== 0;
  const missing: string[] = [];
  const steps: RouteStep[] = [];
  for (const { ask, when, ...step } of template.steps) {
    if (when === "spending" && !spending) continue;
    const assignees: Assignee[] = [];
    for (const one of ask) {
      const found = await resolve(where, data, one);
      if (found === undefined) continue;
      if (typeof found === "string") missing.push(`${calledBy(one) ?? step.role}: ${found}`);
      else assignees.push(found);
    }
    if (assignees.length > 0) steps.push({ ...step, assignees });
  }
  const { keepOpinions, apart } = template.policy;
  return { steps, policy: { keepOpinions, apart }, missing };
}

const calledBy = (asked: Asked): string | undefined =>
  "named" in asked
    ? { rup: "RUP", signatory: "firmatario", proceedingOfficer: "responsabile" }[asked.named]
    : undefined;

/** A person, or why there is none. Someone whom the act does not name is asked nothing: the act's checks speak of that. */
async function resolve(
  { items, tenant, people, on }: Where,
  data: ActData,
  asked: Asked,
): Promise<Assignee | string | undefined> {
  if ("office" in asked) {
    const held = await assigneeOf(items, tenant, asked.office, on);
    const fallback = people.find((one) => one.office === asked.office);
    return held ?? (fallback ? plain(fallback) : `nessuno nell'ufficio «${asked.office}»`);
  }
  if ("who" in asked) {
    const person = people.find((one) => one.who === asked.who);
    return person ? plain(person) : asked.who;
  }
  const name = data.roles[asked.named]?.name;
  if (name === undefined) return undefined;
  const person = people.find((one) => samePersonName(one.name, name));
  if (!person) return name;
  // Somebody named by the act who holds an office has that office's substitutes.
  const held = await assigneeOf(items, tenant, person.office, on);
  return held && (held.who === person.who || held.onBehalfOf?.who === person.who) ? held : plain(person);
}

const plain = ({ who, name, email, fiscalCode }: DirectoryPerson): Assignee => ({
  who,
  name,
  email,
  ...(fiscalCode === undefined ? {} : { fiscalCode }),
});
