import { type ActHead, currentRouteItems, type Upload } from "../../act/index.ts";
import { allItems, type Item, type Value } from "../ports/items.ts";
import type { World } from "../world.ts";
import { actIdIn, duePk, dueShards, keys, shardOf } from "./keys.ts";

/** A day after its permission ended nothing arrives any more; an event that does is still judged by the head. */
export const isLongPast = (expiresAt: string, now: string) => Date.parse(now) > Date.parse(expiresAt) + 86_400_000;

/** Uploads that the act waits for. */
export const openUploads = (head: ActHead): readonly Upload[] =>
  [head.signedUpload, ...head.slots.map((slot) => slot.upload)].filter((upload) => upload !== undefined);

/** When the next of its open steps is to be looked at: a reminder, or the step's end. */
export const stepsDue = (head: ActHead): readonly { readonly step: number; readonly at: string }[] =>
  currentRouteItems(head).flatMap((one) =>
    one.item === "step-due" && one.at !== null ? [{ step: one.step, at: one.at }] : [],
  );

/** A day of Rome is over for good when it is over everywhere: the clock of the reader decides, not this one. */
const after = (day: string) => `${day}T24`;

/**
 * The earliest moment at which the sweep has to look at the act, whatever it is for; derived from the head, so that no
 * change can forget it. An upload is due at once: the object may be there from then on, and its event may be lost.
 */
function nextDue(head: ActHead, now: string): string | undefined {
  const uploads = openUploads(head).filter(({ expiresAt }) => !isLongPast(expiresAt, now));
  const out = head.state === "UNPUBLISHED" || head.state === "ARCHIVED" ? head.publication.transparency : undefined;
  const moments = [
    ...uploads.map(({ openedAt }) => openedAt),
    ...stepsDue(head).map(({ at }) => at),
    ...(head.state === "PUBLISHED" ? [after(head.publication.albo.to)] : []),
    ...(out && !out.forgottenAt ? [after(out.to)] : []),
  ];
  return moments.sort()[0];
}

/** The act's one entry in the index of what falls due; nothing where nothing is. */
export function dueKeys(head: ActHead, now: string): { readonly [name: string]: Value } {
  const at = nextDue(head, now);
  return at === undefined ? {} : { due: "act", gsi4pk: duePk(shardOf(head.actId)), gsi4sk: `${at}#${head.actId}` };
}

/** Before an act had one entry, each of its uploads and steps had one, and its head one for the ends of publication. */
const kinds: readonly unknown[] = ["act", "upload", "step", "take-down", "forget"];

/** Acts at which the sweep has to look now, or (`all`) ever. What is due the head says. */
export async function dueActs(
  world: Pick<World, "items" | "clock" | "settings">,
  { all = false }: { readonly all?: boolean } = {},
): Promise<readonly string[]> {
  const acts = new Set<string>();
  const old: Item[] = [];
  const sk = all ? {} : { sk: { to: `${world.clock()}~` } };
  for (let shard = 0; shard < dueShards; shard += 1)
    for await (const entry of allItems(world.items, { index: "gsi4", pk: duePk(shard), ...sk })) {
      if (!kinds.includes(entry["due"])) continue;
      acts.add(actIdIn(entry));
      if (entry.sk !== "HEAD") old.push(entry);
    }
  for (const { pk, sk } of old) await dropOld(world, { pk, sk });
  return [...acts];
}

/** An entry of before is not needed any more once the head has been written since: it has its own. */
async function dropOld({ items, settings }: Pick<World, "items" | "settings">, entry: Item): Promise<void> {
  const head = await items.get(keys.head(settings.tenant, actIdIn(entry)));
  if (head?.["parts"] !== undefined) await items.transact([{ delete: { pk: entry.pk, sk: entry.sk } }]);
}

/**
 * Writes the act's entry anew where it is not what the head says now; the head stays as it is. Answers whether it did.
 */
export async function settleDue(world: Pick<World, "items" | "clock">, head: ActHead): Promise<boolean> {
  const key = keys.head(head.tenant, head.actId);
  const item = await world.items.get(key);
  const due = dueKeys(head, world.clock());
  // A head of before has its entries beside it.
  if (item?.["parts"] === undefined || item["gsi4sk"] === due["gsi4sk"]) return false;
  const change = due["gsi4sk"] === undefined ? { remove: ["due", "gsi4pk", "gsi4sk"] } : { set: due };
  const written = await world.items.transact([
    { update: key, ...change, if: { attr: "ver", op: "=", value: head.ver } },
  ]);
  return written.ok;
}
