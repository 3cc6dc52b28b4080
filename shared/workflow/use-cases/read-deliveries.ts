import * as z from "zod";
import { type ActHead, actEventTypes } from "../../act/index.ts";
import { deliveriesOf } from "../model/delivery-items.ts";
import { keys } from "../model/keys.ts";
import { findPerson } from "../model/people.ts";
import { targetsOf } from "../model/targets.ts";
import { allItems } from "../ports/items.ts";
import type { World } from "../world.ts";

const deliverySchema = z.object({
  state: z.enum(["SENT", "WAITING", "FAILED", "RESOLVED"]),
  who: z.string(),
  kind: z.string(),
  status: z.string(),
  attempts: z.int(),
  at: z.string(),
  nextAt: z.string().optional(),
});

/** A mail that did not arrive: for good (`FAILED`: the address is to be corrected), or not yet. */
export type UndeliveredMail = Omit<z.infer<typeof deliverySchema>, "state"> & {
  readonly state: "WAITING" | "FAILED";
  readonly name: string;
  /** They name the delivery. */
  readonly event: string;
  readonly target: string;
};

/**
 * Mails about the act that did not arrive, the newest first: the last word to each person, so that a later one that
 * arrived closes the matter. What a person cannot be told by mail somebody must see on the act.
 */
export async function undeliveredMails(
  world: Pick<World, "settings" | "items">,
  head: ActHead,
): Promise<readonly UndeliveredMail[]> {
  const { items, settings } = world;
  const last = new Map<string, z.infer<typeof deliverySchema> & { readonly event: string; readonly target: string }>();
  for await (const audit of allItems(items, {
    pk: keys.act(settings.tenant, head.actId),
    sk: { beginsWith: "AUD#" },
  })) {
    const type = actEventTypes.find((known) => known === audit["type"]);
    if (!type || !targetsOf(type).includes("mailer")) continue;
    for await (const item of deliveriesOf(items, audit)) {
      const delivery = deliverySchema.safeParse(item);
      if (delivery.success)
        last.set(delivery.data.who, { ...delivery.data, event: String(audit["id"]), target: item.sk.slice(4) });
    }
  }
  const open = [...last.values()]
    .flatMap((one) => (one.state === "FAILED" || one.state === "WAITING" ? [{ ...one, state: one.state }] : []))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  return Promise.all(open.map(async (one) => ({ ...one, name: await nameOf(world, head, one.who) })));
}

async function nameOf(world: Pick<World, "settings" | "items">, head: ActHead, who: string): Promise<string> {
  const assigned = head.route.flatMap((step) => step.assignments).find((one) => one.who === who);
  return assigned?.name ?? (await findPerson(world.items, world.settings.tenant, who))?.name ?? who;
}
