import * as z from "zod";
import {
  type ActData,
  type ActHead,
  actDataSchema,
  pagesOfText,
  readAct,
  type Stored,
  storedSchema,
} from "../../act/index.ts";
import { importOf } from "../model/import-key.ts";
import { importWants } from "../model/import-wants.ts";
import { keepDocument } from "../model/keep-document.ts";
import { duePk, shardOf } from "../model/keys.ts";
import { collect, jsonOf, keepJson } from "../model/objects-of-act.ts";
import {
  type ActFileOutcome,
  infectedAct,
  largestActFile,
  type ReadActFile,
  readActFile,
  type UnreadAct,
  unreadActSchema,
} from "../model/read-act-file.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import type { Key, Value } from "../ports/items.ts";
import type { ObjectRef, UploadPermission } from "../ports/objects.ts";
import type { ChangeWorld, World } from "../world.ts";
import { createAct } from "./draft-acts.ts";
import { whatIsWrong } from "./permit-upload.ts";

type ImportWorld = ChangeWorld & Pick<World, "objects">;

/** Where an import stands: its file is awaited, it was read, or it could not be. */
export type ActImport = {
  readonly importId: string;
  readonly fileName: string;
  readonly by: string;
  readonly at: string;
} & (
  | { readonly state: "WAITING"; readonly expiresAt: string }
  | { readonly state: "READ"; readonly value: ReadActFile; readonly document?: ForeignDocument | undefined }
  | { readonly state: "REFUSED"; readonly refusal: UnreadAct }
);

/** Whether the very PDF may be the text of an act to come; absent for what is no PDF of its own. */
export type ForeignDocument = z.infer<typeof foreignDocumentSchema>;
const foreignDocumentSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), stored: storedSchema }),
  z.object({ ok: z.literal(false), why: z.object({ it: z.string(), en: z.string() }) }),
]);

const importKey = (tenant: string, importId: string): Key => ({ pk: `${tenant}#IMP#${importId}`, sk: "IMP" });
/** Where the file of an import lands; {@link importOf} reads it back from an object event. */
const importObjectKey = (importId: string, slotId: string) => `imports/${importId}/${slotId}`;
const isImportId = (text: string) => /^[0-9A-Za-z]{1,40}$/.test(text);

export type ImportRequest = {
  readonly importId: string;
  readonly by: string;
  readonly fileName: string;
  readonly length: number;
  readonly type: string;
  readonly sha256?: string | undefined;
};

/** Gives the permission to upload the file of an existing act: as for an attachment, the API never carries it. */
export async function permitImport(world: ImportWorld, request: ImportRequest): Promise<Answer<UploadPermission>> {
  const { importId, by, fileName, length, type, sha256 } = request;
  if (!isImportId(importId)) return refuse(wrong("importId", importId.slice(0, 40), importWants.pageId));
  const invalid = whatIsWrong(request);
  if (invalid) return refuse(invalid);
  if (length > largestActFile) return refuse(wrong("length", String(length), importWants.size(largestActFile)));
  if (length === 0) return refuse(wrong("length", "0", importWants.notEmpty));
  const { settings } = world;
  const slotId = world.newId();
  const at = world.clock();
  const expiresAt = new Date(Date.parse(at) + settings.uploadMinutes * 60_000).toISOString();
  const key = importKey(settings.tenant, importId);
  // In the index of what falls due, so that a file whose event was lost is found by the sweep.
  const object = importObjectKey(importId, slotId);
  const dueUntilRead = { due: "import", object, gsi4pk: duePk(shardOf(importId)), gsi4sk: `${at}#${importId}` };
  const item = {
    ...key,
    state: "WAITING",
    by,
    fileName: fileName.normalize("NFC"),
    slotId,
    at,
    expiresAt,
    ...dueUntilRead,
  };
  // A second file of the same page takes the place of the first, as long as none was read.
  const free = {
    any: [
      { absent: "pk" },
      {
        all: [
          { attr: "state", op: "<>", value: "READ" },
          { attr: "by", op: "=", value: by },
        ],
      },
    ],
  } as const;
  const written = await world.items.transact([{ put: item, if: free }]);
  if (!written.ok) return refuse(wrong("importId", importId, importWants.fresh));
  const terms = { bucket: "intake" as const, key: object, length, type, expiresAt };
  return answer(await world.objects.permitUpload(sha256 === undefined ? terms : { ...terms, sha256 }));
}

/**
 * Reads the file of an import when its object arrived. Nothing of the event but the place is believed.
 *
 * Idempotent: an event that comes again, or for a file that was replaced, finds no import that awaits it.
 * @throws on every fault of a store, so that the event comes again.
 */
export async function receiveImport(
  world: Pick<World, "settings" | "items" | "objects" | "clock" | "scans">,
  arrived: ObjectRef,
): Promise<"recorded" | "nothing-to-do"> {
  const named = importOf(arrived.key);
  if (!named) return "nothing-to-do";
  const key = importKey(world.settings.tenant, named.importId);
  const item = await world.items.get(key);
  if (item?.["state"] !== "WAITING" || item["slotId"] !== named.slotId) return "nothing-to-do";
  const scan = await world.scans?.resultOf(arrived);
  if (world.scans && scan === undefined) return "nothing-to-do";
  const { outcome, document } =
    scan === "infected" ? { outcome: infectedAct, document: undefined } : await readArrived(world, arrived);
  const set = outcome.ok
    ? {
        state: "READ",
        read: asValue(await keepJson(world.objects, `imports/${named.importId}/read`, outcome.value)),
        ...(document ? { document: documentValue(document) } : {}),
      }
    : { state: "REFUSED", refusal: { code: outcome.refusal.code, why: { ...outcome.refusal.why } } };
  const awaited = {
    all: [
      { attr: "state", op: "=", value: "WAITING" },
      { attr: "slotId", op: "=", value: named.slotId },
    ],
  } as const;
  const written = await world.items.transact([
    { update: key, set: { ...set, readAt: world.clock() }, remove: ["gsi4pk", "gsi4sk"], if: awaited },
  ]);
  if (!written.ok && written.reason === "conflict") throw new Error(`import ${named.importId}: another write at once`);
  return written.ok ? "recorded" : "nothing-to-do";
}

async function readArrived(
  { objects }: Pick<World, "objects">,
  arrived: ObjectRef,
): Promise<{ readonly outcome: ActFileOutcome; readonly document: ForeignDocument | undefined }> {
  const stream = await objects.read(arrived);
  if (!stream) throw new Error(`object ${arrived.key} (${arrived.version}) is not in the store`);
  const bytes = await collect(stream, largestActFile);
  const outcome = await readActFile(bytes ?? new Uint8Array(largestActFile + 1));
  // A PDF in an envelope is signed already: it can be read, not become the text of another act.
  const isPlainPdf = outcome.ok && outcome.value.format === "pdf" && outcome.value.envelopes === 0;
  return { outcome, document: bytes && isPlainPdf ? await asDocument(objects, bytes) : undefined };
}

/** Kept at once, because what was uploaded is not kept for ever; nobody but its import names it. */
async function asDocument(objects: World["objects"], bytes: Uint8Array): Promise<ForeignDocument> {
  const kept = await keepDocument({ objects }, bytes);
  return kept.ok ? { ok: true, stored: kept.value } : { ok: false, why: kept.refusal.why };
}

const documentValue = (document: ForeignDocument): Value =>
  document.ok ? { ok: true, stored: asValue(document.stored) } : { ok: false, why: { ...document.why } };

const asValue = ({ key, version, sha256, length }: Stored): Value => ({ key, version, sha256, length });

/** More text than this was not pasted by hand from an act. */
const mostPasted = 1_000_000;

/** Reads the text of an act that was pasted into a form. */
export async function importText(
  world: ImportWorld,
  request: { readonly importId: string; readonly by: string; readonly text: string },
): Promise<Answer<{ readonly importId: string }>> {
  const { importId, by, text } = request;
  if (!isImportId(importId)) return refuse(wrong("importId", importId.slice(0, 40), importWants.pageId));
  if (text.trim() === "") return refuse(wrong("testo", "vuoto", importWants.text));
  if (text.length > mostPasted || !text.isWellFormed())
    return refuse(wrong("testo", `${text.length} caratteri`, importWants.textOf(mostPasted)));
  const value: ReadActFile = { read: readAct(pagesOfText(text)), format: "text", envelopes: 0, blankPages: [] };
  const read = asValue(await keepJson(world.objects, `imports/${importId}/read`, value));
  const key = importKey(world.settings.tenant, importId);
  const item = { ...key, state: "READ", by, fileName: "testo incollato", at: world.clock(), read };
  const written = await world.items.transact([{ put: item, if: { absent: "pk" } }]);
  // The same form sent twice: what the first one said stands.
  if (!written.ok && !(await world.items.get(key))) throw new Error(`import ${importId}: ${written.reason}`);
  return answer({ importId });
}

/** What an import read, or that it still waits for its file. Only its own officer sees it. */
export async function readImport(
  world: Pick<World, "settings" | "items" | "objects">,
  request: { readonly importId: string; readonly by: string },
): Promise<Answer<ActImport>> {
  const item = isImportId(request.importId)
    ? await world.items.get(importKey(world.settings.tenant, request.importId))
    : undefined;
  if (!item || item["by"] !== request.by) return refuse(no("ACT_NOT_FOUND"));
  const text = (name: string) => (typeof item[name] === "string" ? item[name] : "");
  const base = { importId: request.importId, fileName: text("fileName"), by: request.by, at: text("at") };
  if (item["state"] === "WAITING") return answer({ ...base, state: "WAITING", expiresAt: text("expiresAt") });
  if (item["state"] === "REFUSED")
    return answer({ ...base, state: "REFUSED", refusal: unreadActSchema.parse(item["refusal"]) });
  // Made by us and checked against its digest: read as it was written.
  const value = (await jsonOf(world.objects, storedSchema.parse(item["read"]))) as ReadActFile;
  const document = foreignDocumentSchema.optional().parse(item["document"]);
  return answer({ ...base, state: "READ", value, ...(document ? { document } : {}) });
}

/**
 * Opens an act from what was read: as the act that exists, with its number, which is checked and never numbered again;
 * or as the beginning of a new one, without what belongs to that act alone.
 */
export async function createFromImport(
  world: ImportWorld,
  request: {
    readonly importId: string;
    readonly by: string;
    /** `document`: a new act whose text is the very PDF. */
    readonly as: "imported" | "new" | "document";
    /** Of `document`: the subject, which a scan does not give. */
    readonly subject?: string | undefined;
    readonly idempotencyKey: string;
  },
): Promise<Answer<ActHead>> {
  const found = await readImport(world, request);
  if (!found.ok) return found;
  if (request.as === "document") return createWithDocument(world, request, found.value);
  const whole = found.value.state === "READ" ? found.value.value.read.whole : null;
  if (whole === null) return refuse(no("ACT_NOT_VALID", { detail: importWants.whole }));
  if (request.as === "imported" && whole.number === undefined)
    return refuse(wrong("number", "non trovato", importWants.number));
  const data = request.as === "imported" ? whole : asNew(whole);
  return createAct(world, { by: request.by, data, idempotencyKey: request.idempotencyKey });
}

/** A new act that is this PDF: its data are what was read of it, or nothing but the subject that the officer wrote. */
async function createWithDocument(
  world: ImportWorld,
  request: { readonly by: string; readonly subject?: string | undefined; readonly idempotencyKey: string },
  found: ActImport,
): Promise<Answer<ActHead>> {
  const document = found.state === "READ" ? found.document : undefined;
  if (found.state !== "READ" || !document) return refuse(wrong("file", found.fileName, importWants.pdf));
  if (!document.ok)
    return refuse(no("DOCUMENT_NOT_STAMPABLE", { reason: "—", it: document.why.it, en: document.why.en }));
  const { whole } = found.value.read;
  const subject = request.subject?.trim() || whole?.subject || "";
  if (subject === "" || subject.length > 900)
    return refuse(wrong("subject", `${subject.length} caratteri`, importWants.subject));
  const { name, place } = world.settings;
  const data = whole
    ? { ...asNew(whole), subject }
    : actDataSchema.parse({ schema: "visto/act/1", body: { name, place }, subject });
  const { by, idempotencyKey } = request;
  return createAct(world, { by, data, document: document.stored, idempotencyKey });
}

/** What another act of the same kind begins with. */
export const dataForNewAct = (data: ActData): ActData => asNew(data);

/** Number, date, CIG, impronte and movement numbers are that act's own: a new one has its own. */
function asNew({
  number: _n,
  year: _y,
  date: _d,
  cig: _c,
  signature: _s,
  accountingVisto: _v,
  ...kept
}: ActData): ActData {
  return {
    ...kept,
    recordedAttachments: [],
    movements: kept.movements.map(({ cig: _, ...movement }) => ({ ...movement, number: null })),
  };
}

const wrong = (field: string, value: string, expectation: string) =>
  no("REQUEST_NOT_VALID", { field, value, expectation });
