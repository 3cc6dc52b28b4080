import { deliveriesOf, deliveryIn, notedMailAttributes, readMessageId } from "../model/delivery-items.ts";
import { keys } from "../model/keys.ts";
import { undeliveredKeys } from "../model/undelivered-items.ts";
import type { Condition, Item, Items, Key } from "../ports/items.ts";
import type { World } from "../world.ts";

type BounceWorld = Pick<World, "settings" | "items" | "clock">;

/**
 * The provider says, afterwards, that a mail did not arrive. The act shows it from then on; the step goes on waiting,
 * and a corrected address or another sending mends it. Answers whether the message was one of ours.
 */
export async function recordBounce(
  world: BounceWorld,
  { message, status }: { readonly message: string; readonly status: string },
): Promise<boolean> {
  const found = await findMail(world, message);
  if (!found) return false;
  const { key, toldBy } = found;
  const at = world.clock();
  const [event, target] = [key.pk.slice("EVT#".length), key.sk.slice("DLV#".length)];
  const failed = {
    state: "FAILED",
    status: status.slice(0, 200),
    at,
    ...undeliveredKeys(world.settings.tenant, at, event, target),
  };
  const isThisMail = (attr: string): Condition => ({ attr, op: "=", value: message });
  const written = await world.items.transact(
    toldBy
      ? [
          { put: { ...toldBy.item, ...failed }, if: { absent: "pk" } },
          { update: toldBy.entry, remove: notedMailAttributes, if: isThisMail("mailed") },
        ]
      : [{ update: key, set: failed, if: isThisMail("message") }],
  );
  return written.ok;
}

/** A delivery, and where the event's entry alone tells of it, that entry and what it tells. */
type FoundMail = { readonly key: Key; readonly toldBy?: { readonly entry: Key; readonly item: Item } };

async function findMail({ items, settings }: BounceWorld, message: string): Promise<FoundMail | undefined> {
  const event = readMessageId(message);
  if (!event) return findMailOfBefore(items, message);
  const entry = keys.audit(settings.tenant, event.actId, event.seq);
  const stored = await items.get(entry);
  if (!stored) return undefined;
  const item = deliveryIn(stored);
  if (item?.["message"] === message) return { key: { pk: item.pk, sk: item.sk }, toldBy: { entry, item } };
  for await (const { pk, sk, ...delivery } of deliveriesOf(items, stored))
    if (delivery["message"] === message) return { key: { pk, sk } };
  return undefined;
}

/** Ids of mails said nothing once: an item of each named its delivery, for a month. */
async function findMailOfBefore(items: Items, message: string): Promise<FoundMail | undefined> {
  if (!/^[0-9A-Z]{1,40}$/.test(message)) return undefined;
  const delivery = (await items.get(keys.message(message)))?.["delivery"];
  if (typeof delivery !== "object" || delivery === null || !("pk" in delivery) || !("sk" in delivery)) return undefined;
  return { key: { pk: String(delivery["pk"]), sk: String(delivery["sk"]) } };
}
