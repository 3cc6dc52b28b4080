import * as z from "zod";
import {
  actFile,
  answerOnce,
  findEvidence,
  listEvidence,
  proposedRoute,
  readAct,
  readActData,
  resumeAct,
  type UndeliveredMail,
  undeliveredMails,
} from "../../shared/workflow/index.ts";
import { officerStatus } from "../../web/pages.ts";
import { headOf, readers, useOf } from "./api-call-of-act.ts";
import { file, json, type Operation } from "./api-operation.ts";
import { actIdSchema, sha256, stepSchema } from "./api-views.ts";

const params = { actId: actIdSchema };

const historySchema = z
  .strictObject({
    seq: z.int().positive(),
    type: z.string(),
    at: z.iso.datetime({ offset: true }),
    hash: z.string(),
    data: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    undelivered: z.boolean(),
    problem: z.string().nullable(),
  })
  .meta({ id: "HistoryEntry" });

const mailSchema = z
  .strictObject({
    who: z.string(),
    name: z.string(),
    kind: z.string(),
    state: z.enum(["SENT", "WAITING", "FAILED"]),
    status: z.string(),
    attempts: z.int(),
    at: z.iso.datetime({ offset: true }),
    nextAt: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ id: "UndeliveredMail" });

const mailOf = ({ event: _, target: _t, ...mail }: UndeliveredMail) => mail;

const evidenceSchema = z
  .strictObject({
    kind: z.enum(["report", "timestamp", "certificate", "crl", "ocsp", "list"]),
    sha256,
    about: z.array(z.string()),
  })
  .meta({ id: "Evidence" });

const proposedStepSchema = stepSchema
  .pick({ kind: true, role: true, mode: true, quorum: true, group: true })
  .extend({ people: z.array(z.string()), who: z.array(z.string()), days: z.int().positive().optional() })
  .meta({ id: "ProposedStep" });

/** What stands around an act: history, route, uploads, notices, evidence, files. */
export const aspectOperations: readonly Operation[] = [
  json({
    id: "readActHistory",
    method: "GET",
    path: "/api/v1/atti/{actId}/storia",
    tag: "atti",
    summary: {
      it: "Legge la storia dell'atto, con la catena delle impronte",
      en: "Read the act's history with its chain of hashes",
    },
    who: readers,
    refusals: ["ACT_NOT_FOUND"],
    params,
    answer: z.strictObject({ items: z.array(historySchema) }),
    run: async ({ deps, params: { actId } }) => {
      const view = await readAct(deps.world, actId);
      return view.ok ? { ok: true, value: { items: [...view.value.history] } } : view;
    },
  }),
  json({
    id: "readProposedRoute",
    method: "GET",
    path: "/api/v1/atti/{actId}/percorso",
    tag: "atti",
    summary: {
      it: "Mostra il percorso che l'atto prenderebbe oggi",
      en: "Show the route that the act would take today",
    },
    who: readers,
    refusals: ["ACT_NOT_FOUND"],
    params,
    answer: z.strictObject({ steps: z.array(proposedStepSchema), missing: z.array(z.string()) }),
    run: async (call) => {
      const head = await headOf(call);
      if (!head.ok) return head;
      const { world } = call.deps;
      const { steps, missing } = await proposedRoute(world, await readActData(world.objects, head.value));
      const shown = steps.map(({ kind, role, mode, quorum, group, days, assignees }) => ({
        ...{ kind, role, mode, quorum, group, days },
        people: assignees.map((one) => one.name),
        who: assignees.map((one) => one.who),
      }));
      return { ok: true, value: { steps: shown, missing: [...missing] } };
    },
  }),
  json({
    id: "readActStatus",
    method: "GET",
    path: "/api/v1/atti/{actId}/stato",
    tag: "atti",
    summary: {
      it: "Dice in poche parole a che punto sono i caricamenti",
      en: "Say in few words where the uploads are",
    },
    who: readers,
    refusals: ["ACT_NOT_FOUND"],
    params,
    answer: z.strictObject({
      ver: z.int().positive(),
      state: z.string(),
      uploads: z.record(
        z.string(),
        z.strictObject({ busy: z.boolean(), tone: z.string(), title: z.string(), text: z.string() }),
      ),
    }),
    run: async (call) => {
      const head = await headOf(call);
      if (!head.ok) return head;
      const { ver, state, uploads } = officerStatus(head.value, call.c.get("lang"));
      return { ok: true, value: { ver, state, uploads: { ...uploads } } };
    },
  }),
  json({
    id: "listUndelivered",
    method: "GET",
    path: "/api/v1/atti/{actId}/consegne",
    tag: "atti",
    summary: { it: "Elenca gli avvisi non consegnati dell'atto", en: "List the act's notices that did not arrive" },
    who: readers,
    refusals: ["ACT_NOT_FOUND"],
    params,
    answer: z.strictObject({ items: z.array(mailSchema) }),
    run: async (call) => {
      const head = await headOf(call);
      return head.ok
        ? { ok: true, value: { items: (await undeliveredMails(call.deps.world, head.value)).map(mailOf) } }
        : head;
    },
  }),
  json({
    id: "listEvidence",
    method: "GET",
    path: "/api/v1/atti/{actId}/prove",
    tag: "atti",
    summary: { it: "Elenca le prove su cui si fondano i verdetti", en: "List what the verdicts stand on" },
    who: readers,
    refusals: ["ACT_NOT_FOUND"],
    params,
    answer: z.strictObject({ items: z.array(evidenceSchema) }),
    run: async (call) => {
      const head = await headOf(call);
      if (!head.ok) return head;
      const items = (await listEvidence(call.deps.world, head.value)).map(({ kind, stored, about }) => ({
        kind,
        sha256: stored.sha256,
        about: [...about],
      }));
      return { ok: true, value: { items } };
    },
  }),
  json({
    id: "resumeAct",
    method: "POST",
    path: "/api/v1/atti/{actId}/riprendi",
    tag: "atti",
    summary: { it: "Riprende ciò che di un atto è rimasto fermo", en: "Take up again what was left lying of an act" },
    note: {
      it: "Non cambia l'atto: rimanda gli eventi non consegnati e le e-mail fallite.",
      en: "Does not change the act: sends undelivered events and failed mails again.",
    },
    who: ["officer", "operator"],
    refusals: ["ACT_NOT_FOUND"],
    params,
    answer: z.strictObject({ events: z.int(), mails: z.int(), entries: z.int() }).meta({ id: "Resumed" }),
    run: async (call) => {
      const { world, wake } = call.deps;
      const { actId } = call.params;
      const resumed = await answerOnce(world, useOf(call, "resumeAct", null, actId), () =>
        resumeAct(world, { actId, by: call.by }),
      );
      if (resumed.ok) wake();
      return resumed;
    },
  }),
  file({
    id: "readEvidence",
    method: "GET",
    path: "/api/v1/atti/{actId}/prove/{sha256}",
    tag: "atti",
    summary: { it: "Scarica una prova, per la sua impronta", en: "Download a piece of evidence by its SHA-256" },
    who: readers,
    refusals: ["ACT_NOT_FOUND", "DOCUMENT_NOT_FOUND"],
    params: { ...params, sha256: z.string().regex(/^[0-9A-Fa-f]{64}$/) },
    run: async (call) => {
      const head = await headOf(call);
      return head.ok ? findEvidence(call.deps.world, head.value, call.params.sha256) : head;
    },
  }),
  file({
    id: "readActFile",
    method: "GET",
    path: "/api/v1/atti/{actId}/file/{name}",
    tag: "atti",
    summary: { it: "Scarica un file dell'atto", en: "Download a file of the act" },
    note: {
      it: "`documento`, `originale`, `marca`, `copia`, `copia-N`, `visto-N`, `da-firmare`, `allegato-X`.",
      en: "`documento`, `originale`, `marca`, `copia`, `copia-N`, `visto-N`, `da-firmare`, `allegato-X`.",
    },
    who: readers,
    refusals: ["ACT_NOT_FOUND", "DOCUMENT_NOT_FOUND"],
    params: { ...params, name: z.string().min(1).max(40) },
    run: async (call) => {
      const head = await headOf(call);
      return head.ok ? actFile(head.value, call.params.name) : head;
    },
  }),
];
