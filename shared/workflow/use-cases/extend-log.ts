import { auditEntrySchema } from "../../register/index.ts";
import { verifierLine } from "../../register/log/index.ts";
import { isActId } from "../model/commit.ts";
import { keys } from "../model/keys.ts";
import {
  groupOf,
  type LogBatch,
  type LogMarks,
  type LogTree,
  nextBatch,
  nextOf,
  readBatch,
  readMarks,
  readTree,
} from "../model/log-tree.ts";
import { keepJson } from "../model/objects-of-act.ts";
import { allItems, type Value } from "../ports/items.ts";
import type { PublicLog } from "../ports/public-log.ts";
import type { BodySettings, World } from "../world.ts";
import { keyOfLog, publishTree } from "./publish-log.ts";

export type LogWorld = Pick<World, "settings" | "items" | "objects" | "clock" | "journal"> & {
  readonly log: PublicLog;
};

/** Leaves in one batch: what is left is taken by the next. Of a store that had no log it takes a few rounds. */
const mostLeaves = 5_000;

/** The log's name: the address without its scheme, as tlog-tiles wants it. One that proves nothing in earnest says TEST. */
export const originOf = ({ baseUrl, test }: Pick<BodySettings, "baseUrl" | "test">): string =>
  `${baseUrl.replace(/^https?:\/\//, "")}/log${test ? "/TEST" : ""}`;

/** How many entries came into the log, and whether there is nothing left that these acts have and the log has not. */
export type Extended = { readonly taken: number; readonly isDone: boolean };

/**
 * Takes the audit entries of these acts that are not in the log yet into it, as one batch.
 *
 * First whatever an earlier run left undone is published. Then batch and marks are written as objects, and the tree's
 * item, conditional on its size, makes them the log: one write, however many leaves, and of two runs at once one wins
 * and the other finds the entries there the next time. What an act has in the log is in its marks alone: no entry comes
 * twice, and none is passed over, because an act's entries are taken in their order without a gap.
 * @throws faults of the stores and of the key; the next run goes on from wherever this one was cut off
 */
export async function extendLog(world: LogWorld, actIds: Iterable<string>): Promise<Extended> {
  const { items, objects, settings, clock } = world;
  const tree = await readTree(items, settings.tenant);
  if (tree) await publishTree(world, tree);
  const isEarly = tree && Date.parse(clock()) - Date.parse(tree.at) < world.log.everySeconds * 1_000;
  if (isEarly) return { taken: 0, isDone: false };
  const last = tree && (await readBatch(objects, tree));
  const gathered = await gather(world, last, actIds);
  world.journal?.measure("LogBehindSeconds", gathered.behind);
  if (gathered.commits.length === 0) return { taken: 0, isDone: true };
  const batch = nextBatch(last, gathered.commits, await keepMarks(world, last, gathered.marks));
  const next = await commitBatch(world, tree, batch);
  if (!next) return { taken: 0, isDone: false };
  await publishTree(world, next);
  return { taken: gathered.commits.length, isDone: gathered.isDone };
}

type Gathered = {
  readonly commits: string[];
  readonly marks: Map<string, LogMarks>;
  readonly isDone: boolean;
  /** Seconds that the oldest of them has waited. */
  readonly behind: number;
};

async function gather(world: LogWorld, last: LogBatch | undefined, actIds: Iterable<string>): Promise<Gathered> {
  const now = Date.parse(world.clock());
  const commits: string[] = [];
  const changed = new Map<string, LogMarks>();
  const read = new Map<string, LogMarks>();
  let [oldest, isDone] = [now, true];
  for (const actId of new Set(actIds)) {
    isDone = commits.length < mostLeaves;
    if (!isDone) break;
    if (!isActId(actId)) continue;
    const group = groupOf(actId);
    const marks = changed.get(group) ?? read.get(group) ?? (await readMarks(world.objects, last, group));
    read.set(group, marks);
    const from = nextOf(marks, actId);
    const entries = await entriesFrom(world, actId, from);
    const [first] = entries;
    if (!first) continue;
    oldest = Math.min(oldest, Date.parse(first.at) || now);
    const run = [from, entries.length, (last?.size ?? 0) + commits.length] as const;
    changed.set(group, { ...marks, [actId]: [...(marks[actId] ?? []), [...run]] });
    commits.push(...entries.map(({ commit }) => commit));
  }
  return { commits, marks: changed, isDone, behind: Math.round((now - oldest) / 1_000) };
}

type Entry = { readonly commit: string; readonly at: string };

/** The act's entries from a number on, without a gap: a transaction under way may be seen in part, and the rest later. */
async function entriesFrom({ items, settings }: LogWorld, actId: string, from: number): Promise<Entry[]> {
  const { pk, sk } = keys.audit(settings.tenant, actId, from);
  const found: Entry[] = [];
  for await (const item of allItems(items, { pk, sk: { from: sk, to: "AUD#~" } })) {
    const { seq, commit } = auditEntrySchema.parse(item);
    if (seq !== from + found.length) break;
    found.push({ commit, at: String(item["at"]) });
  }
  return found;
}

async function keepMarks(world: LogWorld, last: LogBatch | undefined, changed: Map<string, LogMarks>) {
  const marks = { ...last?.marks };
  for (const [group, runs] of changed) marks[group] = await keepJson(world.objects, "registro/segni", runs);
  return marks;
}

/** The one write that makes a batch part of the log; `undefined` when another run was first. */
async function commitBatch(world: LogWorld, tree: LogTree | undefined, batch: LogBatch): Promise<LogTree | undefined> {
  const { items, objects, settings, clock } = world;
  const { before, size } = batch;
  const stored = await keepJson(objects, "registro/lotti", batch);
  const origin = tree?.origin ?? originOf(settings);
  const next = { origin, key: verifierLine(keyOfLog(world, origin)), before, size, at: clock(), batch: stored };
  const written = await items.transact([
    {
      put: { ...keys.logTree(settings.tenant), ...(next as { [name: string]: Value }) },
      if: tree ? { attr: "size", op: "=", value: tree.size } : { absent: "pk" },
    },
  ]);
  return written.ok ? next : undefined;
}
