import * as z from "zod";
import {
  answerOnce,
  commandOnce,
  createFromImport,
  importText,
  permitImport,
  readImport,
} from "../../shared/workflow/index.ts";
import { useOf, writers } from "./api-call-of-act.ts";
import { json, type Operation } from "./api-operation.ts";
import { permissionSchema, uploadBody, uploadRefusals } from "./api-uploads.ts";
import { actSchema, receiptSchema } from "./api-views.ts";

const params = { importId: z.string().regex(/^[0-9A-Za-z]{1,40}$/) };

const importSchema = z
  .strictObject({
    importId: z.string(),
    fileName: z.string(),
    at: z.string(),
    state: z.enum(["WAITING", "READ", "REFUSED"]),
    expiresAt: z.string().nullable(),
    refusal: z.strictObject({ code: z.string(), it: z.string(), en: z.string() }).nullable(),
    missing: z.array(z.string()),
    problems: z.array(z.strictObject({ code: z.string(), about: z.string(), value: z.string() })),
    act: actSchema.nullable().meta({ description: "L'atto come è stato letto. / The act as it was read." }),
  })
  .meta({ id: "Import" });

/** Importing an existing act: by a file that is uploaded, or by its text. */
export const importOperations: readonly Operation[] = [
  json({
    id: "importText",
    method: "POST",
    path: "/api/v1/importazioni",
    tag: "importazioni",
    summary: { it: "Legge il testo di un atto esistente", en: "Read the text of an existing act" },
    who: writers,
    refusals: ["REQUEST_NOT_VALID"],
    body: z.strictObject({ text: z.string().max(1_000_000) }),
    answer: z.strictObject({ importId: z.string() }),
    status: 201,
    run: async (call) => {
      const { world } = call.deps;
      const importId = world.newId();
      return answerOnce(world, useOf(call, "importText", call.body), () =>
        importText(world, { importId, by: call.by, text: call.body.text }),
      );
    },
  }),
  json({
    id: "permitImport",
    method: "POST",
    path: "/api/v1/importazioni/permesso",
    tag: "importazioni",
    summary: {
      it: "Chiede il permesso di caricare il file di un atto esistente",
      en: "Ask for the permission to upload an existing act's file",
    },
    who: writers,
    refusals: uploadRefusals,
    body: uploadBody,
    answer: z.strictObject({ importId: z.string(), permission: permissionSchema }),
    status: 201,
    run: async (call) => {
      const { world } = call.deps;
      return answerOnce(world, useOf(call, "permitImport", call.body), async () => {
        const importId = world.newId();
        const permitted = await permitImport(world, { ...call.body, importId, by: call.by });
        if (!permitted.ok) return permitted;
        const { method, url, headers } = permitted.value;
        return { ok: true, value: { importId, permission: { method, url, headers: { ...headers } } } };
      });
    },
  }),
  json({
    id: "readImport",
    method: "GET",
    path: "/api/v1/importazioni/{importId}",
    tag: "importazioni",
    summary: { it: "Mostra che cosa è stato letto", en: "Show what was read" },
    who: writers,
    refusals: ["ACT_NOT_FOUND"],
    params,
    answer: importSchema,
    run: async ({ deps, by, params: { importId } }) => {
      const found = await readImport(deps.world, { importId, by });
      if (!found.ok) return found;
      const one = found.value;
      const base = {
        importId,
        fileName: one.fileName,
        at: one.at,
        expiresAt: null,
        refusal: null,
        missing: [],
        problems: [],
        act: null,
      };
      if (one.state === "WAITING") return { ok: true, value: { ...base, state: one.state, expiresAt: one.expiresAt } };
      if (one.state === "REFUSED") {
        const { code, why } = one.refusal;
        return { ok: true, value: { ...base, state: one.state, refusal: { code, it: why.it, en: why.en } } };
      }
      const { missing, problems, whole } = one.value.read;
      const said = problems.map(({ code, about, value }) => ({ code, about, value }));
      return {
        ok: true,
        value: { ...base, state: one.state, missing: missing.map(({ field }) => field), problems: said, act: whole },
      };
    },
  }),
  json({
    id: "createFromImport",
    method: "POST",
    path: "/api/v1/importazioni/{importId}/atto",
    tag: "importazioni",
    summary: { it: "Apre un atto da ciò che è stato letto", en: "Open an act from what was read" },
    who: writers,
    refusals: ["ACT_NOT_FOUND", "ACT_NOT_VALID", "REQUEST_NOT_VALID"],
    params,
    body: z.strictObject({ as: z.enum(["imported", "new"]) }),
    answer: receiptSchema,
    status: 201,
    run: async (call) => {
      const { importId } = call.params;
      const { as } = call.body;
      const use = useOf(call, "createFromImport", call.body, importId);
      return commandOnce(call.deps.world, { use }, (world) =>
        createFromImport(world, { importId, by: call.by, as, idempotencyKey: `api-${call.idempotencyKey}` }),
      );
    },
  }),
];
