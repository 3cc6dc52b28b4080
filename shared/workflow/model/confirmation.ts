import * as z from "zod";
import type { Action, Condition, Item, Items, Key, Value } from "../ports/items.ts";
import { keys } from "./keys.ts";
import type { Limit } from "./limiter.ts";
import { hashOf, type Link } from "./link-items.ts";
import { later, minute, ttlAfter } from "./ttl.ts";

/** Codes that are sent for one assignment, however often its link is opened or sent again. */
const ofSending: Limit = { scope: "SEND", most: 5, minutes: 60 };
/** Wrong answers of one assignment, over all codes and kinds: of a million codes 20 a day are no chance. */
const ofAnswers: Limit = { scope: "ANSWER", most: 20, minutes: 24 * 60 };
const codeTries = 5;

/**
 * How an assignment was asked to confirm itself: the code that was sent last, what was tried on it, and how many codes
 * and answers there were in their times. One item, because each try writes all that it changes in one.
 */
const storedSchema = z.object({
  sent: z.int().optional(),
  sentUntil: z.string().optional(),
  tried: z.int().optional(),
  triedUntil: z.string().optional(),
  link: z.string().optional(),
  mac: z.string().optional(),
  until: z.string().optional(),
  tries: z.int().optional(),
  state: z.enum(["ACTIVE", "USED"]).optional(),
  ttl: z.int().optional(),
});
type Stored = z.infer<typeof storedSchema>;

/** A code as it is kept: never itself, only what the product alone can compute of it. */
export type KeptCode = { readonly mac: string; readonly until: string };

/** `full`: until when there are no more of them. */
type Counted<T> = { readonly full: string } | { readonly full?: undefined; readonly value: T };

const keyOf = (link: Link): Key => keys.otp(`${link.actId}#${link.rev}#${link.step}#${link.who}`);

async function read(items: Items, link: Link): Promise<Stored> {
  const item = await items.get(keyOf(link));
  return item ? storedSchema.parse(item) : {};
}

/** Until when the code that was sent to this link is good; nothing when there is none. Changes nothing. */
export async function codeUntil(items: Items, link: Link, now: string): Promise<string | undefined> {
  return aliveCode(await read(items, link), link, now)?.until;
}

function aliveCode({ state, until, mac, tries = 0, ...stored }: Stored, link: Link, now: string): KeptCode | undefined {
  if (state !== "ACTIVE" || stored.link !== hashOf(link) || mac === undefined || until === undefined) return undefined;
  return until > now && tries < codeTries ? { mac, until } : undefined;
}

/**
 * Keeps a code for this link, counted before it is sent; a newer one ends the one before.
 * @throws when it cannot be counted: then none is sent
 */
export function keepCode(items: Items, link: Link, now: string, code: KeptCode): Promise<Counted<true>> {
  return counting(items, link, now, ofSending, ({ sent, sentUntil }) => ({
    count: ["sent", sent],
    end: ["sentUntil", sentUntil],
    set: { link: hashOf(link), ...code, tries: 0, state: "ACTIVE" },
    value: true,
  }));
}

/**
 * Counts an answer before it is looked at, so that many at once are not one. Answers the code that it may be compared
 * with: nothing where there is none, or where it was tried too often. `ofCode`: the answer is a code, and counts on it.
 * @throws when it cannot be counted: then nobody comes in
 */
export function countAnswer(
  items: Items,
  link: Link,
  now: string,
  ofCode: boolean,
): Promise<Counted<KeptCode | undefined>> {
  return counting(items, link, now, ofAnswers, (stored) => {
    const code = ofCode ? aliveCode(stored, link, now) : undefined;
    return {
      count: ["tried", stored.tried],
      end: ["triedUntil", stored.triedUntil],
      set: code ? { tries: (stored.tries ?? 0) + 1 } : {},
      // Not on one that was sent in the meantime.
      if: code ? [{ attr: "mac", op: "=", value: code.mac }] : [],
      value: code,
    };
  });
}

/** What spends a right answer: the counted tries are given back, and a code is good no more. */
export function spendAnswer(link: Link, now: string, code?: KeptCode): Action {
  const forgotten = { update: keyOf(link), remove: ["tried", "triedUntil"] };
  if (!code) return forgotten;
  return {
    ...forgotten,
    set: { state: "USED" },
    if: {
      all: [
        { attr: "state", op: "=", value: "ACTIVE" },
        { attr: "until", op: ">", value: now },
        { attr: "mac", op: "=", value: code.mac },
      ],
    },
  };
}

type Counting<T> = {
  readonly count: readonly [name: string, stored: number | undefined];
  readonly end: readonly [name: string, stored: string | undefined];
  readonly set: Readonly<Record<string, Value>>;
  readonly if?: readonly Condition[];
  readonly value: T;
};

/** One more in its time, together with what it changes; whoever was overtaken counts again. */
async function counting<T>(
  items: Items,
  link: Link,
  now: string,
  limit: Limit,
  change: (stored: Stored) => Counting<T>,
): Promise<Counted<T>> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const stored = await read(items, link);
    const { count, end, set, if: more = [], value } = change(stored);
    const [[countName, known = 0], [endName, ends]] = [count, end];
    const isRunning = ends !== undefined && ends > now;
    if (isRunning && known >= limit.most) return { full: ends };
    const until = isRunning ? ends : later(now, limit.minutes * minute);
    const written = await items.transact([
      {
        update: keyOf(link),
        set: { ...set, [countName]: isRunning ? known + 1 : 1, [endName]: until, ...keptFor(stored, until) },
        if: { all: [same(countName, stored), same(endName, stored), ...more] },
      },
    ]);
    if (written.ok) return { value };
  }
  throw new Error(`tries of ${limit.scope} stayed contended`);
}

/** Neither count may be forgotten before its time because the other's is shorter. */
const keptFor = ({ ttl = 0 }: Stored, until: string): Pick<Item, "ttl"> => ({
  ttl: Math.max(ttl, ttlAfter(until).ttl),
});

function same(name: string, stored: Stored): Condition {
  const value = stored[name as keyof Stored];
  return value === undefined ? { absent: name } : { attr: name, op: "=", value };
}
