import type { LogWorld } from "./extend-log.ts";
import { actsSince, takeEntries, youngSince } from "./feed-log.ts";

/** Between two looks at all young acts; between two at all acts. */
const youngSeconds = 300;
const allSeconds = 86_400;

/**
 * Brings acts to the log in one process. Whoever delivers events tells whose they were; what nobody told is found by
 * looking at the acts themselves: all of them at first and once a day, those of the last two months every five minutes.
 * Nothing of this is stored: the log itself knows what it has.
 */
export type LogFeed = {
  readonly tell: (actIds: Iterable<string>) => void;
  /** Takes what was told and what is due to be looked at. Answers how many entries came into the log. */
  readonly extend: () => Promise<number>;
  /** Takes whatever any act has, now. */
  readonly extendAll: () => Promise<number>;
};

export function openLogFeed(world: LogWorld): LogFeed {
  const told = new Set<string>();
  let [lookedAtYoung, lookedAtAll] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const actsFrom = async (since: string): Promise<string[]> => {
    const found: string[] = [];
    for await (const { actId } of actsSince(world, since)) found.push(actId);
    return found;
  };
  const extendAll = async () => (await takeEntries(world, await actsFrom(""))).taken;
  const extend = async (): Promise<number> => {
    const now = Date.parse(world.clock()) / 1_000;
    const looksAtAll = now - lookedAtAll >= allSeconds;
    const looks = looksAtAll || now - lookedAtYoung >= youngSeconds;
    const since = looksAtAll ? "" : youngSince(world);
    const actIds = [...new Set([...told, ...(looks ? await actsFrom(since) : [])])];
    if (actIds.length === 0) return 0;
    const { taken, left } = await takeEntries(world, actIds);
    // What was not taken, because it is too early or because of a fault, is told still.
    if (left.length > 0) return taken;
    for (const actId of actIds) told.delete(actId);
    if (looks) lookedAtYoung = now;
    if (looksAtAll) lookedAtAll = now;
    return taken;
  };
  return {
    tell: (actIds) => {
      for (const actId of actIds) told.add(actId);
    },
    extend,
    extendAll,
  };
}
