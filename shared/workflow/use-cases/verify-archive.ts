import { runningDigest, sha256Of } from "../../act/index.ts";
import { isCarried } from "../archive/carried.ts";
import { checkPartition } from "../archive/check-partition.ts";
import { type ArchiveCode, type Finding, mostFindings } from "../archive/findings.ts";
import {
  bytesPath,
  compareText,
  type IndexLine,
  indexPath,
  indexSchema,
  itemsPath,
  type LogEnd,
  line,
  logKeyPath,
  type Manifest,
  manifestPath,
  manifestSchema,
  type RegisterEnd,
  shardNames,
  shardOfObject,
  shardOfText,
} from "../archive/layout.ts";
import { readPin, withVersions } from "../archive/pins.ts";
import { type Lines, parsedLine, readLines } from "../archive/read-lines.ts";
import { migrations } from "../migrations/index.ts";
import { lastForm } from "../migrations/migration.ts";
import { collect } from "../model/objects-of-act.ts";
import type { ArchiveFiles } from "../ports/archive-files.ts";
import { assertKey, itemBytes, itemLimits } from "../ports/item-limits.ts";
import { assertItem } from "../ports/item-shape.ts";
import type { Item } from "../ports/items.ts";
import { assertDeclared, assertObjectKey } from "../ports/object-limits.ts";

export type Verified =
  /** `sha256` is the manifest's: whoever kept it when the archive was made knows it for the same. */
  | { readonly ok: true; readonly manifest: Manifest; readonly sha256: string }
  | { readonly ok: false; readonly findings: readonly Finding[] };

const mostManifestBytes = 16 * 1024 * 1024;

type Look = {
  readonly files: ArchiveFiles;
  readonly lengths: ReadonlyMap<string, number | null>;
  readonly tell: (code: ArchiveCode, where: string) => void;
  readonly isFull: () => boolean;
};

/**
 * Checks an archive from the ground up, believing nothing of it: every file against the manifest, every object against
 * its digest, every line, order and reference, the chains of every act and register. It reads all of it once, holds one
 * partition of items and one line a distinct object in memory, and writes nothing.
 *
 * It does not tell who made the archive: a consistent forgery is consistent. Compare the manifest's SHA-256 with the one
 * that the export printed. @throws faults of the disk
 */
export async function verifyArchive(files: ArchiveFiles): Promise<Verified> {
  const findings: Finding[] = [];
  const lengths = new Map<string, number | null>();
  const tell = (code: ArchiveCode, where: string) => {
    if (findings.length < mostFindings) findings.push({ code, where });
  };
  for await (const { path, length } of files.list()) {
    lengths.set(path, length);
    if (length === null) tell("NOT_A_FILE", path);
  }
  const look: Look = { files, lengths, tell, isFull: () => findings.length >= mostFindings };
  const read = findings.length === 0 ? await readManifest(look) : undefined;
  const logs = read ? await checkAll(look, read.manifest) : [];
  if (!read || findings.length > 0) return { ok: false, findings };
  // Manifests of before name no log that the items have.
  const manifest = logs.length > 0 ? { ...read.manifest, logs } : read.manifest;
  return { ok: true, manifest, sha256: read.sha256 };
}

async function readManifest(look: Look): Promise<{ manifest: Manifest; sha256: string } | undefined> {
  const length = look.lengths.get(manifestPath);
  const stream = length == null ? undefined : await look.files.read(manifestPath);
  if (!stream) return void look.tell("MANIFEST_MISSING", manifestPath);
  const bytes = await collect(stream, mostManifestBytes);
  const text = bytes && new TextDecoder().decode(bytes);
  const parsed = manifestSchema.safeParse(text === undefined ? undefined : parsedLine(text));
  if (!bytes || !parsed.success)
    return void look.tell("MANIFEST_NOT_VALID", parsed.error?.issues[0]?.path.join(".") || manifestPath);
  if (parsed.data.form > lastForm(migrations)) return void look.tell("FORM_NEWER", `${parsed.data.form}`);
  return { manifest: parsed.data, sha256: sha256Of(bytes) };
}

async function checkAll(look: Look, manifest: Manifest): Promise<LogEnd[]> {
  const known = new Map<string, Manifest["files"][number]>();
  for (const file of manifest.files) {
    if (known.has(file.path)) look.tell("MANIFEST_NOT_VALID", file.path);
    known.set(file.path, file);
  }
  await checkLogKey(look, known.get(logKeyPath));
  const objects = await checkObjects(look, known);
  const items = await checkItems(look, known, objects.digests);
  for (const path of look.lengths.keys())
    if (path !== manifestPath && !known.has(path) && !objects.paths.has(path)) look.tell("FILE_EXTRA", path);
  const counts = { items: items.count, acts: items.acts, objects: objects.count, bytes: objects.bytes };
  for (const name of ["items", "acts", "objects", "bytes"] as const)
    if (counts[name] !== manifest.counts[name])
      look.tell("COUNT_DIFFERS", `${name}: ${counts[name]}, ${manifest.counts[name]}`);
  if (manifest.logs && JSON.stringify(items.logs) !== JSON.stringify(manifest.logs)) look.tell("COUNT_DIFFERS", "logs");
  if (JSON.stringify(items.registers) !== JSON.stringify(manifest.registers)) look.tell("COUNT_DIFFERS", "registers");
  return items.logs;
}

/** That the key is whole; whether it is the log's is for whoever uses it. */
async function checkLogKey({ files, lengths, tell }: Look, named: Manifest["files"][number] | undefined) {
  if (!named) return;
  const stream = lengths.get(logKeyPath) == null ? undefined : await files.read(logKeyPath);
  const bytes = stream && (await collect(stream, named.length));
  if (!stream) tell("FILE_MISSING", logKeyPath);
  else if (!bytes || bytes.length !== named.length || sha256Of(bytes) !== named.sha256)
    tell("FILE_DIFFERS", logKeyPath);
}

/** The lines of a file that the manifest names, once its digest was compared. */
async function* checkedLines(
  look: Look,
  known: ReadonlyMap<string, Manifest["files"][number]>,
  path: string,
): AsyncGenerator<string> {
  const file = known.get(path);
  if (!file) return;
  const stream = look.lengths.get(path) == null ? undefined : await look.files.read(path);
  if (!stream) return look.tell("FILE_MISSING", path);
  const digest = runningDigest();
  let length = 0;
  const passing = async function* () {
    for await (const chunk of stream) {
      digest.update(chunk);
      length += chunk.length;
      yield chunk;
    }
  };
  const lines: Lines = readLines(passing());
  for (let next = await lines.next(); ; next = await lines.next()) {
    if (next.done) {
      if (next.value === "cut") look.tell("LINE_CUT", path);
      break;
    }
    if (look.isFull()) return;
    yield next.value;
  }
  if (digest.hex() !== file.sha256 || length !== file.length) look.tell("FILE_DIFFERS", path);
}

async function checkObjects(look: Look, known: ReadonlyMap<string, Manifest["files"][number]>) {
  const digests = new Map<string, string>();
  const paths = new Set<string>();
  let [count, bytes] = [0, 0];
  for (const shard of shardNames) {
    const path = indexPath(shard);
    let before: string | undefined;
    for await (const text of checkedLines(look, known, path)) {
      const one = asIndexLine(text);
      if (!one) {
        look.tell("LINE_NOT_VALID", `${path}: ${text.slice(0, 80)}`);
        continue;
      }
      const place = `${one.bucket}\n${one.key}`;
      if (shardOfObject(one.bucket, one.key) !== shard) look.tell("WRONG_SHARD", `${path}: ${one.key}`);
      if (before !== undefined && compareText(before, place) >= 0) look.tell("OUT_OF_ORDER", `${path}: ${one.key}`);
      before = place;
      digests.set(`${place}\n${one.sha256}`, one.sha256);
      await checkBytes(look, paths, one);
      count += 1;
      bytes += one.length;
    }
  }
  return { digests, paths, count, bytes };
}

function asIndexLine(text: string): IndexLine | undefined {
  const parsed = indexSchema.safeParse(parsedLine(text));
  if (!parsed.success || !isCanonical(parsed.data, text)) return undefined;
  try {
    assertObjectKey(parsed.data.key);
    assertDeclared(parsed.data);
    return parsed.data;
  } catch {
    return undefined;
  }
}

/** One way to write a value: a name that stands twice in an object, say, would be read differently by others. */
const isCanonical = (value: unknown, text: string): boolean => new TextDecoder().decode(line(value)) === `${text}\n`;

async function checkBytes(look: Look, paths: Set<string>, { bucket, key, sha256, length }: IndexLine): Promise<void> {
  const path = bytesPath(sha256);
  const found = look.lengths.get(path);
  const where = `${bucket}/${key}`;
  if (found == null) return look.tell("OBJECT_MISSING", where);
  if (found !== length) return look.tell("OBJECT_DIFFERS", where);
  if (paths.has(path)) return;
  paths.add(path);
  const digest = runningDigest();
  for await (const chunk of (await look.files.read(path)) ?? []) digest.update(chunk);
  if (digest.hex() !== sha256) look.tell("OBJECT_DIFFERS", where);
}

async function checkItems(
  look: Look,
  known: ReadonlyMap<string, Manifest["files"][number]>,
  digests: ReadonlyMap<string, string>,
) {
  const registers: RegisterEnd[] = [];
  const logs: LogEnd[] = [];
  let [count, acts] = [0, 0];
  let partition: Item[] = [];
  const close = () => {
    const [first] = partition;
    if (!first) return;
    const checked = checkPartition(first.pk, partition);
    for (const { code, where } of checked.findings) look.tell(code, where);
    if (checked.register) registers.push(checked.register);
    if (checked.log) logs.push(checked.log);
    if (checked.isAct) acts += 1;
    partition = [];
  };
  for (const shard of shardNames) {
    const path = itemsPath(shard);
    let before: Item | undefined;
    for await (const text of checkedLines(look, known, path)) {
      const item = asItem(text);
      if (!item) {
        look.tell("LINE_NOT_VALID", `${path}: ${text.slice(0, 80)}`);
        continue;
      }
      const where = `${item.pk} ${item.sk}`;
      if (shardOfText(item.pk) !== shard) look.tell("WRONG_SHARD", `${path}: ${where}`);
      if (before && (compareText(before.pk, item.pk) || compareText(before.sk, item.sk)) >= 0)
        look.tell("OUT_OF_ORDER", where);
      if (!isCarried(item)) look.tell("NOT_CARRIED", where);
      await checkPins(look, item, digests);
      if (before?.pk !== item.pk) close();
      partition.push(item);
      before = item;
      count += 1;
    }
    close();
  }
  registers.sort((a, b) => compareText(a.pk, b.pk));
  logs.sort((a, b) => compareText(a.pk, b.pk));
  return { count, acts, registers, logs };
}

function asItem(text: string): Item | undefined {
  const value = parsedLine(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  try {
    if (!isCanonical(value, text)) return undefined;
    const item = value as Item;
    assertKey(item);
    assertItem(item);
    return itemBytes(item) <= itemLimits.itemBytes ? item : undefined;
  } catch {
    // Whatever no store would take is no item.
    return undefined;
  }
}

/** Every reference names a version by what it holds, and that is in the archive. */
async function checkPins(look: Look, item: Item, digests: ReadonlyMap<string, string>): Promise<void> {
  await withVersions(item, ({ key, version, sha256 }) => {
    const pin = readPin(version);
    if (!pin && sha256 === undefined) return undefined;
    const isThere = pin && digests.has(`${pin.bucket}\n${key}\n${pin.sha256}`);
    if (!isThere || (sha256 !== undefined && sha256 !== pin.sha256))
      look.tell("OBJECT_MISSING", `${item.pk} ${item.sk} ${key}`);
    return undefined;
  });
}
