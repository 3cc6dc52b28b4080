import { allItems, type Item } from "../ports/items.ts";
import type { World } from "../world.ts";
import { duePk, dueShards } from "./keys.ts";

/**
 * Items of a kind in the index of what falls due, up to now or (`all`) whatever their moment, each read by its key: the
 * index may lag, and shows no more than the kind. One that is not due any more is left out.
 */
export async function* dueItems(
  world: Pick<World, "items" | "clock">,
  kind: string,
  { all = false }: { readonly all?: boolean } = {},
): AsyncGenerator<Item> {
  const sk = all ? {} : { sk: { to: `${world.clock()}~` } };
  for (let shard = 0; shard < dueShards; shard += 1)
    for await (const entry of allItems(world.items, { index: "gsi4", pk: duePk(shard), ...sk })) {
      if (entry["due"] !== kind) continue;
      const item = await world.items.get({ pk: entry.pk, sk: entry.sk });
      if (item?.["due"] === kind && item["gsi4sk"] === entry["gsi4sk"]) yield item;
    }
}
