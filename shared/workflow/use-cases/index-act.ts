import { romeDay } from "../../act/index.ts";
import { loadHead } from "../model/commit.ts";
import { actIdIn, keys } from "../model/keys.ts";
import { isShowable, publishedView } from "../model/published-data.ts";
import { searchEntryOf } from "../model/search-entry.ts";
import { logSearchChange } from "../model/search-log.ts";
import { allItems } from "../ports/items.ts";
import type { World } from "../world.ts";
import { publishActData } from "./publish-open-data.ts";

type IndexWorld = Pick<World, "items" | "settings" | "objects" | "clock" | "pause">;

/** Brings how an act is found up to date with what is published of it. Answers whether anything changed. */
export async function indexAct(world: IndexWorld, actId: string): Promise<boolean> {
  const head = await loadHead(world.items, world.settings.tenant, actId);
  if (head?.state !== "PUBLISHED" && head?.state !== "UNPUBLISHED" && head?.state !== "ARCHIVED") return false;
  if (romeDay(world.clock()) > head.publication.transparency.to || !isShowable(head))
    return logSearchChange(world, { ver: head.ver, gone: { actId, year: head.registration.year } });
  const entry = searchEntryOf(await publishedView(world.objects, head));
  return logSearchChange(world, { ver: head.ver, entry });
}

/**
 * Indexes every published act of a store that was filled before there was an index; nothing where there is one. Answers
 * how many. Safe to repeat.
 */
export async function indexPublishedActs(world: IndexWorld & Pick<World, "newId">, force = false): Promise<number> {
  const { tenant } = world.settings;
  const counters = await world.items.query({ pk: keys.searchCounters(tenant), limit: 1 });
  if (counters.items.length > 0 && !force) return 0;
  let count = 0;
  for await (const item of allItems(world.items, { index: "gsi3", pk: `${tenant}#PUB` })) {
    const actId = actIdIn(item);
    if (await indexAct(world, actId)) count += 1;
    await publishActData(world, actId);
  }
  return count;
}
