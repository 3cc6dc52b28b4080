import * as z from "zod";
import {
  type Answer,
  answerOnce,
  type Directory,
  directoryChangesBefore,
  enterContact,
  enterHolder,
  enterSubstitute,
  listPeople,
  type Role,
  readDirectory,
  routeTemplateSchema,
} from "../../shared/workflow/index.ts";
import { readers, useOf } from "./api-call-of-act.ts";
import { cursorOf, listQuery, pageOf, placeIn } from "./api-lists.ts";
import { type Bilingual, json, type Operation } from "./api-operation.ts";
import { text } from "./api-text.ts";

/** Whoever enters who may act for whom gives powers: the body's operators alone. */
const operators: readonly Role[] = ["operator"];
const day = z.iso.date();

const holderSchema = z
  .strictObject({ office: z.string(), who: z.string(), from: day, to: day.optional(), decree: z.string() })
  .meta({ id: "OfficeHolder" });
const substituteSchema = z
  .strictObject({
    office: z.string(),
    who: z.string(),
    kind: z.enum(["absence", "standing"]),
    from: day,
    to: day,
    decree: z.string(),
    formula: z.string(),
  })
  .meta({ id: "OfficeSubstitute" });
const officeSchema = z
  .strictObject({
    name: z.string(),
    holder: holderSchema.nullable().meta({ description: "Titolare di oggi. / Today's holder." }),
    acting: substituteSchema.nullable().meta({ description: "Chi lo sostituisce oggi. / Who stands in today." }),
    holders: z.array(holderSchema),
    substitutes: z.array(substituteSchema),
  })
  .meta({ id: "Office" });

const officeOf = ({ name, today, holders, delegations }: Directory["offices"][number]) => ({
  name,
  holder: today.holder ?? null,
  acting: today.absences[0] ?? null,
  holders: [...holders],
  substitutes: [...delegations],
});

const personSchema = z.strictObject({ who: z.string(), name: z.string(), office: z.string() }).meta({ id: "Person" });
const contactSchema = z
  .strictObject({
    who: z.string(),
    name: z.string(),
    office: z.string(),
    email: z.string(),
    channel: z.string().nullable().meta({ description: "Secondo canale, oscurato. / Second channel, masked." }),
  })
  .meta({ id: "Contact" });

/** A page of a list that is short enough to be read whole, in the order of its places. */
function pageAfter<T>(
  all: readonly T[],
  placeOf: (one: T) => string,
  { limit, after }: { readonly limit: number; readonly after: string | undefined },
): { readonly items: T[]; readonly last: string | undefined } {
  const rest = all
    .filter((one) => after === undefined || placeOf(one) > after)
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const items = rest.slice(0, limit);
  const end = items.at(-1);
  return { items, last: rest.length > items.length && end !== undefined ? placeOf(end) : undefined };
}

/** Names are people's own words: a place is one of them, whatever letters it has. */
const anyPlace = /^[^\p{Cc}]{1,200}$/u;

const reading: readonly Operation[] = [
  json({
    id: "listOffices",
    method: "GET",
    path: "/api/v1/uffici",
    tag: "gestione",
    summary: {
      it: "Elenca gli uffici con titolari e sostituti, e chi risponde oggi",
      en: "List offices with holders and substitutes, and who answers today",
    },
    who: readers,
    query: listQuery,
    answer: pageOf(officeSchema),
    run: async ({ deps, query }) => {
      const after = placeIn("uffici", anyPlace, query.cursor);
      if (!after.ok) return after;
      const { offices } = await readDirectory(deps.world);
      const { items, last } = pageAfter(offices, ({ name }) => name, { limit: query.limit, after: after.value });
      return { ok: true, value: { items: items.map(officeOf), next: cursorOf("uffici", last) } };
    },
  }),
  json({
    id: "listPeople",
    method: "GET",
    path: "/api/v1/persone",
    tag: "gestione",
    summary: { it: "Elenca le persone della rubrica", en: "List the people of the directory" },
    who: readers,
    query: listQuery,
    answer: pageOf(personSchema),
    run: async ({ deps, query }) => {
      const after = placeIn("persone", anyPlace, query.cursor);
      if (!after.ok) return after;
      const people = await listPeople(deps.world.items, deps.world.settings.tenant);
      const { items, last } = pageAfter(people, ({ who }) => who, { limit: query.limit, after: after.value });
      const shown = items.map(({ who, name, office }) => ({ who, name, office }));
      return { ok: true, value: { items: shown, next: cursorOf("persone", last) } };
    },
  }),
  json({
    id: "listContacts",
    method: "GET",
    path: "/api/v1/recapiti",
    tag: "gestione",
    summary: { it: "Elenca i recapiti delle persone", en: "List how people are reached" },
    who: operators,
    query: listQuery,
    answer: pageOf(contactSchema),
    run: async ({ deps, query }) => {
      const after = placeIn("recapiti", anyPlace, query.cursor);
      if (!after.ok) return after;
      const { people } = await readDirectory(deps.world);
      const { items, last } = pageAfter(people, ({ who }) => who, { limit: query.limit, after: after.value });
      const shown = items.map(({ who, name, office, email, channel }) => ({
        ...{ who, name, office, email },
        channel: channel ?? null,
      }));
      return { ok: true, value: { items: shown, next: cursorOf("recapiti", last) } };
    },
  }),
  json({
    id: "listRouteTemplates",
    method: "GET",
    path: "/api/v1/percorsi",
    tag: "gestione",
    summary: { it: "Elenca i percorsi previsti dall'ente", en: "List the body's own routes" },
    who: readers,
    answer: z.strictObject({ items: z.array(routeTemplateSchema.meta({ id: "RouteTemplate" })) }),
    run: async ({ deps }) => ({ ok: true, value: { items: [...(await readDirectory(deps.world)).templates] } }),
  }),
  json({
    id: "listDirectoryChanges",
    method: "GET",
    path: "/api/v1/uffici/modifiche",
    tag: "gestione",
    summary: {
      it: "Elenca chi ha registrato che cosa su uffici e recapiti, dal più recente",
      en: "List who entered what about offices and contacts, the newest first",
    },
    who: operators,
    query: listQuery,
    answer: pageOf(
      z
        .strictObject({
          what: z.enum(["holder", "substitute", "contact"]),
          office: z.string().optional(),
          who: z.string(),
          by: z.string(),
          at: z.iso.datetime({ offset: true }),
        })
        .meta({ id: "DirectoryChange" }),
    ),
    run: async ({ deps, query }) => {
      const before = placeIn("modifiche", /^[\d:.TZ-]{20,30}#[0-9A-Za-z]{1,64}$/, query.cursor);
      if (!before.ok) return before;
      const page = await directoryChangesBefore(deps.world, { limit: query.limit, before: before.value });
      return { ok: true, value: { items: [...page.changes], next: cursorOf("modifiche", page.last) } };
    },
  }),
];

const done = z.strictObject({ entered: z.literal(true) }).meta({ id: "Entered" });

/** A form of the page of offices, for programs. The same entry again is a correction, so its answer is the same. */
const entry = <B extends z.ZodType>(
  id: string,
  path: string,
  summary: Bilingual,
  body: B,
  run: (world: Parameters<typeof enterHolder>[0], by: string, body: z.output<B>) => Promise<Answer<true>>,
): Operation =>
  json({
    id,
    method: "POST",
    path: `/api/v1/${path}`,
    tag: "gestione",
    summary,
    who: operators,
    refusals: id === "enterContact" ? ["REQUEST_NOT_VALID", "ACCOUNT_CHANGED"] : ["REQUEST_NOT_VALID"],
    body,
    answer: done,
    run: (call) =>
      answerOnce<{ entered: true }>(call.deps.world, useOf(call, id, call.body), async () => {
        const entered = await run(call.deps.world, call.by, call.body);
        return entered.ok ? { ok: true, value: { entered: true } } : entered;
      }),
  });

const tenure = { office: text(80), who: text(100), from: text(10), decree: text(200) };

const writing: readonly Operation[] = [
  entry(
    "enterHolder",
    "uffici/titolari",
    { it: "Registra il titolare di un ufficio", en: "Enter who holds an office" },
    z.strictObject({ ...tenure, to: text(10).default("") }),
    (world, by, body) => enterHolder(world, { ...body, by }),
  ),
  entry(
    "enterSubstitute",
    "uffici/sostituti",
    { it: "Registra chi sostituisce il titolare di un ufficio", en: "Enter who stands in for the holder of an office" },
    z.strictObject({ ...tenure, to: text(10), kind: z.enum(["absence", "standing"]), formula: text(200) }),
    (world, by, body) => enterSubstitute(world, { ...body, by }),
  ),
  entry(
    "enterContact",
    "recapiti",
    { it: "Corregge i recapiti di una persona", en: "Mend how a person is reached" },
    z.strictObject({
      who: text(100),
      email: text(254).default(""),
      channelKind: z.enum(["", "sms", "email"]).default(""),
      channelAddress: text(254).default(""),
    }),
    (world, by, body) => enterContact(world, { ...body, by }),
  ),
];

/** Offices, who holds them and stands in, how people are reached, the body's routes. */
export const officeOperations: readonly Operation[] = [...reading, ...writing];
