import { sha256Of } from "../../act/index.ts";
import type { Action, Items, Value } from "../ports/items.ts";
import { keys } from "./keys.ts";
import type { SearchEntry } from "./search-entry.ts";

type LogWorld = {
  readonly items: Items;
  readonly settings: { readonly tenant: string };
  readonly pause: (milliseconds: number) => Promise<void>;
};

/** What a log entry says: how the act is found now, or that it is no longer found. */
export type SearchChange = { readonly ver: number } & (
  | { readonly entry: SearchEntry }
  | { readonly gone: { readonly actId: string; readonly year: number } }
);

const attempts = 30;

/**
 * Adds a change to its year's log; the counter, the entry and the act's mark are one transaction, so that whoever has
 * read the log up to the counter has missed nothing. An entry that was superseded leaves the log. Answers whether
 * anything changed: the same entry twice is written once, and one of an older head (`ver`) never after a newer one's.
 * @throws when the write stays contended, so that whoever called it tries later
 */
export async function logSearchChange(world: LogWorld, change: SearchChange): Promise<boolean> {
  const { tenant } = world.settings;
  const { actId, year } = "entry" in change ? change.entry : change.gone;
  const digest = "entry" in change ? sha256Of(JSON.stringify(change.entry)) : "gone";
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const mark = await world.items.get(keys.searchMark(tenant, actId));
    if (mark?.["digest"] === digest || (!mark && digest === "gone") || Number(mark?.["ver"] ?? 0) > change.ver)
      return false;
    const counter = await world.items.get(keys.searchCounter(tenant, year));
    const last = typeof counter?.["seq"] === "number" ? counter["seq"] : 0;
    const written = await world.items.transact(logActions(tenant, change, digest, last, mark?.["seq"]));
    if (written.ok) return true;
    await world.pause(Math.min(5 * 2 ** attempt, 200));
  }
  throw new Error(`search log of ${year}: the write stayed contended for ${attempts} attempts`);
}

function logActions(
  tenant: string,
  change: SearchChange,
  digest: string,
  last: number,
  earlier: Value | undefined,
): Action[] {
  const { actId, year } = "entry" in change ? change.entry : change.gone;
  const seq = last + 1;
  const counter = keys.searchCounter(tenant, year);
  const told: { [name: string]: Value } = "entry" in change ? { entry: change.entry } : { gone: actId };
  return [
    {
      put: { ...counter, seq, year },
      if: last === 0 ? { absent: "pk" } : { attr: "seq", op: "=", value: last },
    },
    { put: { ...keys.searchEntry(tenant, year, seq), ...told } },
    {
      put: { ...keys.searchMark(tenant, actId), seq, year, digest, ver: change.ver },
      if: typeof earlier === "number" ? { attr: "seq", op: "=", value: earlier } : { absent: "pk" },
    },
    ...(typeof earlier === "number" ? [{ delete: keys.searchEntry(tenant, year, earlier) }] : []),
  ];
}
