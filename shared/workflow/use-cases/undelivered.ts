import * as z from "zod";
import type { ActHead } from "../../act/index.ts";
import { loadHead } from "../model/commit.ts";
import { keys } from "../model/keys.ts";
import { findPerson } from "../model/people.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import {
  type DeskEntry,
  deskActions,
  deskLogged,
  undeliveredAttributes,
  undeliveredPk,
} from "../model/undelivered-items.ts";
import { webhookDueAt } from "../model/webhook-items.ts";
import { type Action, allItems, type Item, type Key } from "../ports/items.ts";
import type { World } from "../world.ts";
import { outboxEvent } from "./consume.ts";
import { undeliveredMails } from "./read-deliveries.ts";
import { sendEventAgain } from "./resume-act.ts";

type DeskWorld = Pick<World, "settings" | "items" | "clock" | "newId">;

/** A mail or a webhook that did not arrive: for good, or not yet. */
export type Undelivered = {
  /** The event and the target name the delivery. */
  readonly event: string;
  readonly target: string;
  readonly channel: "mail" | "webhook";
  readonly state: "FAILED" | "WAITING" | "GIVEN_UP";
  readonly actId: string;
  readonly subject: string;
  /** The person's name, or the endpoint's id. */
  readonly to: string;
  /** Which notice, or which type of event. */
  readonly kind: string;
  readonly status: string;
  readonly attempts: number;
  readonly at: string;
};

const itemSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  gsi2sk: z.string(),
  state: z.enum(["FAILED", "WAITING", "GIVEN_UP"]),
  status: z.string().default(""),
  attempts: z.int(),
  at: z.string(),
});
const bodySchema = z.object({ type: z.string(), data: z.object({ act: z.string() }) });

const eventOf = (pk: string) => pk.slice("EVT#".length);
const targetOf = (sk: string) => sk.slice("DLV#".length);

/** A page of what did not arrive, the newest first. A mail that a later one to the same person made up for is left out. */
export async function listUndelivered(
  world: Pick<World, "settings" | "items">,
  { limit, before }: { readonly limit: number; readonly before: string | undefined },
): Promise<{ readonly items: readonly Undelivered[]; readonly last: string | undefined }> {
  const { items, settings } = world;
  const sk = before === undefined ? {} : { sk: { to: before } };
  const pk = undeliveredPk(settings.tenant);
  const found = await items.query({ index: "gsi2", pk, ...sk, limit: limit + 2, order: "descending" });
  const rest = found.items.filter((item) => item["gsi2sk"] !== before);
  const page = rest.slice(0, limit);
  const heads = new Map<string, { readonly head: ActHead; readonly open: ReadonlySet<string> } | undefined>();
  const shown: Undelivered[] = [];
  for (const entry of page) {
    // The index shows the keys alone, and may lag.
    const item = await items.get({ pk: entry.pk, sk: entry.sk });
    const one = item?.["gsi2pk"] === pk ? await undeliveredOf(world, item, heads) : undefined;
    if (one) shown.push(one);
  }
  const last = rest.length > page.length ? page.at(-1)?.["gsi2sk"] : undefined;
  return { items: shown, last: typeof last === "string" ? last : undefined };
}

type KnownActs = Map<string, { readonly head: ActHead; readonly open: ReadonlySet<string> } | undefined>;

async function undeliveredOf(
  world: Pick<World, "settings" | "items">,
  item: Item,
  known: KnownActs,
): Promise<Undelivered | undefined> {
  const { pk, sk, state, status, attempts, at } = itemSchema.parse(item);
  const [event, target] = [eventOf(pk), targetOf(sk)];
  const told = factsOf(item);
  if (!told) return undefined;
  if (!known.has(told.actId)) {
    const head = await loadHead(world.items, world.settings.tenant, told.actId);
    const open = head ? await undeliveredMails(world, head) : [];
    known.set(told.actId, head && { head, open: new Set(open.map((one) => `${one.event}#${one.target}`)) });
  }
  const act = known.get(told.actId);
  if (!act || (told.channel === "mail" && !act.open.has(`${event}#${target}`))) return undefined;
  const to = told.channel === "mail" ? await nameOf(world, act.head, told.to) : told.to;
  const subject = act.head.subject;
  return { event, target, ...told, to, subject, state, status, attempts, at };
}

function factsOf(item: Item): Pick<Undelivered, "channel" | "actId" | "to" | "kind"> | undefined {
  if (typeof item["endpoint"] === "string") {
    const body = bodySchema.parse(JSON.parse(String(item["body"])));
    return { channel: "webhook", actId: body.data.act, to: item["endpoint"], kind: body.type };
  }
  const { actId, who, kind } = item;
  if (typeof actId !== "string" || typeof who !== "string" || typeof kind !== "string") return undefined;
  return { channel: "mail", actId, to: who, kind };
}

async function nameOf(world: Pick<World, "settings" | "items">, head: ActHead, who: string): Promise<string> {
  const assigned = head.route.flatMap((step) => step.assignments).find((one) => one.who === who);
  return assigned?.name ?? (await findPerson(world.items, world.settings.tenant, who))?.name ?? who;
}

export type DeliveryAsked = { readonly event: string; readonly target: string; readonly by: string };

/** An id and a target of ours: a longer text would be a key that no store takes. */
const keyOf = ({ event, target }: DeliveryAsked): Key | undefined =>
  /^[0-9A-Za-z]{1,40}$/.test(event) && /^[\w#.@:-]{1,300}$/.test(target) ? keys.delivery(event, target) : undefined;

async function openDelivery(world: DeskWorld, asked: DeliveryAsked): Promise<Item | undefined> {
  const key = keyOf(asked);
  const item = key && (await world.items.get(key));
  return item?.["gsi2pk"] === undefined ? undefined : item;
}

/**
 * Tries again what did not arrive, now. `tried` is false where there is nothing to try any more: somebody did already,
 * or it arrived in the meantime; so it may be pressed twice.
 */
export async function retryDelivery(
  world: DeskWorld,
  asked: DeliveryAsked,
): Promise<Answer<{ readonly tried: boolean }>> {
  const item = await openDelivery(world, asked);
  const told = item && factsOf(item);
  if (!item || !told) return keyOf(asked) ? answer({ tried: false }) : refuse(no("DELIVERY_NOT_FOUND"));
  const at = world.clock();
  const log = logged(world, { what: "retried", by: asked.by, at, actId: told.actId, about: aboutOf(told) });
  if (told.channel === "mail") return answer({ tried: await mailAgain(world, item, told.actId, asked, log) });
  const due = webhookDueAt(`${asked.event}#${told.to}`, at);
  const again: Action = {
    update: { pk: item.pk, sk: item.sk },
    set: { state: "WAITING", attempts: 0, at, ...due },
    remove: [...undeliveredAttributes, "ttl"],
    if: { attr: "state", op: "=", value: "GIVEN_UP" },
  };
  return answer({ tried: (await world.items.transact([again, log])).ok });
}

/** A mail is made anew when it is sent: its event goes to the mailer again, which has forgotten this delivery. */
async function mailAgain(world: DeskWorld, item: Item, actId: string, { event, by }: DeliveryAsked, log: Action) {
  const pk = keys.act(world.settings.tenant, actId);
  for await (const entry of allItems(world.items, { pk, sk: { beginsWith: "AUD#" } })) {
    const known = entry["id"] === event ? outboxEvent(entry) : undefined;
    if (known) return sendEventAgain(world, known, "mailer", [item], by, [log]);
  }
  return false;
}

export const shortestDeskReason = 10;

/** Closes what did not arrive: whoever answers for it was told another way. Nothing is sent any more. */
export async function resolveDelivery(
  world: DeskWorld,
  asked: DeliveryAsked & { readonly reason: string },
): Promise<Answer<{ readonly resolved: boolean }>> {
  const reason = asked.reason.trim();
  if (reason.length < shortestDeskReason || reason.length > 500 || !reason.isWellFormed())
    return refuse(
      no("REQUEST_NOT_VALID", {
        field: "reason",
        value: reason.slice(0, 40).toWellFormed() || "—",
        expectation: `da ${shortestDeskReason} a 500 caratteri / ${shortestDeskReason} to 500 characters`,
      }),
    );
  const item = await openDelivery(world, asked);
  const told = item && factsOf(item);
  if (!item || !told) return keyOf(asked) ? answer({ resolved: false }) : refuse(no("DELIVERY_NOT_FOUND"));
  const { by } = asked;
  const at = world.clock();
  const close: Action = {
    update: { pk: item.pk, sk: item.sk },
    set: { state: "RESOLVED", at, resolvedBy: by, reason },
    remove: [...undeliveredAttributes],
    if: { attr: "state", op: "=", value: String(item["state"]) },
  };
  const entry = { what: "resolved", by, at, actId: told.actId, about: aboutOf(told), reason } as const;
  return answer({ resolved: (await world.items.transact([close, logged(world, entry)])).ok });
}

const aboutOf = ({ channel, kind, to }: Pick<Undelivered, "channel" | "kind" | "to">) => `${channel} ${kind} → ${to}`;
const logged = (world: DeskWorld, entry: DeskEntry) => deskLogged(world.settings.tenant, world.newId(), entry);

const entrySchema = z.object({
  what: z.enum(deskActions),
  by: z.string(),
  at: z.string(),
  actId: z.string().optional(),
  about: z.string().optional(),
  reason: z.string().optional(),
});
export type DeskDone = z.infer<typeof entrySchema>;

/** What operators did at the desk, the newest first. */
export async function listDeskEntries(
  { items, settings }: Pick<World, "settings" | "items">,
  limit: number,
): Promise<readonly DeskDone[]> {
  const found = await items.query({ pk: keys.deskLogs(settings.tenant), limit, order: "descending" });
  return found.items.map((item) => entrySchema.parse(item));
}
