import * as z from "zod";
import {
  appendLeaves,
  digestBytes,
  fromBase64,
  type Hash,
  hashBytes,
  leafHash,
  type OpenTiles,
  type Tile,
  tileWidth,
  toBase64,
} from "../../register/log/index.ts";
import type { Items, Key } from "../ports/items.ts";
import type { Objects } from "../ports/objects.ts";
import { keys } from "./keys.ts";
import { jsonOf } from "./objects-of-act.ts";

const digest = z.string().regex(/^[0-9A-F]{64}$/);
const storedSchema = z.object({ key: z.string(), version: z.string(), sha256: digest, length: z.int() });
const packed = z.string();

/**
 * What a batch left: all that is needed to write its tiles again after a cut, and to begin the next. It is one object,
 * named by its digest; the tree's item names it, so that the batch is there with that one write or not at all.
 */
const batchSchema = z.object({
  /** Leaves before the batch, and with it. */
  before: z.int().nonnegative(),
  size: z.int().positive(),
  /** Commitments of the entry bundle that was not full before the batch, then those that it added. */
  entries: packed,
  added: packed,
  /** Of the levels above the leaves: the hashes of the tile that was not full before the batch. */
  upper: z.array(packed),
  /** Where the marks of each group of acts are. */
  marks: z.record(z.string(), storedSchema),
});
export type LogBatch = z.infer<typeof batchSchema>;

/** Which entries of an act are in the log: from which number on, how many, and at which leaf the first of them is. */
const runsSchema = z.record(z.string(), z.array(z.tuple([z.int(), z.int(), z.int()])));
export type LogMarks = z.infer<typeof runsSchema>;

const treeSchema = z.object({
  /** Which of the body's logs it is: a new one begins where the key of the last is no longer there. */
  number: z.int().positive().default(1),
  /** The log's name, for good: it is what checkpoints are signed for, also when the body's address changes. */
  origin: z.string(),
  /** The key's line: whoever serves the log need not hold the key. */
  key: z.string(),
  before: z.int().nonnegative(),
  size: z.int().positive(),
  at: z.string(),
  batch: storedSchema,
});
/** The one item of the log that goes on. */
export type LogTree = z.infer<typeof treeSchema>;

export async function readTree(items: Items, tenant: string): Promise<LogTree | undefined> {
  const item = await items.get(keys.logTree(tenant));
  return item && treeSchema.parse(item);
}

/** Whether an item of some body is its log's. */
export const isTree = ({ pk, sk }: Key): boolean => pk.endsWith("#LOG") && sk === "TREE";

/** The log of that number, whether it goes on or has ended. */
export async function readTreeOf(items: Items, tenant: string, number: number): Promise<LogTree | undefined> {
  const tree = await readTree(items, tenant);
  if (tree?.number === number) return tree;
  const ended = await items.get(keys.logEnded(tenant, number));
  return ended && treeSchema.parse(ended);
}

/** The number of the log that begins when there is none that goes on. */
export async function nextNumber(items: Items, tenant: string): Promise<number> {
  for (let number = 1; ; number += 1) if (!(await items.get(keys.logEnded(tenant, number)))) return number;
}

export const readBatch = async (objects: Objects, tree: LogTree): Promise<LogBatch> =>
  batchSchema.parse(await jsonOf(objects, tree.batch));

/** Acts whose marks are one object: those of some twelve days, as ids begin with the moment they were made at. */
export const groupOf = (actId: string): string => actId.slice(0, 4);

export async function readMarks(objects: Objects, batch: LogBatch | undefined, group: string): Promise<LogMarks> {
  const stored = batch?.marks[group];
  return stored ? runsSchema.parse(await jsonOf(objects, stored)) : {};
}

/** The first entry of the act that is not in the log. */
export const nextOf = (marks: LogMarks, actId: string): number => {
  const [seq, count] = marks[actId]?.at(-1) ?? [1, 0];
  return seq + count;
};

/** The leaf of an entry; `undefined` when it is in no batch. */
export function leafOf(marks: LogMarks, actId: string, seq: number): number | undefined {
  const run = marks[actId]?.find(([first, count]) => seq >= first && seq < first + count);
  return run && run[2] + seq - run[0];
}

export const pack = (hashes: readonly Uint8Array[]): string =>
  toBase64(Uint8Array.from(hashes.flatMap((hash) => [...hash])));

export function unpack(text: string): Hash[] {
  const bytes = fromBase64(text);
  if (!bytes || bytes.length % hashBytes !== 0) throw new Error("the log's batch does not hold whole hashes");
  return Array.from({ length: bytes.length / hashBytes }, (_, at) => bytes.slice(at * hashBytes, (at + 1) * hashBytes));
}

/** What could grow before the batch. */
const openBefore = (batch: LogBatch): OpenTiles => ({
  size: batch.before,
  levels: batch.before === 0 ? [] : [unpack(batch.entries).map(leafHash), ...batch.upper.map(unpack)],
});

/** The tiles that a batch makes, and what can grow after it. */
export const growthOf = (batch: LogBatch): { readonly open: OpenTiles; readonly tiles: readonly Tile[] } =>
  appendLeaves(openBefore(batch), unpack(batch.added).map(leafHash));

/** Entry bundles that a batch makes or makes longer: index, and the commitments in it. */
export function bundlesOf(batch: LogBatch): { readonly index: number; readonly entries: readonly Uint8Array[] }[] {
  const first = Math.floor(batch.before / tileWidth);
  const entries = [...unpack(batch.entries), ...unpack(batch.added)];
  return Array.from({ length: Math.ceil(entries.length / tileWidth) }, (_, at) => ({
    index: first + at,
    entries: entries.slice(at * tileWidth, (at + 1) * tileWidth),
  }));
}

/** A batch after another: the commitments that it adds (upper-case hex), and the marks as they are then. */
export function nextBatch(last: LogBatch | undefined, commits: readonly string[], marks: LogBatch["marks"]): LogBatch {
  const added = pack(commits.map(digestBytes));
  if (!last) return { before: 0, size: commits.length, entries: "", added, upper: [], marks };
  const { open } = growthOf(last);
  const entries = [...unpack(last.entries), ...unpack(last.added)];
  return {
    before: last.size,
    size: last.size + commits.length,
    entries: pack(entries.slice(entries.length - (last.size % tileWidth))),
    added,
    upper: open.levels.slice(1).map(pack),
    marks,
  };
}
