import * as z from "zod";
import { answerOnce, askPack, batchSession, no, permitBatchFile, readBatch } from "../../shared/workflow/index.ts";
import { useOf } from "./api-call-of-act.ts";
import { type Asked, csrfOf, linkRefusals, secretOf } from "./api-link.ts";
import { file, json, type Operation } from "./api-operation.ts";
import { permissionSchema, uploadBody, uploadRefusals } from "./api-uploads.ts";

const instant = z.iso.datetime({ offset: true });
const batchRefusals = [...linkRefusals, "BATCH_NEEDS_A_FACTOR"];

const packSchema = z
  .strictObject({
    state: z.enum(["ASKED", "READY"]),
    count: z.int().min(0),
    left: z.int().min(0),
    length: z.int().min(0).nullable(),
    at: instant,
  })
  .meta({ id: "SigningPack" });

const batchSchema = z
  .strictObject({
    csrf: z.string(),
    who: z.string(),
    waiting: z.array(
      z.strictObject({
        actId: z.string(),
        subject: z.string(),
        total: z.int().nullable(),
        manifestDigest: z.string(),
        dueAt: instant.nullable(),
      }),
    ),
    pack: packSchema.nullable(),
    files: z.array(
      z.strictObject({
        slotId: z.string(),
        fileName: z.string(),
        state: z.enum(["OPEN", "TAKEN", "REFUSED"]),
        actId: z.string().nullable(),
        code: z.string().nullable(),
        at: instant,
      }),
    ),
  })
  .meta({ id: "Batch" });

/** The person of a batch, for a request that changes something: its token must be the session's. */
async function personOf(call: Asked) {
  const found = await batchSession(call.deps.world, secretOf(call));
  if (!found.ok) return found;
  return found.value.csrf === csrfOf(call) ? found : { ok: false as const, refusal: no("SESSION_OVER") };
}

const shown = (pack: {
  state: "ASKED" | "READY";
  acts: readonly unknown[];
  left: number;
  zip?: { length: number } | undefined;
  at: string;
}) => ({
  state: pack.state,
  count: pack.acts.length,
  left: pack.left,
  length: pack.zip?.length ?? null,
  at: pack.at,
});

/** Many acts signed in one go, from the session of any of the person's links. */
export const batchOperations: readonly Operation[] = [
  json({
    id: "readBatch",
    method: "GET",
    path: "/api/v1/firma/lotto",
    tag: "firma",
    summary: {
      it: "Elenca gli atti che attendono la firma della persona",
      en: "List the acts that wait for the person's signature",
    },
    who: "link",
    refusals: batchRefusals,
    answer: batchSchema,
    run: async (call) => {
      const found = await readBatch(call.deps.world, secretOf(call));
      if (!found.ok) return found;
      const { csrf, who, waiting, pack, files } = found.value;
      const acts = waiting.map(({ head: { actId, subject, total, manifestDigest = "" }, step: { dueAt = null } }) => ({
        actId,
        subject,
        total,
        manifestDigest,
        dueAt,
      }));
      const sent = files.map(({ slotId, fileName, state, actId = null, code = null, at }) => ({
        slotId,
        fileName,
        state,
        actId,
        code,
        at,
      }));
      return { ok: true, value: { csrf, who, waiting: acts, pack: pack ? shown(pack) : null, files: sent } };
    },
  }),
  json({
    id: "askPack",
    method: "POST",
    path: "/api/v1/firma/lotto/prepara",
    tag: "firma",
    summary: {
      it: "Chiede il pacchetto degli atti da firmare insieme",
      en: "Ask for the package of acts to sign together",
    },
    who: "link",
    refusals: [...batchRefusals, "NOTHING_TO_SIGN"],
    answer: packSchema,
    run: async (call) => {
      const person = await personOf(call);
      if (!person.ok) return person;
      const { who } = person.value;
      const { world, wake } = call.deps;
      const asked = await answerOnce(world, useOf(call, "askPack", null, who), async () => {
        const pack = await askPack(world, who);
        return pack.ok ? { ok: true, value: shown(pack.value) } : pack;
      });
      if (asked.ok) wake();
      return asked;
    },
  }),
  file({
    id: "readPack",
    method: "GET",
    path: "/api/v1/firma/lotto/atti.zip",
    tag: "firma",
    summary: { it: "Scarica il pacchetto degli atti da firmare", en: "Download the package of acts to sign" },
    who: "link",
    refusals: [...batchRefusals, "DOCUMENT_NOT_FOUND"],
    run: async (call) => {
      const found = await readBatch(call.deps.world, secretOf(call));
      if (!found.ok) return found;
      const { pack } = found.value;
      if (!pack?.zip) return { ok: false, refusal: no("DOCUMENT_NOT_FOUND") };
      const fileName = `atti-da-firmare-${pack.acts.length}.zip`;
      return { ok: true, value: { ...pack.zip, bucket: "vault", type: "application/zip", fileName } };
    },
  }),
  json({
    id: "permitBatchFile",
    method: "POST",
    path: "/api/v1/firma/lotto/permesso",
    tag: "firma",
    summary: {
      it: "Chiede il permesso di caricare un file firmato del lotto",
      en: "Ask for the permission to upload a signed file of the batch",
    },
    who: "link",
    refusals: [...batchRefusals, ...uploadRefusals],
    body: uploadBody,
    answer: z.strictObject({ slotId: z.string(), permission: permissionSchema }),
    run: async (call) => {
      const person = await personOf(call);
      if (!person.ok) return person;
      const { who } = person.value;
      const { world } = call.deps;
      return answerOnce(world, useOf(call, "permitBatchFile", call.body, who), async () => {
        const permitted = await permitBatchFile(world, { ...call.body, who });
        if (!permitted.ok) return permitted;
        const { slotId, permission } = permitted.value;
        const { method, url, headers } = permission;
        return { ok: true, value: { slotId, permission: { method, url, headers: { ...headers } } } };
      });
    },
  }),
];
