import { type ActEventType, actEventTypes } from "../../act/index.ts";
import { outboxKeys } from "../model/commit.ts";
import { keys } from "../model/keys.ts";
import { type Target, targetsOf } from "../model/targets.ts";
import type { Items, Value } from "../ports/items.ts";
import type { World } from "../world.ts";

/** An event of an act as the outbox holds it. */
export type OutboxEvent = {
  readonly id: string;
  readonly type: ActEventType;
  readonly tenant: string;
  readonly actId: string;
  readonly seq: number;
};

/** Reads an audit entry; `undefined` when it is none, or of a type that this version does not know. */
export function outboxEvent(item: { readonly [name: string]: Value | undefined }): OutboxEvent | undefined {
  const type = actEventTypes.find((known) => known === item["type"]);
  const { id, tenant, actId, seq } = item;
  if (
    !type ||
    typeof id !== "string" ||
    typeof tenant !== "string" ||
    typeof actId !== "string" ||
    typeof seq !== "number"
  )
    return undefined;
  return { id, type, tenant, actId, seq };
}

/** The event's own data, from the private payload. @throws when it was redacted before it was delivered. */
export async function eventData(items: Items, event: OutboxEvent): Promise<{ readonly [name: string]: Value }> {
  const item = await items.get(keys.payload(event.tenant, event.actId, event.seq));
  const told = item?.["event"];
  if (typeof told !== "object" || told === null || !("data" in told))
    throw new Error(`event ${event.id} has no payload`);
  return told["data"] as { readonly [name: string]: Value };
}

/**
 * Delivers an event to one target, at least once: the work is done, then the delivery is noted. When every target has
 * it, the event leaves the outbox. A crash in between repeats the work, so the work must be idempotent.
 */
export async function consume(
  world: Pick<World, "items" | "clock">,
  event: OutboxEvent,
  target: Target,
  work: () => Promise<void>,
): Promise<void> {
  const wanted = targetsOf(event.type);
  if (!wanted.includes(target)) return;
  const delivery = keys.delivery(event.id, target);
  if (!(await world.items.get(delivery))) {
    await work();
    await world.items.transact([{ put: { ...delivery, at: world.clock() } }]);
  }
  for (const other of wanted) if (!(await world.items.get(keys.delivery(event.id, other)))) return;
  await world.items.transact([
    { update: keys.audit(event.tenant, event.actId, event.seq), remove: ["gsi5pk", "gsi5sk", "problem"] },
  ]);
}

export const backoffMs = [1_000, 5_000, 30_000, 120_000, 600_000] as const;

/**
 * Puts off an event whose delivery failed, and says so on the event, so that the act's page can show it. On AWS the
 * write itself wakes the stream's consumers again.
 */
export async function putOff(
  world: Pick<World, "items" | "clock">,
  event: OutboxEvent,
  problem: string,
): Promise<void> {
  const key = keys.audit(event.tenant, event.actId, event.seq);
  const item = await world.items.get(key);
  if (!item?.["gsi5pk"]) return;
  const attempts = typeof item["attempts"] === "number" ? item["attempts"] : 0;
  const wait = backoffMs[Math.min(attempts, backoffMs.length - 1)] ?? 600_000;
  const due = new Date(Date.parse(world.clock()) + wait).toISOString();
  const again = outboxKeys(event.id, due);
  await world.items.transact([
    {
      update: key,
      set: { ...again, attempts: attempts + 1, problem: problem.slice(0, 500) },
      if: { exists: "gsi5pk" },
    },
  ]);
}
