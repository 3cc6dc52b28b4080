import { canonicalJson, type Json } from "../../act/index.ts";
import type { Action, Value } from "../ports/items.ts";
import type { HeardEndpoint } from "../ports/webhooks.ts";
import { duePk, keys, shardOf } from "./keys.ts";

export type ToldEvent = {
  readonly id: string;
  readonly type: string;
  readonly tenant: string;
  readonly actId: string;
  readonly seq: number;
  readonly at: string;
  readonly data: { readonly [name: string]: Value | undefined };
};

const isWanted = (endpoint: HeardEndpoint, type: string) => endpoint.events?.includes(type) ?? true;

/** What may leave: numbers, states, digests, dates. Events hold no names and no free text; should one ever, it stays here. */
const safe =
  /^(?:\d{1,10}|\d{1,10}\/\d{4}|[0-9A-F]{64}|[A-Z][A-Z_]{1,40}|[a-z][a-z-]{1,40}|\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?)$/;
const withoutText = (data: ToldEvent["data"]) =>
  Object.fromEntries(
    Object.entries(data).filter(
      ([, value]) => value === null || typeof value === "number" || (typeof value === "string" && safe.test(value)),
    ),
  );

/** The body that every try sends: the same bytes under the same id, so that a receiver can tell a repetition. */
export const webhookBody = ({ id, type, tenant, actId, seq, at, data }: ToldEvent): string =>
  canonicalJson({ id, type, timestamp: at, data: { ...withoutText(data), body: tenant, act: actId, seq } } as Json);

/** Who hears of changes: all that a change must know of them. */
export type Hearing = { readonly endpoints: readonly HeardEndpoint[] };

/**
 * Queues an event for every endpoint that wants it, to be written with the change itself: what did not happen is told
 * to nobody, and what happened cannot be lost on the way.
 */
export function webhookItems(webhooks: Hearing | undefined, event: ToldEvent): Action[] {
  return (webhooks?.endpoints ?? [])
    .filter((endpoint) => isWanted(endpoint, event.type))
    .map((endpoint) => ({
      put: {
        ...keys.delivery(event.id, `hook#${endpoint.id}`),
        state: "WAITING",
        attempts: 0,
        endpoint: endpoint.id,
        event: event.id,
        body: webhookBody(event),
        ...webhookDueAt(`${event.id}#${endpoint.id}`, event.at),
      },
      if: { absent: "pk" },
    }));
}

export const webhookDueAt = (ref: string, at: string) => ({
  due: "webhook",
  gsi4pk: duePk(shardOf(ref)),
  gsi4sk: `${at}#${ref}`,
});
