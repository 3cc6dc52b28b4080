import * as z from "zod";
import type { Items } from "../ports/items.ts";
import { keys } from "./keys.ts";
import { later, ttlAfter } from "./ttl.ts";

const countSchema = z.object({ count: z.int(), until: z.string() });

export type Limit = { readonly scope: string; readonly most: number; readonly minutes: number };

/**
 * Counts one try before it is looked at, so that many at once are not one. Answers until when there are no more, or
 * nothing when this one may be made.
 *
 * The count is in the table: a restart or a second process forgets nothing.
 * @throws when the store fails or stays contended: whoever cannot be counted is not let try (design: workflow.md S12).
 */
export async function countTry(items: Items, limit: Limit, key: string, now: string): Promise<string | undefined> {
  const at = keys.limit(limit.scope, key);
  const until = later(now, limit.minutes * 60_000);
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const known = countSchema.safeParse(await items.get(at));
    // The first try of its time begins the count; a write that is refused would cost as much as one that is not.
    const begun =
      known.success && known.data.until > now
        ? undefined
        : await items.transact([
            {
              put: { ...at, count: 1, until, ...ttlAfter(until) },
              if: { any: [{ absent: "pk" }, { attr: "until", op: "<=", value: now }] },
            },
          ]);
    if (begun?.ok) return undefined;
    const counted = await items.transact([
      {
        update: at,
        add: { count: 1 },
        if: {
          all: [
            { attr: "count", op: "<", value: limit.most },
            { attr: "until", op: ">", value: now },
          ],
        },
      },
    ]);
    if (counted.ok) return undefined;
    if (counted.reason === "conflict") continue;
    const stored = countSchema.safeParse(await items.get(at));
    if (stored.success && stored.data.until > now && stored.data.count >= limit.most) return stored.data.until;
  }
  throw new Error(`tries of ${limit.scope} stayed contended`);
}

/** Until when there are no more tries, without counting one. */
export async function exhausted(items: Items, limit: Limit, key: string, now: string): Promise<string | undefined> {
  const stored = countSchema.safeParse(await items.get(keys.limit(limit.scope, key)));
  return stored.success && stored.data.until > now && stored.data.count >= limit.most ? stored.data.until : undefined;
}

/** Takes a counted try back: it was right, and others who share its source must not wait for it. */
export async function giveBack(items: Items, limit: Limit, key: string): Promise<void> {
  // Forgotten in the meantime: then there is nothing to give back.
  await items.transact([
    { update: keys.limit(limit.scope, key), add: { count: -1 }, if: { attr: "count", op: ">", value: 0 } },
  ]);
}
