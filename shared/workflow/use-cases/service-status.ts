import * as z from "zod";
import type { ActHead } from "../../act/index.ts";
import { loadHead, outboxKeys } from "../model/commit.ts";
import { duePk, keys, outboxPk, shards } from "../model/keys.ts";
import { type LateList, lateLists } from "../model/trust-of.ts";
import { deskLogged, undeliveredPk } from "../model/undelivered-items.ts";
import { allItems, type Items } from "../ports/items.ts";
import type { World } from "../world.ts";
import { outboxEvent } from "./consume.ts";

/** Nothing is counted beyond this: a page is not a report, and "more than" is answer enough. */
export const mostCounted = 500;

/** An act that a step of ours keeps waiting. */
export type StuckAct = {
  readonly actId: string;
  readonly subject: string;
  readonly code: string;
  readonly attempts: number;
  readonly at: string;
};

/** What an operator must know of the running service. Counts end at `mostCounted`. */
export type ServiceStatus = {
  readonly outbox: { readonly waiting: number; readonly failing: number; readonly oldest: string | null };
  readonly undelivered: { readonly mails: number; readonly webhooks: number };
  readonly seals: readonly StuckAct[];
  readonly timestamps: readonly StuckAct[];
  /** Signatures whose revocation is still asked for. */
  readonly evidence: number;
  readonly lists: { readonly known: boolean; readonly late: readonly LateList[] };
};

type StatusWorld = Pick<World, "settings" | "items" | "clock" | "trust">;

/** Reads how the service stands. Changes nothing. @throws when a store does not answer. */
export async function readServiceStatus(world: StatusWorld): Promise<ServiceStatus> {
  const { waiting, heads } = await outboxOf(world);
  const due = await dueOf(world);
  const lists = (await world.trust?.current())?.trustedLists?.lists ?? [];
  return {
    outbox: {
      waiting: waiting.length,
      failing: waiting.filter((one) => one.problem).length,
      oldest: waiting.map((one) => one.at).sort()[0] ?? null,
    },
    undelivered: await undeliveredCounts(world.items, world.settings.tenant),
    seals: heads.flatMap((head) => (head.sealError ? [stuck(head, head.sealError)] : [])),
    timestamps: due.untimed,
    evidence: due.evidence,
    lists: { known: lists.length > 0, late: await lateLists(world.trust, world.clock()) },
  };
}

const stuck = (head: ActHead, { code, attempts, at }: Pick<StuckAct, "code" | "attempts" | "at">): StuckAct => ({
  ...{ actId: head.actId, subject: head.subject },
  ...{ code, attempts, at },
});

async function outboxOf({ items, settings }: StatusWorld) {
  const waiting: { readonly at: string; readonly problem: boolean }[] = [];
  const failing = new Set<string>();
  for (let shard = 0; shard < shards && waiting.length < mostCounted; shard += 1)
    for await (const item of allItems(items, { index: "gsi5", pk: outboxPk(shard) })) {
      if (waiting.length >= mostCounted) break;
      const event = outboxEvent(item);
      if (!event) continue;
      // The index shows who is meant; what became of it stands on the event itself.
      const entry = await items.get(keys.audit(event.tenant, event.actId, event.seq));
      if (entry?.["gsi5pk"] === undefined) continue;
      const problem = typeof entry["problem"] === "string";
      waiting.push({ at: String(entry["at"]), problem });
      if (problem) failing.add(event.actId);
    }
  const heads = await Promise.all([...failing].slice(0, 50).map((actId) => loadHead(items, settings.tenant, actId)));
  return { waiting, heads: heads.filter((head) => head !== undefined) };
}

const uploadSchema = z.object({ actId: z.string() });

/** What waits for somebody outside: authorities that stamp, and those that say whether a certificate was revoked. */
async function dueOf({ items, settings }: StatusWorld) {
  const untimed: StuckAct[] = [];
  let evidence = 0;
  for (let shard = 0; shard < shards; shard += 1)
    for await (const item of allItems(items, { index: "gsi4", pk: duePk(shard) })) {
      if (item["due"] === "evidence" && evidence < mostCounted) evidence += 1;
      const upload =
        item["due"] === "upload" ? uploadSchema.safeParse(await items.get({ pk: item.pk, sk: item.sk })) : undefined;
      if (!upload?.success || untimed.length >= 50) continue;
      const head = await loadHead(items, settings.tenant, upload.data.actId);
      const missing = head?.timestampMissing;
      if (head && missing) untimed.push(stuck(head, missing));
    }
  return { untimed, evidence };
}

async function undeliveredCounts(items: Items, tenant: string) {
  const counts = { mails: 0, webhooks: 0 };
  for await (const item of allItems(items, { index: "gsi2", pk: undeliveredPk(tenant) })) {
    counts[item.sk.startsWith("DLV#hook#") ? "webhooks" : "mails"] += 1;
    if (counts.mails + counts.webhooks >= mostCounted) break;
  }
  return counts;
}

/** Makes everything that waits in the outbox due now. Consumers are idempotent, so it may be pressed as often as one likes. */
export async function retryOutbox(
  world: Pick<World, "settings" | "items" | "clock" | "newId">,
  { by }: { readonly by: string },
): Promise<{ readonly events: number }> {
  const now = world.clock();
  let events = 0;
  for (let shard = 0; shard < shards; shard += 1)
    for await (const item of allItems(world.items, { index: "gsi5", pk: outboxPk(shard), sk: { from: now } })) {
      const event = outboxEvent(item);
      if (!event || events >= mostCounted) continue;
      const written = await world.items.transact([
        {
          update: keys.audit(event.tenant, event.actId, event.seq),
          set: { ...outboxKeys(event.id, now), resumedAt: now, resumedBy: by },
          if: { exists: "gsi5pk" },
        },
      ]);
      events += written.ok ? 1 : 0;
    }
  if (events > 0)
    await world.items.transact([
      deskLogged(world.settings.tenant, world.newId(), { what: "outbox-retried", by, at: now, about: String(events) }),
    ]);
  return { events };
}
