import { inGroups } from "../model/in-groups.ts";
import { actIdIn, keys } from "../model/keys.ts";
import { readTree } from "../model/log-tree.ts";
import { allItems } from "../ports/items.ts";
import type { World } from "../world.ts";
import { type Extended, extendLog, type LogWorld } from "./extend-log.ts";

/** The log where several processes feed it, one told of entries, another looking for them. */
export type FeedWorld = LogWorld & Pick<World, "pause">;

/** How often a batch is tried before which another process was first. */
const tries = 8;
const day = 86_400_000;
/** Acts that are this young are looked at again and again; older ones seldom change. */
const youngDays = 60;
/** Acts that are held at once when many are looked at. */
const looked = 10_000;
/** What ids end with, each as often as the others. */
const endings = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Batch after batch, until all is taken or the log wants none now. */
export async function takeEntries(world: LogWorld, actIds: readonly string[]): Promise<Extended> {
  let sum = 0;
  for (let left = actIds; ; ) {
    const extended = await extendLog(world, left);
    sum += extended.taken;
    left = extended.left;
    if (left.length === 0 || extended.taken === 0) return { taken: sum, left };
  }
}

/**
 * Takes whatever these acts have. Of several processes that do so at once each comes to its turn: the tree's item says
 * who was first, and the others begin again from there. Answers how many entries came into the log.
 * @throws when others were first again and again, and faults of the stores and of the key
 */
export async function feedLog(world: FeedWorld, actIds: Iterable<string>): Promise<number> {
  let [sum, left] = [0, [...new Set(actIds)] as readonly string[]];
  for (let attempt = 0; left.length > 0 && attempt < tries; attempt += 1) {
    if (attempt > 0) await world.pause(100 * 2 ** attempt);
    const extended = await takeEntries(world, left);
    sum += extended.taken;
    left = extended.left;
  }
  if (left.length > 0) throw new Error(`others extended the log ${tries} times in a row`);
  return sum;
}

/** The acts that were created since then, ISO. */
export async function* actsSince({ items, settings }: LogWorld, since: string) {
  const query = { index: "gsi2", pk: `${settings.tenant}#ACTS`, sk: { from: since } } as const;
  for await (const item of allItems(items, query)) yield { actId: actIdIn(item), createdAt: String(item["gsi2sk"]) };
}

/** The moment since which acts are young. */
export const youngSince = ({ clock }: Pick<World, "clock">): string =>
  new Date(Date.parse(clock()) - youngDays * day).toISOString();

/**
 * The backstop where entries are told of: looks for what nobody told. Each time at the young acts and at a thirty-second
 * of the others, so that a look each night comes to every act within 32 nights; at all of them until one look came
 * through since the log began, and when that is asked for. It costs a read for each act. Answers how many entries came
 * into the log.
 * @throws as `feedLog`; what was taken by then stays taken
 */
export async function lookForEntries(world: FeedWorld, { all = false } = {}): Promise<number> {
  const night = Math.floor(Date.parse(world.clock()) / day);
  const ending = endings[night % endings.length] ?? "";
  const isNew = !(await isLookedThrough(world));
  const since = all || isNew ? "" : youngSince(world);
  const due = async function* () {
    for await (const { actId, createdAt } of actsSince(world, ""))
      if (createdAt >= since || actId.endsWith(ending)) yield actId;
  };
  let sum = 0;
  for await (const some of inGroups(due(), looked)) sum += await feedLog(world, some);
  if (isNew) await noteLookedThrough(world);
  return sum;
}

async function isLookedThrough({ items, settings }: FeedWorld): Promise<boolean> {
  const tree = await readTree(items, settings.tenant);
  const item = await items.get(keys.logLooked(settings.tenant));
  return tree !== undefined && item?.["number"] === tree.number;
}

async function noteLookedThrough({ items, settings }: FeedWorld): Promise<void> {
  const tree = await readTree(items, settings.tenant);
  if (tree) await items.transact([{ put: { ...keys.logLooked(settings.tenant), number: tree.number } }]);
}
