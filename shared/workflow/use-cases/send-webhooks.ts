import * as z from "zod";
import { dueItems } from "../model/due-items.ts";
import { later, minute, ttlAfter } from "../model/ttl.ts";
import { undeliveredKeys } from "../model/undelivered-items.ts";
import { webhookDueAt } from "../model/webhook-items.ts";
import { webhookHeaders } from "../model/webhook-signature.ts";
import type { Action, Item, Value } from "../ports/items.ts";
import type { Webhooks } from "../ports/webhooks.ts";
import type { World } from "../world.ts";

type HookWorld = Pick<World, "items" | "clock" | "webhooks">;

/** Minutes until the next try, after each; about three days in all, as Standard Webhooks recommends, then it is given up. */
const waits = [0.1, 5, 30, 120, 300, 600, 840, 1200, 1440] as const;
const keepDays = 30;

const deliverySchema = z.object({
  pk: z.string(),
  sk: z.string(),
  state: z.enum(["WAITING", "SENT", "GIVEN_UP"]),
  attempts: z.int(),
  endpoint: z.string(),
  body: z.string(),
  event: z.string(),
  gsi4sk: z.string().optional(),
});
type HookDelivery = z.infer<typeof deliverySchema>;

/** Sends what is due now, each once. Answers how many were tried. A receiver that is slow or gone keeps nobody waiting. */
export async function sendDueWebhooks(world: HookWorld): Promise<number> {
  if (!world.webhooks) return 0;
  const due: HookDelivery[] = [];
  for await (const item of dueItems(world, "webhook")) due.push(deliverySchema.parse(item));
  const tried = await Promise.all(due.map((delivery) => tryOnce(world, world.webhooks as Webhooks, delivery)));
  return tried.filter(Boolean).length;
}

async function tryOnce(world: HookWorld, { endpoints, sender }: Webhooks, delivery: HookDelivery): Promise<boolean> {
  const { pk, sk, attempts, event, body } = delivery;
  const now = world.clock();
  const endpoint = endpoints.find((one) => one.id === delivery.endpoint);
  // The index may lag: what is due is decided by the item's own key.
  const current = await world.items.get({ pk, sk });
  if (current?.["gsi4sk"] !== delivery.gsi4sk || current?.["state"] !== "WAITING") return false;
  if (!endpoint) {
    await note(world, delivery, { state: "GIVEN_UP", status: "endpoint no longer set", ...found(world, delivery) });
    return false;
  }
  const seconds = Math.floor(Date.parse(now) / 1000);
  const answer = await sender.post({
    url: endpoint.url,
    headers: webhookHeaders(endpoint.secrets, event, seconds, body),
    body,
  });
  if (answer.ok) {
    await note(world, delivery, { state: "SENT", status: String(answer.status), attempts: attempts + 1 });
    return true;
  }
  const status = answer.status === undefined ? answer.problem : `${answer.problem} ${answer.status}`;
  const wait = waits[attempts];
  // 410: the receiver says that it is gone for good.
  if (wait === undefined || answer.status === 410)
    await note(world, delivery, { state: "GIVEN_UP", status, attempts: attempts + 1, ...found(world, delivery) });
  else {
    const next = webhookDueAt(`${event}#${endpoint.id}`, later(now, wait * minute));
    await note(world, delivery, { state: "WAITING", status, attempts: attempts + 1, ...next });
  }
  return true;
}

const toldSchema = z.object({ data: z.object({ body: z.string() }) });

/** Where operators find what was given up; the body of the webhook says whose it is. */
function found({ clock }: HookWorld, { body, event, endpoint }: HookDelivery) {
  const { data } = toldSchema.parse(JSON.parse(body));
  return undeliveredKeys(data.body, clock(), event, `hook#${endpoint}`);
}

async function note(world: HookWorld, { pk, sk, gsi4sk }: HookDelivery, set: Omit<Item, "pk" | "sk">): Promise<void> {
  const isOver = set["state"] !== "WAITING";
  const update: Action = {
    update: { pk, sk },
    set: {
      ...(set as { [name: string]: Value }),
      at: world.clock(),
      ...(isOver ? ttlAfter(world.clock(), keepDays) : {}),
    },
    ...(isOver
      ? { remove: set["state"] === "SENT" ? ["gsi4pk", "gsi4sk", "due", "body"] : ["gsi4pk", "gsi4sk", "due"] }
      : {}),
    if: { attr: "gsi4sk", op: "=", value: gsi4sk ?? "" },
  };
  await world.items.transact([update]);
}
