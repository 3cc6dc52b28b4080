import { type ActEventType, type ActHead, actEventTypes, currentRouteItems, whoCanMove } from "../../act/index.ts";
import { itemActions } from "../model/act-items.ts";
import { loadHead, outboxKeys } from "../model/commit.ts";
import { deliveriesOf } from "../model/delivery-items.ts";
import { settleDue } from "../model/due-acts.ts";
import { keys } from "../model/keys.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { type Target, targetsOf } from "../model/targets.ts";
import { type Action, allItems, type Item } from "../ports/items.ts";
import type { World } from "../world.ts";
import { hadBy, type OutboxEvent, outboxEvent } from "./consume.ts";

type ResumeWorld = Pick<World, "settings" | "items" | "clock">;

/** What was taken up again. All zero: nothing was left lying. */
export type Resumed = {
  /** Events that go to their consumers again, now. */
  readonly events: number;
  /** Mails that had failed for good or waited, and are tried again. */
  readonly mails: number;
  /** Entries of worklists and of what falls due that were missing. */
  readonly entries: number;
};

/**
 * "Riprendi": takes up again whatever of an act was left lying, without changing the act. Events that some consumer has
 * not had, or that should have moved the act and did not, go out again; mails that failed are tried again; missing
 * entries of worklists and dues are written anew. Every consumer is idempotent, so it may be pressed as often as one
 * likes. Who asked stays on the events.
 */
export async function resumeAct(
  world: ResumeWorld,
  request: { readonly actId: string; readonly by: string },
): Promise<Answer<Resumed>> {
  const { tenant } = world.settings;
  const head = await loadHead(world.items, tenant, request.actId);
  if (!head) return refuse(no("ACT_NOT_FOUND"));
  const audit: Item[] = [];
  const pk = keys.act(tenant, head.actId);
  for await (const item of allItems(world.items, { pk, sk: { beginsWith: "AUD#" } })) audit.push(item);
  const owed = stuckAt(head, audit);
  const failed = await mailsToTry(world, audit);
  let events = 0;
  for (const item of audit) {
    const event = outboxEvent(item);
    const again = event && (owed.get(event.id) ?? (failed.has(event.id) ? "mailer" : undefined));
    if (event && (again !== undefined || (await isOwed(world, event, item))))
      events += (await sendEventAgain(world, event, again, failed.get(event.id) ?? [], request.by)) ? 1 : 0;
  }
  const mails = [...failed.values()].flat().length;
  return answer({ events, mails, entries: await restoreEntries(world, head) });
}

/** What a function of ours owes the act by the machine's own answer, and the event that should have made it do so. */
const movedBy: Readonly<Record<string, { readonly target: Target; readonly types: readonly ActEventType[] }>> = {
  render: { target: "renderer", types: ["act.submitted.v1"] },
  number: { target: "registrar", types: ["act.signed.v1"] },
  seal: { target: "sealer", types: ["act.numbered.v1"] },
  publish: { target: "publisher", types: ["act.sealed.v1", "act.copy-revised.v1"] },
};

function stuckAt(head: ActHead, audit: readonly Item[]): Map<string, Target> {
  const owed = new Map<string, Target>();
  for (const mover of whoCanMove(head)) {
    const by = mover.by === "system" ? movedBy[mover.how] : undefined;
    const last = audit.filter((item) => by?.types.some((type) => type === item["type"])).at(-1);
    if (by && typeof last?.["id"] === "string") owed.set(last["id"], by.target);
  }
  return owed;
}

/** The last word to each person about this act, where it is not that the mail was taken. */
async function mailsToTry(world: ResumeWorld, audit: readonly Item[]): Promise<Map<string, Item[]>> {
  const last = new Map<string, { readonly event: string; readonly item: Item }>();
  for (const entry of audit) {
    const type = actEventTypes.find((known) => known === entry["type"]);
    if (!type || !targetsOf(type).includes("mailer")) continue;
    const event = String(entry["id"]);
    for await (const item of deliveriesOf(world.items, entry))
      if (typeof item["who"] === "string") last.set(item["who"], { event, item });
  }
  const failed = new Map<string, Item[]>();
  for (const { event, item } of last.values())
    if (item["state"] === "FAILED" || item["state"] === "WAITING")
      failed.set(event, [...(failed.get(event) ?? []), item]);
  return failed;
}

/** An event that a consumer has not had, whatever the outbox says. */
async function isOwed({ items }: ResumeWorld, event: OutboxEvent, entry: Item): Promise<boolean> {
  for (const target of targetsOf(event.type)) {
    if (entry[hadBy(target)] !== undefined) continue;
    // Deliveries of before are noted in items of their own.
    if (!(await items.get(keys.delivery(event.id, target)))) return true;
  }
  return false;
}

/** Puts an event back for a consumer that had it, which forgets these deliveries of it. Answers whether it was there. */
export async function sendEventAgain(
  { items, clock }: Pick<World, "items" | "clock">,
  event: OutboxEvent,
  target: Target | undefined,
  mails: readonly Item[],
  by: string,
  also: readonly Action[] = [],
): Promise<boolean> {
  const now = clock();
  const forget: Action[] = [...mails.map(({ pk, sk }): Action => ({ delete: { pk, sk } }))];
  const written = await items.transact([
    {
      update: keys.audit(event.tenant, event.actId, event.seq),
      set: { ...outboxKeys(event.id, now), attempts: 0, resumedAt: now, resumedBy: by },
      remove: ["problem", ...(target ? [hadBy(target)] : [])],
      if: { exists: "pk" },
    },
    ...forget,
    ...also,
  ]);
  return written.ok;
}

/** Writes anew what indexes should have of open steps and uploads; an entry that is there already stays as it is. */
async function restoreEntries(world: ResumeWorld, head: ActHead): Promise<number> {
  const { items } = world;
  let restored = (await settleDue(world, head)) ? 1 : 0;
  for (const entry of currentRouteItems(head)) {
    for (const action of itemActions(head, entry)) {
      const key = "put" in action ? action.put : "update" in action ? action.update : undefined;
      if (!key || (await items.get({ pk: key.pk, sk: key.sk }))) continue;
      // The head may have moved on in the meantime; then this entry is no longer what it should be.
      const isStill = {
        check: keys.head(head.tenant, head.actId),
        if: { attr: "ver", op: "=", value: head.ver },
      } as const;
      restored += (await items.transact([action, isStill])).ok ? 1 : 0;
    }
  }
  return restored;
}
