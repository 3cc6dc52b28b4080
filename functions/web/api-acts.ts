import * as z from "zod";
import { checkAct, parseAct, refusal } from "../../shared/act/index.ts";
import {
  actsBefore,
  commandOnce,
  createAct,
  no,
  readActData,
  receiptOf,
  saveRevision,
} from "../../shared/workflow/index.ts";
import { headOf, readers, useOf, writers } from "./api-call-of-act.ts";
import { cursorOf, listQuery, pageOf, placeIn } from "./api-lists.ts";
import { json, type Operation } from "./api-operation.ts";
import { inBoth } from "./api-problems.ts";
import {
  actIdSchema,
  actSchema,
  actSummarySchema,
  actViewSchema,
  findingSchema,
  receiptSchema,
  summaryOf,
  viewOf,
} from "./api-views.ts";

const params = { actId: actIdSchema };

/** The act's own reader names the problems: it reads both shapes that an act may have. */
function readActBody(body: unknown) {
  const parsed = parseAct(body);
  if (parsed.ok) return { ok: true as const, value: parsed.act };
  const errors = parsed.refusal.problems.map((one) => ({ ...one, value: one.value.toWellFormed() }));
  const [first] = errors;
  const { field, value, expectation } = inBoth(first ?? { field: "—", value: "—", expectation: "—" });
  const detail = {
    it: `${field}: trovato ${value.it}, atteso ${expectation.it}`,
    en: `${field}: found ${value.en}, expected ${expectation.en}`,
  };
  return { ok: false as const, refusal: no("ACT_NOT_VALID", { detail }), errors };
}

/** Lists of acts, and reading and writing their data. */
export const actOperations: readonly Operation[] = [
  json({
    id: "listActs",
    method: "GET",
    path: "/api/v1/atti",
    tag: "atti",
    summary: { it: "Elenca gli atti dell'ente, dal più recente", en: "List the body's acts, the newest first" },
    who: readers,
    query: listQuery,
    answer: pageOf(actSummarySchema),
    run: async ({ deps, query }) => {
      const before = placeIn("atti", /^[\d:.TZ-]{20,30}#[0-9A-Za-z]{1,64}$/, query.cursor);
      if (!before.ok) return before;
      const page = await actsBefore(deps.world, { limit: query.limit, before: before.value });
      return { ok: true, value: { items: page.heads.map(summaryOf), next: cursorOf("atti", page.last) } };
    },
  }),
  json({
    id: "createAct",
    method: "POST",
    path: "/api/v1/atti",
    tag: "atti",
    summary: { it: "Apre una bozza dai dati dell'atto", en: "Open a draft from the act's data" },
    note: {
      it: "Il corpo è l'atto stesso, nella forma di Visto o con le chiavi italiane.",
      en: "The body is the act itself, in Visto's shape or with Italian keys.",
    },
    who: writers,
    refusals: ["ACT_NOT_VALID", "LABEL_USED_TWICE", "LIMIT_EXCEEDED"],
    body: actSchema,
    read: readActBody,
    answer: receiptSchema,
    status: 201,
    run: (call) =>
      commandOnce(call.deps.world, { use: useOf(call, "createAct", call.body) }, (world) =>
        createAct(world, { by: call.by, data: call.body }),
      ),
  }),
  json({
    id: "checkAct",
    method: "POST",
    path: "/api/v1/controlli",
    tag: "atti",
    summary: { it: "Controlla i dati di un atto senza conservarli", en: "Check an act's data without keeping them" },
    who: writers,
    once: "none",
    refusals: ["ACT_NOT_VALID"],
    body: actSchema,
    read: readActBody,
    answer: z.strictObject({ findings: z.array(findingSchema) }),
    run: ({ body, c }) => {
      const found = checkAct(body, { language: c.get("lang") });
      const findings = found.map(({ code, severity, message, where }) => ({
        code,
        severity,
        message,
        where: String(where),
      }));
      return { ok: true, value: { findings } };
    },
  }),
  json({
    id: "readAct",
    hasVersion: true,
    method: "GET",
    path: "/api/v1/atti/{actId}",
    tag: "atti",
    summary: {
      it: "Legge un atto: stato, allegati, verdetti, percorso",
      en: "Read an act: state, attachments, verdicts, route",
    },
    who: readers,
    refusals: ["ACT_NOT_FOUND"],
    params,
    answer: actViewSchema,
    run: async (call) => {
      const head = await headOf(call);
      return head.ok ? { ok: true, value: viewOf(head.value), version: head.value.ver } : head;
    },
  }),
  json({
    id: "readActData",
    hasVersion: true,
    method: "GET",
    path: "/api/v1/atti/{actId}/dati",
    tag: "atti",
    summary: { it: "Legge i dati dell'atto", en: "Read the act's data" },
    who: readers,
    refusals: ["ACT_NOT_FOUND"],
    params,
    answer: actSchema,
    run: async (call) => {
      const head = await headOf(call);
      if (!head.ok) return head;
      return { ok: true, value: await readActData(call.deps.world.objects, head.value), version: head.value.ver };
    },
  }),
  json({
    id: "saveRevision",
    method: "PUT",
    path: "/api/v1/atti/{actId}/dati",
    tag: "atti",
    summary: {
      it: "Sostituisce i dati di una bozza con una nuova revisione",
      en: "Replace a draft's data by a new revision",
    },
    who: writers,
    ifMatch: "required",
    refusals: [
      "ACT_NOT_FOUND",
      "ACT_NOT_VALID",
      "STATE_DOES_NOT_ALLOW",
      "STALE_VERSION",
      "ALREADY_SUBMITTED",
      "NOT_THE_PROPONENT",
      "FINGERPRINT_IS_FIXED",
      "LABEL_USED_TWICE",
      "LIMIT_EXCEEDED",
    ],
    params,
    body: actSchema,
    read: readActBody,
    answer: receiptSchema,
    run: async (call) => {
      const { deps, by, body, version } = call;
      const { actId } = call.params;
      // Looked at before anything is stored: data of an act that is not there, or no longer so, would stay for nothing.
      const head = await headOf(call);
      if (!head.ok) return head;
      if (head.value.ver !== version)
        return { ok: false, refusal: refusal("STALE_VERSION", { seen: version ?? 0, current: head.value.ver }) };
      const saved = await saveRevision(deps.world, { actId, by, seenVer: version, data: body });
      return saved.ok ? { ok: true, value: receiptOf(saved.value), version: saved.value.ver } : saved;
    },
  }),
];
