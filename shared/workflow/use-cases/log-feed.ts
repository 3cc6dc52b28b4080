import { actIdIn } from "../model/keys.ts";
import { allItems } from "../ports/items.ts";
import { type Extended, extendLog, type LogWorld } from "./extend-log.ts";

/** Acts that are this young are looked at again and again; older ones seldom change. */
const youngDays = 60;
/** Between two looks at all young acts; between two at all acts. */
const youngSeconds = 300;
const allSeconds = 86_400;

/**
 * Brings acts to the log. Whoever delivers events tells whose they were; what nobody told is found by looking at the
 * acts themselves: all of them at first and once a day, those of the last two months every five minutes. Nothing of
 * this is stored: the log itself knows what it has.
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
  const actsFrom = async (from: string): Promise<string[]> => {
    const found: string[] = [];
    const query = { index: "gsi2", pk: `${world.settings.tenant}#ACTS`, sk: { from } } as const;
    for await (const item of allItems(world.items, query)) found.push(actIdIn(item));
    return found;
  };
  /** Batch after batch, until all is taken or the log wants none now. */
  const take = async (actIds: readonly string[]): Promise<Extended> => {
    let sum = 0;
    for (;;) {
      const { taken, isDone } = await extendLog(world, actIds);
      sum += taken;
      if (isDone || taken === 0) return { taken: sum, isDone };
    }
  };
  const extendAll = async () => (await take(await actsFrom(""))).taken;
  const extend = async (): Promise<number> => {
    const now = Date.parse(world.clock()) / 1_000;
    const looksAtAll = now - lookedAtAll >= allSeconds;
    const looks = looksAtAll || now - lookedAtYoung >= youngSeconds;
    const from = looksAtAll ? "" : new Date((now - youngDays * 86_400) * 1_000).toISOString();
    const actIds = [...new Set([...told, ...(looks ? await actsFrom(from) : [])])];
    if (actIds.length === 0) return 0;
    const { taken, isDone } = await take(actIds);
    // What was not taken, because it is too early or because of a fault, is told still.
    if (!isDone) return taken;
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
