import * as z from "zod";
import { allItems, type Item, type Items, type Value } from "../ports/items.ts";
import { keys } from "./keys.ts";

/**
 * What became of a mail stands in an item of its own (`DLV#`) where it did not simply arrive, or where others of the same
 * event were sent after it. Of the last one that did arrive the event's entry tells it, which is written anyway to say
 * that the event was delivered.
 */
export type NotedMail = {
  readonly target: string;
  readonly who: string;
  readonly kind: string;
  readonly at: string;
  readonly message: string;
};

/** What the entry says of it; `mailed` stands apart because a bounce is recorded on the condition that it is that mail. */
export const notedMail = ({ message, ...delivery }: NotedMail): { readonly [name: string]: Value } => ({
  delivery,
  mailed: message,
});
export const notedMailAttributes = ["delivery", "mailed"] as const;

const noted = z.object({
  id: z.string(),
  actId: z.string(),
  mailed: z.string(),
  delivery: z.object({ target: z.string(), who: z.string(), kind: z.string(), at: z.string() }),
});

/** The same as the item of a delivery, as it is or would be stored; nothing where the entry tells of no mail. */
export function deliveryIn(entry: Item | undefined): Item | undefined {
  const { data } = noted.safeParse(entry);
  if (!data) return undefined;
  const { target, ...delivery } = data.delivery;
  const sent = { state: "SENT", status: "", attempts: 1, actId: data.actId, message: data.mailed };
  return { ...keys.delivery(data.id, target), ...sent, ...delivery };
}

/** Every mail of an event, whatever became of it, by the event's entry; one that has an item of its own comes last. */
export async function* deliveriesOf(items: Items, entry: Item): AsyncGenerator<Item> {
  const own = deliveryIn(entry);
  if (own) yield own;
  yield* allItems(items, { pk: `EVT#${entry["id"]}`, sk: { beginsWith: "DLV#" } });
}

/**
 * A mail's id says of which event it is, so that a bounce, which names the mail alone, needs no item to be found by. It
 * begins with an id of its own: mails sort by when they were made.
 */
export const messageId = (id: string, { actId, seq }: { readonly actId: string; readonly seq: number }): string =>
  `${id}${String(seq).padStart(8, "0")}${actId}`;

/** Of which event a mail is; nothing for an id of before, or of another mail. */
export function readMessageId(message: string): { readonly actId: string; readonly seq: number } | undefined {
  const [, seq, actId] = /^[0-9A-Z]{26}(\d{8})([0-9A-Za-z]{1,64})$/.exec(message) ?? [];
  return seq === undefined || actId === undefined ? undefined : { actId, seq: Number(seq) };
}
