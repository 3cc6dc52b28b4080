import { type ActEvent, type ActHead, type ActItem, headSchema, type Json, type Reduced } from "../../act/index.ts";
import { auditEntry, commitTo } from "../../register/index.ts";
import type { Action, Item, Items, Transacted, Value } from "../ports/items.ts";
import type { Webhooks } from "../ports/webhooks.ts";
import type { NewId, RandomBytes } from "../ports/world.ts";
import { itemActions } from "./act-items.ts";
import { duePk, keys, outboxPk, shardOf } from "./keys.ts";
import { targetsOf } from "./targets.ts";
import { webhookItems } from "./webhook-items.ts";

export type CommitWorld = {
  readonly items: Items;
  readonly newId: NewId;
  readonly randomBytes: RandomBytes;
  readonly webhooks?: Pick<Webhooks, "endpoints">;
};

/**
 * Stores what the reducer answered: head, items and audit entries in one transaction, conditional on the version that
 * the reducer saw. The audit entry is the outbox: an event and the change that caused it cannot be parted.
 * `extra` are the use case's own actions (a link spent, a register's counter), all or nothing with the rest.
 */
export async function commit(
  world: CommitWorld,
  before: ActHead | undefined,
  reduced: Reduced,
  extra: readonly Action[] = [],
): Promise<Transacted & { readonly head: ActHead }> {
  const { head, actions } = commitActions(world, before, reduced);
  return { ...(await world.items.transact([...actions, ...extra])), head };
}

/** What a change writes, for a transaction that changes more than one act. */
export function commitActions(
  world: CommitWorld,
  before: ActHead | undefined,
  reduced: Reduced,
): { readonly head: ActHead; readonly actions: Action[] } {
  const { head, actions: audit } = chainEvents(world, before, reduced, reduced.head.updatedAt);
  const actions: Action[] = [
    { put: headItem(head), if: before ? { attr: "ver", op: "=", value: before.ver } : { absent: "pk" } },
    ...reduced.items.flatMap((item: ActItem) => itemActions(head, item)),
    ...audit,
  ];
  return { head, actions };
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
        put: { ...keys.audit(tenant, actId, seq), ...entry, id, type: event.type, at: now, tenant, actId, ...waiting },
        if: { absent: "pk" },
      },
      { put: { ...keys.payload(tenant, actId, seq), salt, event: told as Value } },
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

/** The head as an item: `ver` stands outside for the conditions, the indexes for worklists and the portal. */
export function headItem(head: ActHead): Item {
  const { registration } = head;
  return {
    ...keys.head(head.tenant, head.actId),
    ver: head.ver,
    gsi2pk: `${head.tenant}#ACTS`,
    gsi2sk: `${head.createdAt}#${head.actId}`,
    ...(head.publication && registration
      ? { gsi3pk: `${head.tenant}#PUB`, gsi3sk: `${registration.year}#${String(registration.number).padStart(7, "0")}` }
      : {}),
    ...(head.state === "PUBLISHED"
      ? {
          due: "take-down",
          gsi4pk: duePk(shardOf(head.actId)),
          gsi4sk: `${head.publication.albo.to}T24#${head.actId}`,
        }
      : {}),
    ...((head.state === "UNPUBLISHED" || head.state === "ARCHIVED") && !head.publication.transparency.forgottenAt
      ? {
          due: "forget",
          gsi4pk: duePk(shardOf(head.actId)),
          gsi4sk: `${head.publication.transparency.to}T24#${head.actId}`,
        }
      : {}),
    head: JSON.parse(JSON.stringify(head)) as Value,
  };
}

/** Letters and digits: it is part of keys and of addresses. */
export const isActId = (text: string): boolean => /^[A-Za-z0-9]{1,64}$/.test(text);

/** The act's head as stored, parsed; `undefined` when there is none. @throws when what is stored is not a head. */
export async function loadHead(items: Items, tenant: string, actId: string): Promise<ActHead | undefined> {
  // An id comes from an address: what cannot be one must not reach the store's limits on keys.
  if (!isActId(actId)) return undefined;
  const item = await items.get(keys.head(tenant, actId));
  return item ? headSchema.parse(item["head"]) : undefined;
}
