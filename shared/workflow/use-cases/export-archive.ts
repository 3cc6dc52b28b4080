import { runningDigest, sha256Of } from "../../act/index.ts";
import { isCarried } from "../archive/carried.ts";
import { checkPartition } from "../archive/check-partition.ts";
import { type Finding, mostFindings } from "../archive/findings.ts";
import {
  bytesPath,
  compareText,
  type IndexLine,
  indexPath,
  itemsPath,
  type LogEnd,
  line,
  logKeyPath,
  type Manifest,
  manifestPath,
  type RegisterEnd,
  shardNames,
  shardOfObject,
  shardOfText,
  workFolder,
} from "../archive/layout.ts";
import { pinText, withVersions } from "../archive/pins.ts";
import { parsedLine, readLines } from "../archive/read-lines.ts";
import { joined, openSpool } from "../archive/spool.ts";
import { readForm } from "../model/store-form.ts";
import type { ArchiveFiles } from "../ports/archive-files.ts";
import { type EveryItem, scanAll } from "../ports/every-item.ts";
import type { EveryObject } from "../ports/every-object.ts";
import type { Item, Items } from "../ports/items.ts";
import type { Bucket, ByteStream, ObjectHead, Objects } from "../ports/objects.ts";

export type ExportStore = {
  readonly items: Pick<Items, "get"> & EveryItem;
  readonly objects: Pick<Objects, "read"> & EveryObject;
};

export type ArchiveProgress = (what: "items" | "objects", done: number) => void;

export type Exported =
  | { readonly ok: true; readonly manifest: Manifest; readonly sha256: string; readonly left: number }
  | { readonly ok: false; readonly findings: readonly Finding[] };

const buckets: readonly Bucket[] = ["intake", "vault", "portal"];

/**
 * Writes everything that is stored into an archive (docs/archivio.md), and checks it on the way: each object against its
 * digest, each act's chain up to its head, each register's up to its counter. With findings there is no manifest, and
 * what was written is no archive. The same data give the same bytes, from whatever store.
 *
 * Nobody may write meanwhile: the embedded command reads a copy of the database, and on AWS one reads a table that was
 * restored to an instant. A store torn between two states is told by its chains and by objects that are not there.
 * `logKey`: the secret half of the public log's key, where the store's machine keeps it in a file; it goes along with a
 * log. Memory: some 300 bytes for each stored version of an object, and the largest 256th part of the items.
 * @throws faults of the stores and of the disk; for a store that is empty, is being restored or is migrated
 */
export async function exportArchive(
  store: ExportStore,
  files: ArchiveFiles,
  told: ArchiveProgress = () => undefined,
  logKey?: Uint8Array,
): Promise<Exported> {
  const stored = await readForm(store.items);
  if (!stored || stored.running || stored.restoring)
    throw new Error(stored ? "the store is being migrated or restored: let that end first" : "the store is empty");
  const versions = await versionsOf(store.objects);
  const { named, left } = await spoolItems(store, files, versions, told);
  const objects = await exportObjects(store, files, versions, named, told);
  const items = await exportItems(files, versions);
  const findings = [...objects.findings, ...items.findings];
  if (findings.length > 0) return { ok: false, findings: findings.slice(0, mostFindings) };
  const { logs } = items;
  const secrets = logKey && logs.length > 0 ? [await writeLogKey(files, logKey)] : [];
  const manifest: Manifest = {
    schema: "visto/archive/1",
    form: stored.form,
    counts: { items: items.count, acts: items.acts, objects: objects.count, bytes: objects.bytes },
    registers: items.registers,
    ...(logs.length > 0 ? { logs } : {}),
    files: [...items.files, ...objects.files, ...secrets],
  };
  await files.removeFolder(workFolder);
  const text = line(manifest);
  await files.write(manifestPath, text);
  return { ok: true, manifest, sha256: sha256Of(text), left };
}

async function writeLogKey(files: ArchiveFiles, bytes: Uint8Array): Promise<Manifest["files"][number]> {
  await files.write(logKeyPath, bytes);
  return { path: logKeyPath, sha256: sha256Of(bytes), length: bytes.length };
}

type Version = { readonly head: ObjectHead; readonly isNewest: boolean; sha256?: string };
type Versions = ReadonlyMap<string, Version>;
const nameOf = (key: string, version: string) => `${key}\n${version}`;

async function versionsOf(objects: EveryObject): Promise<Versions> {
  const versions = new Map<string, Version>();
  for (const bucket of buckets) {
    let before: string | undefined;
    for await (const head of objects.heads(bucket)) {
      versions.set(nameOf(head.key, head.version), { head, isNewest: head.key !== before });
      before = head.key;
    }
  }
  return versions;
}

/** The items by shard, as they come, and which versions of objects they name. */
async function spoolItems({ items }: ExportStore, files: ArchiveFiles, versions: Versions, told: ArchiveProgress) {
  const named = new Set<string>();
  const spool = openSpool(files, "items");
  let [count, left] = [0, 0];
  for await (const item of scanAll(items, 500)) {
    if (!isCarried(item)) {
      left += 1;
      continue;
    }
    await withVersions(item, ({ key, version }) => {
      if (versions.has(nameOf(key, version))) named.add(nameOf(key, version));
      return undefined;
    });
    await spool.add(shardOfText(item.pk), line(item));
    count += 1;
    if (count % 1000 === 0) told("items", count);
  }
  await spool.end();
  told("items", count);
  return { named, left };
}

/**
 * Of each object the version that items name, or the newest where none does. An upload that somebody overwrote on the
 * store itself is nobody's, and two versions that are both named cannot be one object again.
 */
function chosen(versions: Versions, named: ReadonlySet<string>): { versions: Version[]; findings: Finding[] } {
  const byKey = new Map<string, Version[]>();
  for (const [name, version] of versions) {
    if (!version.isNewest && !named.has(name)) continue;
    const place = `${version.head.bucket}\n${version.head.key}`;
    byKey.set(place, [...(byKey.get(place) ?? []), version]);
  }
  const isNamed = ({ head }: Version) => named.has(nameOf(head.key, head.version));
  const taken = [...byKey.values()].flatMap((all) => (all.some(isNamed) ? all.filter(isNamed) : all));
  return { versions: taken, findings: [] };
}

async function exportObjects(
  store: ExportStore,
  files: ArchiveFiles,
  versions: Versions,
  named: ReadonlySet<string>,
  told: ArchiveProgress,
) {
  const { versions: taken, findings } = chosen(versions, named);
  const spool = openSpool(files, "objects");
  const digests = new Map<string, string>();
  let [count, bytes] = [0, 0];
  for (const version of taken) {
    const { bucket, key, length, type } = version.head;
    const read = () => mustRead(store, version.head);
    const sha256 = version.head.sha256 ?? (await digestOf(await read())).sha256;
    version.sha256 = sha256;
    const place = `${bucket}\n${key}`;
    const twin = digests.get(place);
    if (twin !== undefined && twin !== sha256) findings.push({ code: "TWO_VERSIONS", where: `${bucket}/${key}` });
    const isWhole = await exportBytes(files, await read(), sha256, length);
    if (!isWhole) findings.push({ code: "OBJECT_DIFFERS", where: `${bucket}/${key}` });
    if (twin !== undefined) continue;
    digests.set(place, sha256);
    await spool.add(shardOfObject(bucket, key), line({ bucket, key, sha256, length, type } satisfies IndexLine));
    count += 1;
    bytes += length;
    if (count % 100 === 0) told("objects", count);
  }
  await spool.end();
  told("objects", count);
  const sorted = await sortShards<IndexLine>(files, "objects", indexPath, (a, b) =>
    compareText(`${a.bucket}\n${a.key}`, `${b.bucket}\n${b.key}`),
  );
  return { findings, count, bytes, files: sorted };
}

async function mustRead({ objects }: ExportStore, head: ObjectHead): Promise<ByteStream> {
  const stream = await objects.read(head);
  if (!stream) throw new Error(`object ${head.bucket}/${head.key} (${head.version}) was listed and is not there`);
  return stream;
}

async function digestOf(stream: ByteStream): Promise<{ sha256: string; length: number }> {
  const digest = runningDigest();
  let length = 0;
  for await (const chunk of stream) {
    digest.update(chunk);
    length += chunk.length;
  }
  return { sha256: digest.hex(), length };
}

class Differs extends Error {}

/** Writes the bytes under their digest, once; whether they have it, and the length that the store told. */
async function exportBytes(files: ArchiveFiles, stream: ByteStream, sha256: string, length: number): Promise<boolean> {
  const path = bytesPath(sha256);
  if (await files.has(path)) {
    const found = await digestOf(stream);
    return found.sha256 === sha256 && found.length === length;
  }
  const checked = async function* (): ByteStream {
    const digest = runningDigest();
    let seen = 0;
    for await (const chunk of stream) {
      digest.update(chunk);
      seen += chunk.length;
      yield chunk;
    }
    if (digest.hex() !== sha256 || seen !== length) throw new Differs(path);
  };
  try {
    await files.write(path, checked());
    return true;
  } catch (fault) {
    if (fault instanceof Differs) return false;
    throw fault;
  }
}

type ShardFile = Manifest["files"][number];

/** The lines of each shard in order, `change`d where they stand alone, and `seen` once they are sorted. */
async function sortShards<T>(
  files: ArchiveFiles,
  what: string,
  pathOf: (shard: string) => string,
  order: (a: T, b: T) => number,
  change: (value: T) => Promise<T> = async (value) => value,
  seen: (sorted: readonly T[]) => void = () => undefined,
): Promise<ShardFile[]> {
  const written: ShardFile[] = [];
  for (const shard of shardNames) {
    const stream = await files.read(`${workFolder}/${what}-${shard}`);
    if (!stream) continue;
    const values: T[] = [];
    for await (const text of readLines(stream)) values.push(await change(parsedLine(text) as T));
    values.sort(order);
    seen(values);
    const whole = joined(values.map(line));
    const path = pathOf(shard);
    await files.write(path, whole);
    written.push({ path, sha256: sha256Of(whole), length: whole.length });
  }
  return written;
}

async function exportItems(files: ArchiveFiles, versions: Versions) {
  const findings: Finding[] = [];
  const registers: RegisterEnd[] = [];
  const logs: LogEnd[] = [];
  let [count, acts] = [0, 0];
  const pinned = (item: Item) =>
    withVersions(item, ({ key, version, sha256 }) => {
      const known = versions.get(nameOf(key, version));
      if (!known?.sha256) {
        if (sha256 !== undefined) findings.push({ code: "OBJECT_MISSING", where: `${item.pk} ${item.sk} ${key}` });
        return undefined;
      }
      if (sha256 !== undefined && sha256 !== known.sha256)
        findings.push({ code: "OBJECT_DIFFERS", where: `${item.pk} ${item.sk} ${key}` });
      return pinText({ bucket: known.head.bucket, sha256: known.sha256 });
    });
  const order = (a: Item, b: Item) => compareText(a.pk, b.pk) || compareText(a.sk, b.sk);
  const written = await sortShards<Item>(files, "items", itemsPath, order, pinned, (sorted) => {
    count += sorted.length;
    for (const [pk, items] of Map.groupBy(sorted, (item) => item.pk)) {
      const checked = checkPartition(pk, items);
      findings.push(...checked.findings);
      if (checked.register) registers.push(checked.register);
      if (checked.log) logs.push(checked.log);
      if (checked.isAct) acts += 1;
    }
  });
  registers.sort((a, b) => compareText(a.pk, b.pk));
  logs.sort((a, b) => compareText(a.pk, b.pk));
  return { findings, registers, logs, count, acts, files: written };
}
