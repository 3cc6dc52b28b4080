import { type ChainedSlot, chainedSlotSchema, checkChain, openingHash } from "../../register/index.ts";
import type { Finding } from "../archive/findings.ts";
import {
  bytesPath,
  indexPath,
  indexSchema,
  itemsPath,
  type LogEnd,
  type Manifest,
  shardNames,
} from "../archive/layout.ts";
import { readPin, withVersions } from "../archive/pins.ts";
import { readLines } from "../archive/read-lines.ts";
import { tenantOfLog } from "../model/keys.ts";
import { formKey, readForm } from "../model/store-form.ts";
import type { ArchiveFiles } from "../ports/archive-files.ts";
import { type EveryItem, scanAll } from "../ports/every-item.ts";
import type { EveryObject } from "../ports/every-object.ts";
import { itemBytes } from "../ports/item-limits.ts";
import { type Action, allItems, type Item, type Items } from "../ports/items.ts";
import type { Bucket, ByteStream, Objects } from "../ports/objects.ts";
import { endLog } from "./end-log.ts";
import type { ArchiveProgress } from "./export-archive.ts";
import { verifyArchive } from "./verify-archive.ts";

export type RestoreStore = { readonly items: Items & EveryItem; readonly objects: Objects & EveryObject };

export type Restored =
  | { readonly ok: true; readonly manifest: Manifest; readonly resumed: boolean }
  /** The archive is not sound, or the store holds something else; nothing was written. */
  | { readonly ok: false; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly occupied: string }
  /** The archive has public logs, and nobody said what becomes of them; nothing was written. */
  | { readonly ok: false; readonly logs: readonly LogEnd[] };

/**
 * What becomes of the public log. `keep`: whoever extends it in the new store has its key; what brings the key there is
 * done before the store is served. `new`: it ends, stays served, and the next begins with the key that is there.
 */
export type LogChoice = { readonly keep: () => Promise<void> } | "new";

/**
 * Fills an empty store from an archive, after all of it was verified. The store says that it is being restored from its
 * first item on, and nothing serves it until the last; a restore that was killed goes on when it is asked for again with
 * the same archive, and is refused with another. At the end the registers are read back from the store and checked.
 *
 * The items have the archive's form: whoever opens the store migrates them, as after any upgrade.
 * @throws faults of the stores and of the disk; asking again goes on
 */
export async function restoreArchive(
  files: ArchiveFiles,
  store: RestoreStore,
  told: ArchiveProgress = () => undefined,
  choose: (logs: readonly LogEnd[]) => Promise<LogChoice | undefined> = async () => undefined,
): Promise<Restored> {
  const verified = await verifyArchive(files);
  if (!verified.ok) return verified;
  const { manifest, sha256 } = verified;
  const { logs = [] } = manifest;
  const choice = logs.length > 0 ? await choose(logs) : undefined;
  if (logs.length > 0 && choice === undefined) return { ok: false, logs };
  const began = await begin(store, manifest, sha256);
  if ("occupied" in began) return { ok: false, occupied: began.occupied };
  await restoreObjects(files, store, told);
  await restoreItems(files, store, manifest, { sha256, after: began.after }, told);
  await checkRestored(store, manifest);
  if (choice === "new") for (const { pk } of logs) await endLog(store.items, tenantOfLog(pk));
  else await choice?.keep();
  const done = { put: { ...formKey, form: manifest.form }, if: { exists: "restoring" } };
  const written = await store.items.transact([done]);
  if (!written.ok) throw new Error(`the end of the restore could not be written: ${written.reason}`);
  return { ok: true, manifest, resumed: began.resumed };
}

const buckets: readonly Bucket[] = ["intake", "vault", "portal"];

type Begun = { readonly resumed: boolean; readonly after: string | undefined } | { readonly occupied: string };

async function begin(store: RestoreStore, { form }: Manifest, manifest: string): Promise<Begun> {
  const stored = await readForm(store.items);
  if (stored?.restoring) {
    const { manifest: other, after } = stored.restoring;
    return other === manifest ? { resumed: true, after } : { occupied: `restoring ${other}` };
  }
  if (stored) return { occupied: "items" };
  for (const bucket of buckets)
    for await (const head of store.objects.heads(bucket)) return { occupied: `${bucket}/${head.key}` };
  const put = { ...formKey, form, restoring: { manifest } };
  const written = await store.items.transact([{ put, if: { absent: "pk" } }]);
  return written.ok ? { resumed: false, after: undefined } : { occupied: "items" };
}

async function restoreObjects(files: ArchiveFiles, { objects }: RestoreStore, told: ArchiveProgress): Promise<void> {
  let done = 0;
  for (const shard of shardNames)
    for await (const text of linesOf(files, indexPath(shard))) {
      const { bucket, key, sha256, length, type } = indexSchema.parse(JSON.parse(text));
      const put = await objects.create({ bucket, key, type, sha256, length }, lazily(files, bytesPath(sha256)));
      if (!put.ok) throw new Error(`${bucket}/${key}: ${put.code}`);
      if (put.head.length !== length || (put.head.sha256 ?? sha256) !== sha256)
        throw new Error(`${bucket}/${key} is taken by other bytes`);
      done += 1;
      if (done % 100 === 0) told("objects", done);
    }
  told("objects", done);
}

/** Opened when it is read: of an object that is there already nobody reads the bytes. */
async function* lazily(files: ArchiveFiles, path: string): ByteStream {
  const stream = await files.read(path);
  if (!stream) throw new Error(`${path} was there a moment ago`);
  yield* stream;
}

async function* linesOf(files: ArchiveFiles, path: string): AsyncGenerator<string> {
  const stream = await files.read(path);
  if (stream) yield* readLines(stream);
}

const mostActions = 90;
const mostBytes = 3 * 1024 * 1024;

async function restoreItems(
  files: ArchiveFiles,
  store: RestoreStore,
  { form }: Manifest,
  { sha256: manifest, after }: { readonly sha256: string; readonly after: string | undefined },
  told: ArchiveProgress,
): Promise<void> {
  let done = 0;
  for (const shard of shardNames) {
    if (after !== undefined && shard <= after) continue;
    let batch: Action[] = [];
    let bytes = 0;
    const flush = async () => {
      if (batch.length > 0) await write(store, batch);
      done += batch.length;
      batch = [];
      bytes = 0;
    };
    for await (const text of linesOf(files, itemsPath(shard))) {
      const item = await withOwnVersions(store, JSON.parse(text) as Item);
      const size = itemBytes(item);
      if (batch.length >= mostActions || bytes + size > mostBytes) await flush();
      batch.push({ put: item });
      bytes += size;
    }
    if (batch.length === 0) continue;
    await flush();
    await write(store, [
      { put: { ...formKey, form, restoring: { manifest, after: shard } }, if: { exists: "restoring" } },
    ]);
    told("items", done);
  }
}

async function write({ items }: RestoreStore, actions: readonly Action[]): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const written = await items.transact(actions);
    if (written.ok) return;
    if (written.reason === "condition") break;
  }
  throw new Error("somebody else writes to the store that is being restored");
}

/** References as this store numbers its versions. */
const withOwnVersions = ({ objects }: RestoreStore, item: Item): Promise<Item> =>
  withVersions(item, async ({ key, version }) => {
    const pin = readPin(version);
    if (!pin) return undefined;
    const head = await objects.head({ bucket: pin.bucket, key });
    if (!head || (head.sha256 ?? pin.sha256) !== pin.sha256) throw new Error(`${pin.bucket}/${key} is not there`);
    return head.version;
  });

/** What is in the store now, not what was sent to it. */
async function checkRestored({ items }: RestoreStore, { counts, registers }: Manifest): Promise<void> {
  for (const { pk, opened, last, headHash } of registers) {
    const [year = "", register = ""] = pk.split("#").reverse();
    const slots: ChainedSlot[] = [];
    for await (const item of allItems(items, { pk, sk: { beginsWith: "N#" } }))
      slots.push(chainedSlotSchema.parse(item));
    const faults = checkChain(openingHash(register, Number(year), opened), opened, slots, { last, headHash });
    if (faults.length > 0)
      throw new Error(`register ${pk}: ${faults[0]?.code} at ${faults[0]?.number} after the restore`);
  }
  let count = 0;
  for await (const item of scanAll(items, 1000)) if (item.pk !== formKey.pk) count += 1;
  if (count !== counts.items) throw new Error(`${count} items after the restore, ${counts.items} in the archive`);
}
