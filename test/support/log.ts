import { createHash } from "node:crypto";
import { join } from "node:path";
import { openFileObjects } from "../../shared/adapters/embedded/file-objects.ts";
import { logKeyFrom } from "../../shared/adapters/embedded/log-key.ts";
import { auditEntry, commitTo } from "../../shared/register/index.ts";
import {
  checkNote,
  hexOf,
  leafHash,
  noteKey,
  readCheckpoint,
  rootOf,
  tilePath,
} from "../../shared/register/log/index.ts";
import { type Items, keys, type Objects, type World } from "../../shared/workflow/index.ts";
import { type LogWorld, openLogFeed, readTree } from "../../shared/workflow/log.ts";

export const testLog = { key: logKeyFrom(new Uint8Array(32).fill(5)), everySeconds: 0 } as const;

/** A world with only what the log asks of it. */
export async function openLogWorld(items: Items, dir: string, tenant: string): Promise<LogWorld> {
  const now = new Date("2025-12-24T09:00:00.000Z");
  const objects = await openFileObjects({
    dir: join(dir, "objects"),
    now: () => now,
    secret: new Uint8Array(32),
    uploadBase: "http://127.0.0.1/carica",
    maxBytes: 1_000_000,
  });
  const settings = { tenant, baseUrl: "http://127.0.0.1:8080", test: true } as World["settings"];
  return { items, objects, settings, clock: () => now.toISOString(), log: testLog };
}

/** Adds entries to an act's audit chain, as changes of it would: what they tell is made up. */
export async function addEntries({ items, settings }: LogWorld, actId: string, from: number, count: number) {
  const at = "2025-12-24T08:00:00.000Z";
  const { tenant } = settings;
  const head = { ...keys.head(tenant, actId), gsi2pk: `${tenant}#ACTS`, gsi2sk: `${at}#${actId}` };
  const entries = Array.from({ length: count }, (_, n) => entryOf(tenant, actId, from + n, at));
  const actions = [{ put: head }, ...entries.map((put) => ({ put }))];
  for (let first = 0; first < actions.length; first += 90) {
    const written = await items.transact(actions.slice(first, first + 90));
    if (!written.ok) throw new Error(written.reason);
  }
}

function entryOf(tenant: string, actId: string, seq: number, at: string) {
  const salt = createHash("sha256").update(`${actId} ${seq}`).digest("hex").slice(0, 32);
  const impronta = createHash("sha256").update(`${actId} ${seq} file`).digest("hex").toUpperCase();
  const data = { rev: 1, copy: impronta, original: null, seq };
  const event = { id: `${actId}${seq}`, type: "act.sealed.v1", subject: actId, time: at, data };
  return {
    ...keys.audit(tenant, actId, seq),
    ...auditEntry("", seq, commitTo(salt, event)),
    at,
    told: { salt, event },
  };
}

export const runLog = (world: LogWorld): Promise<number> => openLogFeed(world).extend();

async function fileOf(objects: Objects, path: string): Promise<Uint8Array | undefined> {
  const head = await objects.head({ bucket: "portal", key: `log/${path}` });
  const stream = head && (await objects.read(head));
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream ?? []) chunks.push(chunk);
  return head && new Uint8Array(Buffer.concat(chunks));
}

/** The log as a stranger reads it: the entries of its bundles under a checkpoint, verified from nothing but the key. */
export async function readAsStranger({ objects, settings, items }: LogWorld): Promise<string[]> {
  const tree = await readTree(items, settings.tenant);
  if (!tree) return [];
  const text = Buffer.from((await fileOf(objects, `checkpoint/${tree.size}`)) ?? []).toString();
  const head = readCheckpoint(text);
  if (!head || checkNote(head.note, noteKey(tree.origin, testLog.key.publicKey)) !== "holds")
    throw new Error(`there is no signed checkpoint of ${tree.size}`);
  const entries: Uint8Array[] = [];
  for (let index = 0; index * 256 < head.size; index += 1) {
    const width = Math.min(256, head.size - index * 256);
    const bytes = (await fileOf(objects, tilePath({ level: "entries", index, width }))) ?? new Uint8Array();
    const leaves = Array.from({ length: width }, (_, n) => bytes.slice(n * 34 + 2, n * 34 + 34));
    const hashes = Buffer.concat(leaves.map(leafHash));
    const tile = await fileOf(objects, tilePath({ level: 0, index, width }));
    if (!tile || !hashes.equals(tile)) throw new Error(`tile ${index} is not of its entries`);
    entries.push(...leaves);
  }
  if (hexOf(rootOf(entries.map(leafHash))) !== hexOf(head.root)) throw new Error("the root is not of the entries");
  await expectOneRootForEachSize(objects, tree.origin, entries);
  return entries.map(hexOf);
}

/** Every checkpoint that was ever signed is of a tree that the last one begins with. */
async function expectOneRootForEachSize(objects: Objects, origin: string, entries: readonly Uint8Array[]) {
  for (let size = 1; size <= entries.length; size += 1) {
    const text = await fileOf(objects, `checkpoint/${size}`);
    const head = text && readCheckpoint(Buffer.from(text).toString());
    if (!text) continue;
    const root = rootOf(entries.slice(0, size).map(leafHash));
    if (head?.origin !== origin || head.size !== size || hexOf(head.root) !== hexOf(root))
      throw new Error(`the checkpoint of ${size} is of another tree`);
  }
}
