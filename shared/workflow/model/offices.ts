import * as z from "zod";
import type { Assignee, Deputy } from "../../act/index.ts";
import { type Action, allItems, type Items, type Value } from "../ports/items.ts";
import { keys } from "./keys.ts";
import { type DirectoryPerson, listPeople } from "./people.ts";

const day = z.iso.date();

/** Who holds an office, from and to days of Rome (both included; without an end: until the next holder). */
const holderSchema = z.strictObject({
  office: z.string().min(1).max(80),
  who: z.string(),
  from: day,
  to: day.optional(),
  /** The act that gave them the office. */
  decree: z.string().min(1).max(200),
});
export type OfficeHolder = z.infer<typeof holderSchema>;

/**
 * Who stands in for the holder. `absence`: takes the holder's place on those days. `standing`: is asked when the holder
 * abstains, does not answer in time, or delegates.
 */
const delegationSchema = z.strictObject({
  office: z.string().min(1).max(80),
  who: z.string(),
  kind: z.enum(["absence", "standing"]),
  from: day,
  to: day,
  decree: z.string().min(1).max(200),
  /** How the substitute signs: "per il Dirigente, il Vicario". */
  formula: z.string().min(1).max(200),
});
export type OfficeDelegation = z.infer<typeof delegationSchema>;

const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as Value;

/** Enters a holder; one per office and first day. @throws {z.ZodError} when a field is not what it should be. */
export async function saveHolder(items: Items, tenant: string, given: OfficeHolder): Promise<void> {
  await write(items, holderAction(tenant, given));
}

/** What enters a holder, for a transaction. @throws {z.ZodError} as above. */
export function holderAction(tenant: string, given: OfficeHolder): Action {
  const holder = holderSchema.parse(given);
  return { put: { ...keys.officeHolder(tenant, holder.office, holder.from), holder: json(holder) } };
}

/** Enters a delegation; one per office, person and days. @throws {z.ZodError} as above. */
export async function saveDelegation(items: Items, tenant: string, given: OfficeDelegation): Promise<void> {
  await write(items, delegationAction(tenant, given));
}

/** What enters a delegation, for a transaction. @throws {z.ZodError} as above. */
export function delegationAction(tenant: string, given: OfficeDelegation): Action {
  const delegation = delegationSchema.parse(given);
  const { office, from, to, who } = delegation;
  return { put: { ...keys.officeDelegation(tenant, office, from, to, who), delegation: json(delegation) } };
}

async function write(items: Items, action: Action): Promise<void> {
  const written = await items.transact([action]);
  if (!written.ok) throw new Error(`office: ${written.reason}`);
}

export type Office = {
  readonly holder: OfficeHolder | undefined;
  readonly absences: readonly OfficeDelegation[];
  readonly standing: readonly OfficeDelegation[];
};

/** Everything that was entered about an office, by its days. */
export async function officeEntries(
  items: Items,
  tenant: string,
  office: string,
): Promise<{ readonly holders: readonly OfficeHolder[]; readonly delegations: readonly OfficeDelegation[] }> {
  const holders: OfficeHolder[] = [];
  const delegations: OfficeDelegation[] = [];
  for await (const item of allItems(items, { pk: keys.office(tenant, office) })) {
    if (item["holder"] !== undefined) holders.push(holderSchema.parse(item["holder"]));
    if (item["delegation"] !== undefined) delegations.push(delegationSchema.parse(item["delegation"]));
  }
  return { holders, delegations };
}

/** An office as it stands on a day. The holder who came last counts. */
export async function officeOn(items: Items, tenant: string, office: string, on: string): Promise<Office> {
  const { holders, delegations } = await officeEntries(items, tenant, office);
  const inForce = (one: { from: string; to?: string | undefined }) => one.from <= on && (!one.to || on <= one.to);
  const current = delegations.filter(inForce);
  return {
    holder: holders.filter(inForce).at(-1),
    absences: current.filter((one) => one.kind === "absence"),
    standing: current.filter((one) => one.kind === "standing"),
  };
}

const reachable = (person: DirectoryPerson) => ({
  who: person.who,
  name: person.name,
  email: person.email,
  ...(person.fiscalCode === undefined ? {} : { fiscalCode: person.fiscalCode }),
});

function deputyOf(people: readonly DirectoryPerson[], one: OfficeDelegation): Deputy[] {
  const person = people.find((known) => known.who === one.who);
  return person ? [{ ...reachable(person), office: one.office, formula: one.formula, decree: one.decree }] : [];
}

/**
 * Who acts for an office on a day: the holder, or the substitute of a recorded absence with formula and decree, and
 * whoever may be asked next. `undefined` when the office has nobody.
 */
export async function assigneeOf(
  items: Items,
  tenant: string,
  office: string,
  on: string,
): Promise<Assignee | undefined> {
  const people = await listPeople(items, tenant);
  const { holder, absences, standing } = await officeOn(items, tenant, office, on);
  const person = people.find((one) => one.who === holder?.who);
  const substitutes = [...absences, ...standing].flatMap((one) => deputyOf(people, one));
  if (!person || !holder) return undefined;
  const [absent] = absences.flatMap((one) => deputyOf(people, one));
  const others = (who: string) => {
    const deputies = substitutes.filter((one, at) => one.who !== who && firstOf(substitutes, one) === at);
    return deputies.length > 0 ? { deputies } : {};
  };
  if (!absent) return { ...reachable(person), office, decree: holder.decree, ...others(person.who) };
  return { ...absent, onBehalfOf: { who: person.who, name: person.name }, ...others(absent.who) };
}

const firstOf = (all: readonly Deputy[], one: Deputy) => all.findIndex((other) => other.who === one.who);

/** Substitutes who are recorded now for whoever holds one of the offices, by person: who is asked when time runs out. */
export async function deputiesNow(
  items: Items,
  tenant: string,
  offices: ReadonlyMap<string, string>,
  on: string,
): Promise<Record<string, Deputy[]>> {
  const people = await listPeople(items, tenant);
  const found: Record<string, Deputy[]> = {};
  for (const [who, office] of offices) {
    const { absences, standing } = await officeOn(items, tenant, office, on);
    found[who] = [...absences, ...standing].flatMap((one) => deputyOf(people, one)).filter((one) => one.who !== who);
  }
  return found;
}
