import type { ActEvent, ActHead, ActItem, Json, Reduced } from "../../act/index.ts";
import { auditEntry, commitTo } from "../../register/index.ts";
import { type Action, allItems, type Item, type Items, type Transacted, type Value } from "../ports/items.ts";
import type { NewId, RandomBytes } from "../ports/world.ts";
import { itemActions, replacedVerdicts } from "./act-items.ts";
import { headActions, headIn, type StoredHead } from "./head-items.ts";
import { joinUpdates } from "./join-updates.ts";
import { keys, outboxPk, shardOf } from "./keys.ts";
import { targetsOf } from "./targets.ts";
import { type Hearing, webhookItems } from "./webhook-items.ts";

export type CommitWorld = {
  readonly items: Items;
  readonly newId: NewId;
  readonly randomBytes: RandomBytes;
  readonly webhooks?: Hearing;
};

/**
 * Stores what the reducer answered: head, items and audit entries in one transaction, conditional on the version that
 * the reducer saw. The audit entry is the outbox: an event and the change that caused it cannot be parted.
 * `extra` are the use case's own actions (a link spent, a register's counter), all or nothing with the rest.
 */
export async function commit(
  world: CommitWorld,
  before: StoredHead | undefined,
  reduced: Reduced,
  extra: readonly Action[] = [],
): Promise<Transacted & { readonly head: ActHead }> {
  const { head, actions } = commitActions(world, before, reduced);
  return { ...(await world.items.transact(joinUpdates([...actions, ...extra]))), head };
}

/** What a change writes, for a transaction that changes more than one act. */
export function commitActions(
  world: CommitWorld,
  before: StoredHead | undefined,
  reduced: Reduced,
): { readonly head: ActHead; readonly actions: Action[] } {
  const { head, actions: audit } = chainEvents(world, before?.head, reduced, reduced.head.updatedAt);
  const actions: Action[] = [
    ...headActions(before, head),
    ...replacedVerdicts(before?.head, head),
    ...reduced.items.flatMap((item: ActItem) => itemActions(head, item)),
    ...audit,
  ];
  return { head, actions: joinUpdates(actions) };
}

function chainEvents(world: CommitWorld, before: ActHead | undefined, reduced: Reduced, now: string) {
  let seq = before?.auditSeq ?? 0;
  let prev = before?.auditHead ?? "";
  const { tenant, actId } = reduced.head;
  const actions = reduced.events.flatMap((event: ActEvent): Action[] => {
    seq += 1;
    const id = world.newId();
    const salt = hex(world.randomBytes(16));
    const told: Json = { id, type: event.type, subject: actId, time: now, data: { ...event.data, seq } };
    const entry = auditEntry(prev, seq, commitTo(salt, told));
    prev = entry.hash;
    const waiting = targetsOf(event.type).length > 0 ? outboxKeys(id, now) : {};
    return [
      {
        put: {
          ...keys.audit(tenant, actId, seq),
          ...entry,
          id,
          type: event.type,
          at: now,
          tenant,
          actId,
          ...waiting,
          // What the entry only commits to: the one attribute that redaction takes away.
          told: { salt, event: told as Value },
        },
        if: { absent: "pk" },
      },
      ...webhookItems(world.webhooks, { id, type: event.type, tenant, actId, seq, at: now, data: event.data }),
    ];
  });
  return { head: { ...reduced.head, auditSeq: seq, auditHead: prev } as ActHead, actions };
}

/** Index keys of an event that is still to be delivered; `at` is when it is next due. */
export const outboxKeys = (eventId: string, at: string) => ({
  gsi5pk: outboxPk(shardOf(eventId)),
  gsi5sk: `${at}#${eventId}`,
});

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Letters and digits: it is part of keys and of addresses. */
export const isActId = (text: string): boolean => /^[A-Za-z0-9]{1,64}$/.test(text);

const attempts = 20;

/** The act's head and how it is stored; `undefined` when there is none. @throws when what is stored is not a head. */
export async function loadStored(items: Items, tenant: string, actId: string): Promise<StoredHead | undefined> {
  // An id comes from an address: what cannot be one must not reach the store's limits on keys.
  if (!isActId(actId)) return undefined;
  const { pk, sk } = keys.head(tenant, actId);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const found: Item[] = [];
    for await (const item of allItems(items, { pk, sk: { beginsWith: sk } })) found.push(item);
    const stored = headIn(found);
    // A transaction is seen item by item while it is written: a moment later it is there as a whole.
    if (stored !== "torn") return stored;
  }
  throw new Error(`act ${actId}: its head was of two versions ${attempts} times`);
}

/** The act's head alone. */
export async function loadHead(items: Items, tenant: string, actId: string): Promise<ActHead | undefined> {
  return (await loadStored(items, tenant, actId))?.head;
}
