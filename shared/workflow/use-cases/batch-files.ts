import { type ActHead, sha256Of, signedFiles, type Upload } from "../../act/index.ts";
import {
  type BatchFile,
  batchDays,
  batchFileKey,
  batchFileOf,
  batchFileSchema,
  batchFilesOf,
  batchLimits,
  batchObjectKey,
  listBatchFiles,
  readPack,
} from "../model/batch-items.ts";
import { changeAct } from "../model/change-act.ts";
import { loadHead } from "../model/commit.ts";
import { dueItems } from "../model/due-items.ts";
import { duePk, shardOf } from "../model/keys.ts";
import { collect } from "../model/objects-of-act.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { ttlAfter } from "../model/ttl.ts";
import { type WaitingSignature, waitingSignatures } from "../model/waiting-signatures.ts";
import type { Item } from "../ports/items.ts";
import type { ObjectRef, UploadPermission } from "../ports/objects.ts";
import type { ChangeWorld, World } from "../world.ts";
import { type UploadRequest, whatIsWrong } from "./permit-upload.ts";
import { type ReceiveWorld, receiveUpload } from "./receive-upload.ts";

export type BatchUploadRequest = Pick<UploadRequest, "fileName" | "length" | "type" | "sha256"> & {
  readonly who: string;
};

/** Gives the permission to upload one signed file of a batch. Which act it is is seen from its bytes when it arrives. */
export async function permitBatchFile(
  world: ChangeWorld & Pick<World, "objects">,
  request: BatchUploadRequest,
): Promise<Answer<{ readonly slotId: string; readonly permission: UploadPermission }>> {
  const invalid = whatIsWrong(request);
  if (invalid) return refuse(invalid);
  const { who, fileName, length, type, sha256 } = request;
  const { items, settings } = world;
  const limit = Math.min(batchLimits.fileBytes, settings.uploadLimit);
  const expectation = `da 1 a ${limit} byte; un file più grande si carica dalla pagina del suo atto / 1 to ${limit} bytes; a larger file is uploaded on its act's page`;
  if (length === 0 || length > limit)
    return refuse(no("REQUEST_NOT_VALID", { field: "length", value: length, expectation }));
  const at = world.clock();
  const known = await listBatchFiles(items, settings.tenant, who);
  const open = known.filter((one) => one.state === "OPEN" && one.expiresAt > at).length;
  if (open >= batchLimits.openFiles)
    return refuse(
      no("REQUEST_NOT_VALID", {
        field: "file",
        value: open + 1,
        expectation: `al massimo ${open} insieme / at most ${open} at once`,
      }),
    );
  const slotId = world.newId();
  const expiresAt = new Date(Date.parse(at) + settings.uploadMinutes * 60_000).toISOString();
  const hash = sha256 === undefined ? {} : { sha256 };
  const file = {
    slotId,
    who,
    fileName: fileName.normalize("NFC"),
    length,
    type,
    ...hash,
    at,
    expiresAt,
    state: "OPEN",
  };
  const listed = { gsi1pk: batchFilesOf(settings.tenant, who), gsi1sk: `${at}#${slotId}` };
  const due = { due: "batch-file", gsi4pk: duePk(shardOf(slotId)), gsi4sk: `${at}#${slotId}` };
  const key = batchFileKey(settings.tenant, slotId);
  const written = await items.transact([{ put: { ...key, ...file, ...listed, ...due, ...ttlAfter(at, batchDays) } }]);
  if (!written.ok) throw new Error(`file of ${who}: ${written.reason}`);
  const terms = { bucket: "intake" as const, key: batchObjectKey(slotId), length, type, expiresAt, ...hash };
  return answer({ slotId, permission: await world.objects.permitUpload(terms) });
}

type Found =
  | { readonly actId: string; readonly subject: string }
  | { readonly code: string; readonly why: { readonly it: string; readonly en: string } };

/**
 * Judges one signed file of a batch, by itself: finds its act by its bytes, then lets the file go the way of every
 * signed file of that act. What is said of it says nothing about the others.
 *
 * Idempotent: an event that comes again finds the file judged. @throws on every fault, so that the event comes again.
 */
export async function receiveBatchFile(world: ReceiveWorld, arrived: ObjectRef): Promise<"recorded" | "nothing-to-do"> {
  const slotId = batchFileOf(arrived.key);
  if (slotId === undefined) return "nothing-to-do";
  const key = batchFileKey(world.settings.tenant, slotId);
  const item = await world.items.get(key);
  const file = item ? batchFileSchema.parse(item) : undefined;
  if (file?.state !== "OPEN") return "nothing-to-do";
  const scan = await world.scans?.resultOf(arrived);
  if (world.scans && scan === undefined) return "nothing-to-do";
  if (scan === "infected") return settle(world, file, { state: "REFUSED", ...no("FILE_INFECTED") });
  const stream = await world.objects.read(arrived);
  if (!stream) throw new Error(`object ${arrived.key} (${arrived.version}) is not in the store`);
  const bytes = await collect(stream, file.length);
  if (!bytes) throw new Error(`object ${arrived.key} is longer than it was permitted to be`);
  const known = file.actId === undefined ? undefined : { actId: file.actId, subject: file.subject ?? "" };
  const found = known ?? (await actOf(world, file, bytes));
  if ("code" in found) return settle(world, file, { state: "REFUSED", ...found });
  // Noted before anything is asked of the act: a crash in between must not look for another act afterwards.
  if (!known) await world.items.transact([{ update: key, set: { ...found }, if: stillOpen }]);
  return settle(world, file, await handOver(world, { ...file, ...found }, arrived, sha256Of(bytes)));
}

/** The act that a file belongs to: of an envelope its content, of a PDF its first revision is what was given out. */
async function actOf(world: ReceiveWorld, { who, fileName }: BatchFile, bytes: Uint8Array): Promise<Found> {
  // Read with the first file: pages that only show a batch have no use for it.
  const { gather } = await import("../../signature/gather/gather.ts");
  const facts = gather(bytes, { fileName, anchors: [] });
  const waiting = await waitingSignatures(world, who);
  const isOf = ({ sha256, length }: { sha256: string; length: number }) =>
    facts.content?.sha256 === sha256 || (length <= bytes.length && sha256Of(bytes.subarray(0, length)) === sha256);
  const bases = ({ head, file }: WaitingSignature) => (head.mainDoc ? [file, head.mainDoc] : [file]);
  const found = waiting.find((one) => bases(one).some(isOf));
  if (found) return { actId: found.head.actId, subject: found.head.subject };
  const pack = await readPack(world.items, world.settings.tenant, who);
  const packed = pack?.acts.find(({ file }) => isOf(file));
  if (!packed) return no("FILE_OF_NO_ACT");
  const head = await loadHead(world.items, world.settings.tenant, packed.actId);
  const mine = head && signedFiles(head).some((one) => one.by === who);
  const { subject } = packed;
  return mine ? no("ACT_SIGNED_ALREADY", { subject }) : no("ACT_NO_LONGER_WAITS", { subject });
}

type Outcome = Pick<BatchFile, "state" | "code" | "why">;

async function handOver(
  world: ReceiveWorld,
  file: BatchFile & { readonly actId: string },
  arrived: ObjectRef,
  sha256: string,
): Promise<Outcome> {
  const { slotId, who, actId } = file;
  const isTaken = (head: ActHead | undefined) =>
    head !== undefined && signedFiles(head).some((one) => one.by === who && one.sha256 === sha256);
  const headNow = () => loadHead(world.items, world.settings.tenant, actId);
  if (isTaken(await headNow())) return { state: "TAKEN" };
  const { fileName, length, type, at: openedAt, expiresAt } = file;
  const upload: Upload = { slotId, key: arrived.key, fileName, length, type, by: who, openedAt, expiresAt };
  const opened = await changeAct(world, actId, (head) =>
    head.signedUpload?.slotId === slotId
      ? { done: true }
      : { command: { type: "openSignedUpload", who, upload, limit: world.settings.uploadLimit } },
  );
  if (!opened.ok) return { state: "REFUSED", code: opened.refusal.code, why: { ...opened.refusal.why } };
  const done = await receiveUpload(world, arrived, { actId, slotId });
  const head = await headNow();
  if (isTaken(head)) return { state: "TAKEN" };
  const refused = done === "recorded" ? head?.signatureRefusal : undefined;
  if (refused)
    return {
      state: "REFUSED",
      code: refused.codes.join(" "),
      why: refused.why ?? { it: refused.message, en: refused.message },
    };
  return { state: "REFUSED", ...pick(no("FILE_REPLACED")) };
}

const pick = ({
  code,
  why,
}: {
  readonly code: string;
  readonly why: { readonly it: string; readonly en: string };
}) => ({
  code,
  why: { ...why },
});
const stillOpen = { attr: "state", op: "=", value: "OPEN" } as const;

async function settle(
  world: Pick<World, "items" | "settings">,
  { slotId }: BatchFile,
  { state, code, why }: Outcome,
): Promise<"recorded" | "nothing-to-do"> {
  const said = { ...(code === undefined ? {} : { code }), ...(why === undefined ? {} : { why: { ...why } }) };
  const written = await world.items.transact([
    {
      update: batchFileKey(world.settings.tenant, slotId),
      set: { state, ...said },
      remove: ["gsi4pk", "gsi4sk"],
      if: stillOpen,
    },
  ]);
  if (!written.ok && written.reason === "conflict") throw new Error(`file ${slotId}: another write at once`);
  return written.ok ? "recorded" : "nothing-to-do";
}

/** A day after its permission ended nothing arrives any more. */
const longPast = 86_400_000;

/** Signed files of batches that arrived and were not judged: their event was lost, or is on its way. */
export async function arrivedBatchFiles(
  world: Pick<World, "items" | "objects" | "clock" | "settings">,
): Promise<ObjectRef[]> {
  const arrived: ObjectRef[] = [];
  const due: Item[] = [];
  for await (const item of dueItems(world, "batch-file")) due.push(item);
  for (const item of due) {
    const { slotId, actId, expiresAt } = batchFileSchema.parse(item);
    const head = actId === undefined ? undefined : await loadHead(world.items, world.settings.tenant, actId);
    // The timestamp authority gave nothing a moment ago; it is asked again when the act says.
    const putOff = head?.signedUpload?.slotId === slotId ? head.timestampMissing?.retryAt : undefined;
    if (putOff !== undefined && world.clock() < putOff) continue;
    const object = await world.objects.head({ bucket: "intake", key: batchObjectKey(slotId) });
    if (object) arrived.push({ bucket: "intake", key: object.key, version: object.version });
    else if (Date.parse(world.clock()) > Date.parse(expiresAt) + longPast)
      await world.items.transact([{ delete: { pk: item.pk, sk: item.sk } }]);
  }
  return arrived;
}
