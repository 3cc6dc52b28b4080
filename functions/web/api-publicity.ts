import * as z from "zod";
import {
  alboOutagesBefore,
  answerOnce,
  commandOnce,
  dismissAlboDay,
  listDismissedDays,
  prepareOmissis,
  proposedAlboDays,
  type Role,
  readOmissis,
  recordAlboOutage,
} from "../../shared/workflow/index.ts";
import { useOf } from "./api-call-of-act.ts";
import { cursorOf, listQuery, pageOf, placeIn } from "./api-lists.ts";
import { json, type Operation } from "./api-operation.ts";
import { text } from "./api-text.ts";
import { actIdSchema, receiptSchema } from "./api-views.ts";

/** Whoever decides what is shown of an act, and whoever answers for the notice board. */
const publishers: readonly Role[] = ["officer", "publisher"];
const keepers: readonly Role[] = ["publisher", "operator"];

const params = { actId: actIdSchema };
const place = z.string().regex(/^[\w:.]{1,60}$/);

const foundSchema = z.strictObject({
  kind: z.string(),
  shown: z.string().meta({ description: "Oscurato in parte. / Masked in part." }),
  where: z.string(),
});

const omissisSchema = z
  .strictObject({
    texts: z.array(
      z.strictObject({ place: z.string(), section: z.string().nullable(), text: z.string(), redacted: z.string() }),
    ),
    found: z.array(foundSchema).meta({
      description:
        "Ciò che nel testo con omissis sembra ancora un dato personale. / What still looks like personal data.",
    }),
  })
  .meta({ id: "OmissisDraft" });

const omissis: readonly Operation[] = [
  json({
    id: "readOmissis",
    hasVersion: true,
    method: "GET",
    path: "/api/v1/atti/{actId}/omissis",
    tag: "atti",
    summary: {
      it: "Legge i testi dell'atto accanto a quelli con omissis",
      en: "Read the act's texts beside those with omissis",
    },
    who: publishers,
    refusals: ["ACT_NOT_FOUND"],
    params,
    answer: omissisSchema,
    run: async ({ deps, c, params: { actId } }) => {
      const draft = await readOmissis(deps.world, actId);
      if (!draft.ok) return draft;
      const { head, texts, found } = draft.value;
      const lang = c.get("lang");
      return {
        ok: true,
        value: {
          texts: texts.map(({ place: at, section, text: whole, redacted }) => ({
            place: at,
            section,
            text: whole,
            redacted,
          })),
          found: found.map(({ kind, shown, where }) => ({ kind, shown, where: where[lang] })),
        },
        version: head.ver,
      };
    },
  }),
  json({
    id: "prepareOmissis",
    method: "POST",
    path: "/api/v1/atti/{actId}/omissis",
    tag: "atti",
    summary: {
      it: "Scrive il testo con omissis, che si pubblica al posto di quello integrale",
      en: "Write the text with omissis, published in the place of the whole one",
    },
    note: {
      it: "Un posto che manca conserva il suo testo; un testo vuoto diventa «[omissis]».",
      en: "A place that is not named keeps its text; an empty text becomes «[omissis]».",
    },
    who: publishers,
    ifMatch: "optional",
    refusals: [
      "ACT_NOT_FOUND",
      "STATE_DOES_NOT_ALLOW",
      "STALE_VERSION",
      "NOT_THE_PROPONENT",
      "REASON_TOO_SHORT",
      "OMISSIS_NO_TEXT",
      "OMISSIS_NOTHING_TAKEN",
      "OMISSIS_STILL_PERSONAL",
    ],
    params,
    body: z.strictObject({
      texts: z.record(place, text(200_000)),
      reason: text(4000),
      confirmed: z.boolean().default(false).meta({
        description:
          "Chi decide ha visto ciò che sembra un dato personale e lo lascia. / What looks personal was seen and is left.",
      }),
    }),
    answer: receiptSchema,
    run: async (call) => {
      const { actId } = call.params;
      const { texts, reason, confirmed } = call.body;
      const once = { use: useOf(call, "prepareOmissis", call.body, actId), actId, version: call.version };
      const done = await commandOnce(call.deps.world, once, (world) =>
        prepareOmissis(world, { actId, by: call.by, texts: new Map(Object.entries(texts)), reason, confirmed }),
      );
      if (!done.ok) return done;
      call.deps.wake();
      return { ok: true, value: done.value, version: done.value.version };
    },
  }),
];

const outageSchema = z
  .strictObject({
    day: z.iso.date(),
    reason: z.string(),
    by: z.string(),
    at: z.iso.datetime({ offset: true }),
  })
  .meta({ id: "AlboOutage" });

const minutes = z.int().min(0);
const shortDaySchema = z
  .strictObject({ day: z.iso.date(), online: minutes, down: minutes, unknown: minutes })
  .meta({ id: "ShortAlboDay" });

const outages: readonly Operation[] = [
  json({
    id: "listAlboOutages",
    method: "GET",
    path: "/api/v1/albo/giorni",
    tag: "gestione",
    summary: {
      it: "Elenca i giorni in cui l'albo non era leggibile, dal più recente",
      en: "List the days on which the notice board could not be read, the newest first",
    },
    who: keepers,
    query: listQuery,
    answer: pageOf(outageSchema),
    run: async ({ deps, query }) => {
      const before = placeIn("giorni", /^\d{4}-\d\d-\d\d$/, query.cursor);
      if (!before.ok) return before;
      const { days, last } = await alboOutagesBefore(deps.world, { limit: query.limit, before: before.value });
      return { ok: true, value: { items: [...days], next: cursorOf("giorni", last) } };
    },
  }),
  json({
    id: "listProposedAlboDays",
    method: "GET",
    path: "/api/v1/albo/giorni/proposti",
    tag: "gestione",
    summary: {
      it: "Elenca i giorni che le rilevazioni non mostrano in linea per dodici ore, da confermare",
      en: "List the days that the looks do not show to be online for twelve hours, to be confirmed",
    },
    note: {
      it: "Minuti; insieme sono l'intero giorno. Si conferma con `recordAlboOutage`: nulla si prolunga da sé.",
      en: "Minutes; together they are the whole day. `recordAlboOutage` confirms one: nothing is prolonged by itself.",
    },
    who: keepers,
    answer: z.strictObject({ items: z.array(shortDaySchema) }),
    run: async ({ deps }) => ({ ok: true, value: { items: await proposedAlboDays(deps.world) } }),
  }),
  json({
    id: "listDismissedAlboDays",
    method: "GET",
    path: "/api/v1/albo/giorni/non-persi",
    tag: "gestione",
    summary: {
      it: "Elenca i giorni proposti che qualcuno ha detto non persi, dal più recente",
      en: "List the proposed days that somebody said were not lost, the newest first",
    },
    who: keepers,
    answer: z.strictObject({ items: z.array(outageSchema) }),
    run: async ({ deps }) => ({ ok: true, value: { items: [...(await listDismissedDays(deps.world))] } }),
  }),
  json({
    id: "dismissAlboDay",
    method: "POST",
    path: "/api/v1/albo/giorni/non-persi",
    tag: "gestione",
    summary: {
      it: "Dice di un giorno proposto che non è perso, con la motivazione: non si propone più",
      en: "Say of a proposed day that it was not lost, with the reason: it is proposed no more",
    },
    who: keepers,
    refusals: ["REQUEST_NOT_VALID"],
    body: z.strictObject({ day: text(10), reason: text(500) }),
    answer: z.strictObject({ dismissed: z.literal(true) }).meta({ id: "AlboDayDismissed" }),
    run: (call) =>
      answerOnce<{ dismissed: true }>(call.deps.world, useOf(call, "dismissAlboDay", call.body), () =>
        dismissAlboDay(call.deps.world, { ...call.body, by: call.by }),
      ),
  }),
  json({
    id: "recordAlboOutage",
    method: "POST",
    path: "/api/v1/albo/giorni",
    tag: "gestione",
    summary: {
      it: "Dichiara un giorno in cui l'albo non era leggibile: ogni affissione in corso dura un giorno di più",
      en: "Declare a day on which the notice board could not be read: every publication under way lasts a day more",
    },
    note: {
      it: "Un giorno vale una volta sola: la prima dichiarazione resta, una ripetizione completa ciò che mancava.",
      en: "A day counts once: the first declaration stands, a repetition completes what was missing.",
    },
    who: keepers,
    refusals: ["REQUEST_NOT_VALID"],
    body: z.strictObject({ day: text(10), reason: text(500) }),
    answer: z.strictObject({ extended: z.int().min(0) }).meta({ id: "OutageRecorded" }),
    run: async (call) => {
      const { world, wake } = call.deps;
      const recorded = await answerOnce(world, useOf(call, "recordAlboOutage", call.body), () =>
        recordAlboOutage(world, { ...call.body, by: call.by }),
      );
      if (recorded.ok) wake();
      return recorded;
    },
  }),
];

/** What is shown of an act, and the days that the notice board lost. */
export const publicityOperations: readonly Operation[] = [...omissis, ...outages];
