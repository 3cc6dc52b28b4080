import { type ActEventType, actEventTypes } from "../../act/index.ts";
import { outboxKeys } from "../model/commit.ts";
import { keys } from "../model/keys.ts";
import { type Target, targetsOf } from "../model/targets.ts";
import type { Item, Items, Value } from "../ports/items.ts";
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
  const { tenant, actId, seq } = event;
  const told =
    toldIn(await items.get(keys.audit(tenant, actId, seq))) ??
    // Entries of before held it in an item beside them.
    toldIn({ told: await items.get(keys.payload(tenant, actId, seq)) });
  if (!told) throw new Error(`event ${event.id} has no payload`);
  return told.data;
}

type Told = { readonly data: { readonly [name: string]: Value } };

/** The event that an audit entry commits to; `undefined` when it was taken away, or is held beside the entry. */
export function toldIn(item: { readonly [name: string]: unknown } | undefined): Told | undefined {
  const told = item?.["told"];
  if (typeof told !== "object" || told === null || !("event" in told)) return undefined;
  const { event } = told;
  return typeof event === "object" && event !== null && "data" in event ? (event as Told) : undefined;
}

/** The attribute of an audit entry that says since when a consumer has had the event. */
export const hadBy = (target: Target) => `had_${target}`;

/**
 * Delivers an event to one target, at least once: the work is done, then the entry notes it. When every target has
 * it, the event leaves the outbox. A crash in between repeats the work, so the work must be idempotent.
 * `also` is asked when the work is done: what else the entry is to say in the same write.
 */
export async function consume(
  world: Pick<World, "items" | "clock">,
  event: OutboxEvent,
  target: Target,
  work: (entry: Item | undefined) => Promise<void>,
  also: () => { readonly [name: string]: Value } = () => ({}),
): Promise<void> {
  const wanted = targetsOf(event.type);
  if (!wanted.includes(target)) return;
  const key = keys.audit(event.tenant, event.actId, event.seq);
  const entry = await world.items.get(key);
  const isHad = entry?.[hadBy(target)] !== undefined;
  if (isHad && entry["gsi5pk"] === undefined) return;
  if (!isHad) await work(entry);
  const had = { update: key, set: { ...(isHad ? {} : also()), [hadBy(target)]: world.clock() } };
  const others = wanted.filter((other) => other !== target).map((other) => ({ exists: hadBy(other) }));
  // Of several that are done at once, each notes itself before it looks for the others: the last one sees all.
  if (others.length > 0) await world.items.transact([{ ...had, if: { exists: "pk" } }]);
  await world.items.transact([
    { ...had, remove: ["gsi5pk", "gsi5sk", "problem"], if: { all: [{ exists: "pk" }, ...others] } },
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
