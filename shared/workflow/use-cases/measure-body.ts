import { outboxPk, shards } from "../model/keys.ts";
import { lateLists } from "../model/trust-of.ts";
import { momentOfId } from "../ports/ids.ts";
import { allItems } from "../ports/items.ts";
import type { World } from "../world.ts";

/**
 * Seconds that the oldest undelivered event has waited since it happened, 0 when none waits. Also those that were put
 * off after a failure count: what fails again and again is what somebody must hear of.
 */
export async function outboxAge(world: Pick<World, "items" | "clock">): Promise<number> {
  const now = Date.parse(world.clock());
  let oldest = now;
  for (let shard = 0; shard < shards; shard += 1)
    for await (const item of allItems(world.items, { index: "gsi5", pk: outboxPk(shard) })) {
      const [, id = ""] = String(item["gsi5sk"]).split("#");
      oldest = Math.min(oldest, momentOfId(id) ?? now);
    }
  return Math.round((now - oldest) / 1000);
}

/** Days by which the latest trusted list is past its next update, 0 when all are in force. A closed scheme counts one. */
export async function listsOverdue(world: Pick<World, "trust" | "clock">): Promise<number> {
  const now = Date.parse(world.clock());
  const late = await lateLists(world.trust, world.clock());
  const days = late.map(({ until }) => (until === null ? 1 : Math.ceil((now - Date.parse(until)) / 86_400_000)));
  return Math.max(0, ...days);
}

/** Lists change every few months: once an hour is enough, and each look asks the bucket. */
const isFullHour = (now: string) => new Date(now).getUTCMinutes() === 0;

/** The numbers that nobody's work brings by itself; the sweep measures them, every minute. */
export async function measureBody(world: Pick<World, "items" | "trust" | "clock" | "journal">): Promise<void> {
  const { journal } = world;
  if (!journal) return;
  journal.measure("OutboxAgeSeconds", await outboxAge(world));
  if (world.trust && isFullHour(world.clock())) journal.measure("TrustListDaysOverdue", await listsOverdue(world));
}
