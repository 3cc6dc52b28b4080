import { type ActHead, currentRouteItems, headSchema } from "../../act/index.ts";
import type { Action, Item, Items } from "../ports/items.ts";
import type { Migration } from "./migration.ts";

// What follows is the form of then, written out: the code of today may store these things in another one.
const dueShard = (id: string) => {
  let sum = 0;
  for (let i = 0; i < id.length; i += 1) sum = (sum * 31 + id.charCodeAt(i)) % 8191;
  return `DUE#${sum % 8}`;
};
const padded = (n: number, width: number) => String(n).padStart(width, "0");

/** Acts that left the albo before there was an oblio: nobody would ever look at when transparency ends. */
function forgetDue(item: Item, head: ActHead): Action[] {
  const isOut = head.state === "UNPUBLISHED" || head.state === "ARCHIVED";
  if (!isOut || head.publication.transparency.forgottenAt || item["gsi4pk"] !== undefined) return [];
  const at = `${head.publication.transparency.to}T24#${head.actId}`;
  return [
    {
      update: { pk: item.pk, sk: item.sk },
      set: { due: "forget", gsi4pk: dueShard(head.actId), gsi4sk: at },
      if: { attr: "ver", op: "=", value: head.ver },
    },
  ];
}

/** Open steps from before reminders and substitutes: no entry says when to look at them. */
async function stepDues(item: Item, head: ActHead, read: Pick<Items, "get">): Promise<Action[]> {
  const actions: Action[] = [];
  for (const entry of currentRouteItems(head)) {
    if (entry.item !== "step-due" || entry.at === null) continue;
    const key = { pk: item.pk, sk: `STEP#${padded(entry.rev, 4)}#${padded(entry.step, 2)}` };
    if (await read.get(key)) continue;
    const { rev, step } = entry;
    const due = { due: "step", actId: head.actId, rev, step };
    const when = { gsi4pk: dueShard(head.actId), gsi4sk: `${entry.at}#${head.actId}#${step}` };
    actions.push({ put: { ...key, ...due, ...when }, if: { absent: "pk" } });
  }
  if (actions.length === 0) return [];
  return [...actions, { check: { pk: item.pk, sk: item.sk }, if: { attr: "ver", op: "=", value: head.ver } }];
}

async function ofHead(item: Item, read: Pick<Items, "get">): Promise<readonly Action[]> {
  const head = headSchema.parse(item["head"]);
  const due = forgetDue(item, head);
  return due.length > 0 ? due : stepDues(item, head, read);
}

/** How many days after its end something may still be asked for: a spent link still shows its receipt. */
const keptDays: Readonly<Record<string, number>> = { SES: 0, TOK: 90, IDEM: 7 };

/** Sessions, links and answers of the first releases had no date on which the store may forget them (art. 5 GDPR). */
function forgettable(item: Item, days: number): Action[] {
  const answer = item["answer"];
  const end =
    item["expiresAt"] ??
    item["at"] ??
    (typeof answer === "object" && answer !== null && "at" in answer ? answer["at"] : undefined);
  const seconds = typeof end === "string" ? Math.ceil(Date.parse(end) / 1000) : Number.NaN;
  if (item["ttl"] !== undefined || !Number.isFinite(seconds)) return [];
  return [
    {
      update: { pk: item.pk, sk: item.sk },
      set: { ttl: seconds + days * 86_400 },
      if: { all: [{ exists: "pk" }, { absent: "ttl" }] },
    },
  ];
}

/**
 * Writes what later releases write beside the same things, for data of the first ones (up to aa5541d): when open steps
 * and acts that left the albo are looked at next, and when links, sessions and kept answers may be forgotten.
 */
export const entriesOfFirstReleases: Migration = {
  id: "0002-entries-of-first-releases",
  from: 1,
  to: 2,
  change: (item, read) => {
    if (item.sk === "HEAD" && item["head"] !== undefined) return ofHead(item, read);
    const days = keptDays[item.sk];
    return days === undefined ? [] : forgettable(item, days);
  },
};
