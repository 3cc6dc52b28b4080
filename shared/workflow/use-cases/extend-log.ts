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
  nextNumber,
  nextOf,
  readBatch,
  readMarks,
  readTree,
} from "../model/log-tree.ts";
import { keepJson } from "../model/objects-of-act.ts";
import { allItems, type Value } from "../ports/items.ts";
import type { PublicLog } from "../ports/public-log.ts";
import type { BodySettings, World } from "../world.ts";
import { keyOfLog, logPrefix, publishTree } from "./publish-log.ts";

export type LogWorld = Pick<World, "settings" | "items" | "objects" | "clock" | "journal"> & {
  readonly log: PublicLog;
};

/** Leaves in one batch: what is left is taken by the next. Of a store that had no log it takes a few rounds. */
const mostLeaves = 5_000;

/**
 * The name of the body's log of that number: its address without the scheme, as tlog-tiles wants it. One that proves
 * nothing in earnest says TEST.
 */
export const originOf = ({ baseUrl, test }: Pick<BodySettings, "baseUrl" | "test">, number = 1): string =>
  `${baseUrl.replace(/^https?:\/\//, "")}/${logPrefix(number)}${test ? "/TEST" : ""}`;

/** The log was signed by a key that is not the one at hand: nothing is added to it, and nothing signed. */
export class LogKeyChanged extends Error {
  readonly code = "LOG_KEY_CHANGED";
  override readonly name = "LogKeyChanged";
  constructor(origin: string) {
    super(`the log ${origin} is another key's: give that key back, or begin a new log (visto archive new-log)`);
  }
}

/** How many acts are read at once: a look at many is as long as its reads. */
const together = 20;

/** How many entries came into the log, and of which acts the log still lacks entries or nobody knows yet. */
export type Extended = { readonly taken: number; readonly left: readonly string[] };

/**
 * Takes the audit entries of these acts that are not in the log yet into it, as one batch.
 *
 * First whatever an earlier run left undone is published. Then batch and marks are written as objects, and the tree's
 * item, conditional on its size, makes them the log: one write, however many leaves, and of two runs at once one wins
 * and the other finds the entries there the next time. What an act has in the log is in its marks alone: no entry comes
 * twice, and none is passed over, because an act's entries are taken in their order without a gap.
 * @throws {LogKeyChanged} and faults of the stores and of the key; the next run goes on from wherever this one was cut off
 */
export async function extendLog(world: LogWorld, actIds: readonly string[]): Promise<Extended> {
  const { items, objects, settings, clock } = world;
  const tree = await readTree(items, settings.tenant);
  if (tree && tree.key !== verifierLine(keyOfLog(world, tree.origin))) throw new LogKeyChanged(tree.origin);
  if (tree) await publishTree(world, tree);
  const { everySeconds } = world.log;
  // Clocks of two machines differ: where nothing is waited for, nothing is early.
  const isEarly = tree && everySeconds > 0 && Date.parse(clock()) - Date.parse(tree.at) < everySeconds * 1_000;
  if (isEarly) return { taken: 0, left: actIds };
  const last = tree && (await readBatch(objects, tree));
  const gathered = await gather(world, last, actIds);
  world.journal?.measure("LogBehindSeconds", gathered.behind);
  if (gathered.commits.length === 0) return { taken: 0, left: [] };
  const batch = nextBatch(last, gathered.commits, await keepMarks(world, last, gathered.marks));
  const next = await commitBatch(world, tree, batch);
  if (!next) return { taken: 0, left: actIds };
  await publishTree(world, next);
  return { taken: gathered.commits.length, left: gathered.left };
}

type Gathered = {
  readonly commits: string[];
  readonly marks: Map<string, LogMarks>;
  /** Acts that this batch has no room for. */
  readonly left: readonly string[];
  /** Seconds that the oldest of them has waited. */
  readonly behind: number;
};

async function gather(world: LogWorld, last: LogBatch | undefined, actIds: readonly string[]): Promise<Gathered> {
  const now = Date.parse(world.clock());
  const known = [...new Set(actIds)].filter(isActId);
  const commits: string[] = [];
  // Those of thousands of acts, each: changed in place, because nobody else has read them.
  const marks = new Map<string, LogMarks>();
  const changed = new Set<string>();
  let [oldest, at] = [now, 0];
  for (; at < known.length && commits.length < mostLeaves; at += together) {
    const some = known.slice(at, at + together);
    for (const group of new Set(some.map(groupOf)))
      if (!marks.has(group)) marks.set(group, await readMarks(world.objects, last, group));
    const of = (actId: string) => marks.get(groupOf(actId)) ?? {};
    const found = await Promise.all(some.map((actId) => entriesFrom(world, actId, nextOf(of(actId), actId))));
    for (const [place, entries] of found.entries()) {
      const actId = some[place] ?? "";
      const [first] = entries;
      if (!first) continue;
      oldest = Math.min(oldest, Date.parse(first.at) || now);
      addRun(of(actId), actId, entries.length, (last?.size ?? 0) + commits.length);
      changed.add(groupOf(actId));
      commits.push(...entries.map(({ commit }) => commit));
    }
  }
  const behind = Math.round((now - oldest) / 1_000);
  return { commits, marks: new Map([...marks].filter(([group]) => changed.has(group))), left: known.slice(at), behind };
}

function addRun(marks: LogMarks, actId: string, count: number, leaf: number): void {
  const from = nextOf(marks, actId);
  marks[actId] = [...(marks[actId] ?? []), [from, count, leaf]];
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
  const number = tree?.number ?? (await nextNumber(items, settings.tenant));
  const origin = tree?.origin ?? originOf(settings, number);
  const next = { number, origin, key: verifierLine(keyOfLog(world, origin)), before, size, at: clock(), batch: stored };
  const written = await items.transact([
    {
      put: { ...keys.logTree(settings.tenant), ...(next as { [name: string]: Value }) },
      if: tree ? { attr: "size", op: "=", value: tree.size } : { absent: "pk" },
    },
  ]);
  return written.ok ? next : undefined;
}
