import * as z from "zod";
import { romeDay } from "../../act/index.ts";
import { changeAct } from "../model/change-act.ts";
import { duePk, keys, outboxPk, shards } from "../model/keys.ts";
import { allItems, type Item } from "../ports/items.ts";
import type { ObjectRef } from "../ports/objects.ts";
import type { ChangeWorld, World } from "../world.ts";
import { type OutboxEvent, outboxEvent } from "./consume.ts";
import { uploadKey } from "./permit-upload.ts";

const dueUpload = z.object({ actId: z.string(), slotId: z.string() });
const dueTakeDown = z.object({ head: z.object({ actId: z.string() }) }).transform(({ head }) => head);

type SweepWorld = ChangeWorld & Pick<World, "objects">;

/** Events that wait in the outbox and are due, the oldest first in each partition. */
export async function dueEvents(world: Pick<World, "items" | "clock">): Promise<OutboxEvent[]> {
  const now = `${world.clock()}~`;
  const events: OutboxEvent[] = [];
  for (let shard = 0; shard < shards; shard += 1)
    for await (const item of allItems(world.items, { index: "gsi5", pk: outboxPk(shard), sk: { to: now } })) {
      const event = outboxEvent(item);
      if (event) events.push(event);
    }
  return events;
}

/**
 * Writes to each due event, so that the table's stream tells its consumers again; the embedded run delivers due events
 * itself and needs no nudge. Answers how many.
 */
export async function nudgeDueEvents(world: Pick<World, "items" | "clock">): Promise<number> {
  const events = await dueEvents(world);
  for (const event of events)
    await world.items.transact([
      {
        update: keys.audit(event.tenant, event.actId, event.seq),
        set: { nudgedAt: world.clock() },
        if: { exists: "gsi5pk" },
      },
    ]);
  return events.length;
}

/** Objects that arrived for an upload that is still open: their event was lost, or is on its way. */
export async function arrivedUploads(world: SweepWorld): Promise<ObjectRef[]> {
  const arrived: ObjectRef[] = [];
  for await (const item of dueItems(world, "upload")) {
    const { actId, slotId } = dueUpload.parse(item);
    const head = await world.objects.head({ bucket: "intake", key: uploadKey(actId, slotId) });
    if (head) arrived.push({ bucket: "intake", key: head.key, version: head.version });
  }
  return arrived;
}

/** Takes down what the albo has shown for its term. Answers how many. */
export async function takeDownExpired(world: SweepWorld): Promise<number> {
  let count = 0;
  const today = romeDay(world.clock());
  for await (const item of dueItems(world, "take-down")) {
    const { actId } = dueTakeDown.parse(item);
    const taken = await changeAct(world, actId, (head) =>
      head.state === "PUBLISHED" && today > head.publication.albo.to
        ? { command: { type: "takeDown", today } }
        : { done: true },
    );
    if (taken.ok && taken.value.changed) count += 1;
  }
  return count;
}

async function* dueItems(world: Pick<World, "items" | "clock">, kind: string): AsyncGenerator<Item> {
  const to = `${world.clock()}~`;
  for (let shard = 0; shard < shards; shard += 1)
    for await (const item of allItems(world.items, { index: "gsi4", pk: duePk(shard), sk: { to } }))
      if (item["due"] === kind) yield item;
}
