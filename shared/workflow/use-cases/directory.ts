import * as z from "zod";
import { romeDay } from "../../act/index.ts";
import { isMailAddress } from "../model/mail-address.ts";
import { maskedAddress } from "../model/masks.ts";
import {
  delegationAction,
  holderAction,
  type Office,
  type OfficeDelegation,
  type OfficeHolder,
  officeEntries,
  officeOn,
} from "../model/offices.ts";
import { type DirectoryPerson, listPeople, personChange, storedPerson } from "../model/people.ts";
import { type Answer, answer, no, refuse, type WorkflowRefusal } from "../model/refusals.ts";
import { type RouteTemplate, routeTemplateSchema, usualTemplate } from "../model/route-templates.ts";
import type { Action, Value } from "../ports/items.ts";
import type { World } from "../world.ts";

type DirectoryWorld = Pick<World, "settings" | "items" | "clock" | "newId"> & Pick<Partial<World>, "factors">;

const changeSchema = z.object({
  what: z.enum(["holder", "substitute", "contact"]),
  office: z.string().optional(),
  who: z.string(),
  by: z.string(),
  at: z.string(),
});
/** Who entered what, about whom. No address and no number stands in it. */
export type DirectoryChange = z.infer<typeof changeSchema>;

const changesPk = (tenant: string) => `${tenant}#DIRLOG`;

/** An office with everything that was entered about it, and how it stands today. */
export type DirectoryOffice = {
  readonly name: string;
  readonly today: Office;
  readonly holders: readonly OfficeHolder[];
  readonly delegations: readonly OfficeDelegation[];
};
export type Directory = {
  readonly offices: readonly DirectoryOffice[];
  readonly people: readonly (Pick<DirectoryPerson, "who" | "name" | "office" | "email"> & {
    /** Where codes go, as far as its owner recognises it. */
    readonly channel: string | undefined;
  })[];
  readonly templates: readonly RouteTemplate[];
  /** The last ones, the newest first. */
  readonly changes: readonly DirectoryChange[];
};

const templatesOf = ({ settings }: Pick<World, "settings">): RouteTemplate[] => {
  const own = (settings.routes ?? []).map((one) => routeTemplateSchema.parse(one));
  return own.some((one) => !one.kinds) ? own : [...own, usualTemplate];
};

/** Offices that routes ask, and offices that people are in: a holder of any other would never be asked. */
function officeNames(templates: readonly RouteTemplate[], people: readonly DirectoryPerson[]): string[] {
  const asked = templates.flatMap(({ steps }) =>
    steps.flatMap(({ ask }) => ask.flatMap((one) => ("office" in one ? [one.office] : []))),
  );
  const names = new Set([...asked, ...people.map(({ office }) => office)]);
  return [...names].filter((name) => name !== "").sort((a, b) => a.localeCompare(b, "it"));
}

/** Offices, people and routes, as whoever administers them sees them. Changes nothing. */
export async function readDirectory(world: DirectoryWorld): Promise<Directory> {
  const { items, settings } = world;
  const { tenant } = settings;
  const on = romeDay(world.clock());
  const people = await listPeople(items, tenant);
  const templates = templatesOf(world);
  const offices: DirectoryOffice[] = [];
  for (const name of officeNames(templates, people))
    offices.push({
      name,
      today: await officeOn(items, tenant, name, on),
      ...(await officeEntries(items, tenant, name)),
    });
  const log = await items.query({ pk: changesPk(tenant), limit: 20, order: "descending" });
  return {
    offices,
    people: people.map(({ who, name, office, email, secondChannel }) => ({
      ...{ who, name, office, email },
      channel: secondChannel && maskedAddress(secondChannel),
    })),
    templates,
    changes: log.items.map((item) => changeSchema.parse(item)),
  };
}

/** Who entered what, older than a place in the list; `last` where there are more. */
export async function directoryChangesBefore(
  { items, settings }: Pick<World, "settings" | "items">,
  { limit, before }: { readonly limit: number; readonly before: string | undefined },
): Promise<{ readonly changes: readonly DirectoryChange[]; readonly last: string | undefined }> {
  // The bound is included: the entry that it names was given with the page before.
  const sk = before === undefined ? {} : { sk: { to: before } };
  const found = await items.query({ pk: changesPk(settings.tenant), ...sk, limit: limit + 2, order: "descending" });
  const rest = found.items.filter((item) => item.sk !== before);
  const page = rest.slice(0, limit);
  const last = rest.length > page.length ? page.at(-1)?.sk : undefined;
  return { changes: page.map((item) => changeSchema.parse(item)), last };
}

const wrong = (field: string, value: string, expectation: string): WorkflowRefusal =>
  no("REQUEST_NOT_VALID", { field, value: value.slice(0, 60).toWellFormed() || "—", expectation });

const isDay = (text: string) => z.iso.date().safeParse(text).success;

type Entry = { readonly office: string; readonly who: string; readonly from: string; readonly to: string };

async function entryProblem(world: DirectoryWorld, entry: Entry & { readonly decree: string }) {
  const { items, settings } = world;
  const people = await listPeople(items, settings.tenant);
  const known = officeNames(templatesOf(world), people);
  if (!known.includes(entry.office)) return wrong("office", entry.office, known.join(", ") || "un ufficio / an office");
  if (!people.some(({ who }) => who === entry.who))
    return wrong("who", entry.who, "una persona della rubrica / a person of the directory");
  if (!isDay(entry.from)) return wrong("from", entry.from, "una data come 31/01/2026 / a date like 31/01/2026");
  if (entry.to !== "" && !isDay(entry.to))
    return wrong("to", entry.to, "una data come 31/01/2026 / a date like 31/01/2026");
  if (entry.to !== "" && entry.to < entry.from)
    return wrong("to", entry.to, `un giorno non prima del ${entry.from} / a day not before ${entry.from}`);
  return decreeProblem("decree", entry.decree);
}

const decreeProblem = (field: string, text: string) =>
  text.trim() === "" || text.length > 200 || !text.isWellFormed()
    ? wrong(
        field,
        text,
        "da 1 a 200 caratteri, per esempio decreto n. 4/2026 / 1 to 200 characters, such as decreto n. 4/2026",
      )
    : undefined;

/** Enters who holds an office, from a day on. The same office and day again is a correction of what was entered. */
export async function enterHolder(
  world: DirectoryWorld,
  request: Entry & { readonly by: string; readonly decree: string },
): Promise<Answer<true>> {
  const problem = await entryProblem(world, request);
  if (problem) return refuse(problem);
  const { by, office, who, from, to } = request;
  const holder = { office, who, from, ...(to === "" ? {} : { to }), decree: request.decree.trim() };
  const action = holderAction(world.settings.tenant, holder);
  return written(world, action, { what: "holder", office, who, by });
}

/** Enters who stands in for the holder: on the days of an absence, or whenever the holder abstains, delegates or is late. */
export async function enterSubstitute(
  world: DirectoryWorld,
  request: Entry & {
    readonly by: string;
    readonly kind: string;
    readonly decree: string;
    readonly formula: string;
  },
): Promise<Answer<true>> {
  const { by, office, who, from, to, kind } = request;
  const problem =
    (await entryProblem(world, request)) ??
    (to === ""
      ? wrong("to", to, "l'ultimo giorno della sostituzione / the last day of the substitution")
      : undefined) ??
    decreeProblem("formula", request.formula);
  if (problem) return refuse(problem);
  if (kind !== "absence" && kind !== "standing") return refuse(wrong("kind", kind, "absence, standing"));
  const { holder } = await officeOn(world.items, world.settings.tenant, office, from);
  if (holder?.who === who)
    return refuse(wrong("who", who, "una persona diversa dal titolare / somebody other than the holder"));
  const delegation = {
    office,
    who,
    kind,
    from,
    to,
    decree: request.decree.trim(),
    formula: request.formula.trim(),
  } as const;
  const action = delegationAction(world.settings.tenant, delegation);
  return written(world, action, { what: "substitute", office, who, by });
}

export type ContactRequest = {
  readonly by: string;
  readonly who: string;
  /** Empty: as it is. */
  readonly email: string;
  readonly channelKind: string;
  readonly channelAddress: string;
};

/**
 * Mends where a person is reached: the address of links, and the second channel where codes go. They are never the
 * same: whoever reads that mailbox has the link already. Links under way keep the address that they were sent to.
 */
export async function enterContact(world: DirectoryWorld, request: ContactRequest): Promise<Answer<true>> {
  const { items, settings } = world;
  const stored = await storedPerson(items, settings.tenant, request.who);
  if (!stored) return refuse(wrong("who", request.who, "una persona della rubrica / a person of the directory"));
  const { person } = stored;
  const email = request.email.trim() || person.email;
  const given = channelOf(request);
  // A code that nothing here can send would shut the person out of their own link.
  const { carries } = world.factors?.messenger ?? {};
  if (given && "kind" in given && carries && !carries.includes(given.kind))
    return refuse(
      wrong(
        "channelKind",
        given.kind,
        `${carries.join(", ")}: da qui non partono altri messaggi / ${carries.join(", ")}: no other messages leave from here`,
      ),
    );
  const secondChannel = given ?? person.secondChannel;
  if (!isMailAddress(email))
    return refuse(wrong("email", email, "un indirizzo come nome@ente.it / an address like name@body.it"));
  if (secondChannel && "code" in secondChannel) return refuse(secondChannel);
  if (secondChannel?.address.toLowerCase() === email.toLowerCase())
    return refuse(
      wrong(
        "channelAddress",
        secondChannel.address,
        "un recapito diverso dall'indirizzo dei link / another contact than the address of the links",
      ),
    );
  const next = { ...person, email, ...(secondChannel ? { secondChannel } : {}) };
  // Only if nobody changed roles, password or state in between: that change must not be undone by this one.
  const action = personChange(settings.tenant, stored, next);
  return written(world, action, { what: "contact", who: person.who, by: request.by });
}

/** `undefined`: the form leaves it as it is. */
function channelOf({ channelKind, channelAddress }: ContactRequest) {
  const address = channelAddress.trim();
  if (address === "") return undefined;
  if (channelKind === "email")
    return isMailAddress(address)
      ? { kind: "email" as const, address }
      : wrong("channelAddress", address, "un indirizzo come nome@ente.it / an address like name@body.it");
  if (channelKind !== "sms") return wrong("channelKind", channelKind, "sms, email");
  return /^\+?[0-9][0-9 ]{5,19}$/.test(address)
    ? { kind: "sms" as const, address }
    : wrong("channelAddress", address, "un numero come +39 333 0000000 / a number like +39 333 0000000");
}

async function written(
  world: DirectoryWorld,
  action: Action,
  change: Omit<DirectoryChange, "at">,
): Promise<Answer<true>> {
  const at = world.clock();
  const log = {
    put: { pk: changesPk(world.settings.tenant), sk: `${at}#${world.newId()}`, ...json({ ...change, at }) },
  };
  const done = await world.items.transact([action, log]);
  if (done.ok) return answer(true);
  // Of these changes only a contact's waits for what was read: somebody else changed the person in between.
  if (change.what === "contact") return refuse(no("ACCOUNT_CHANGED"));
  throw new Error(`directory: ${done.reason}`);
}

const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as { [name: string]: Value };
