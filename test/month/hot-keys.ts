import { dueShards, shards } from "../../shared/workflow/model/keys.ts";
import type { ItemCounts } from "./count-items.ts";

/** How many different keys of a shape a month of so many acts writes to, and for how many the test knows none. */
type Shape = {
  readonly shape: string;
  readonly is: RegExp;
  readonly keys: (acts: number) => number;
  /** The counters of register and log: one item each by their nature, whose peak rate is what counts. */
  readonly counter?: true;
};

/**
 * In a body that adopts 100,000 acts a month nobody decides more than a tenth of them (that were 480 a working day).
 */
const busiestPerson = 0.1;

const one = () => 1;
const eachAct = (acts: number) => acts;
const shapes: readonly Shape[] = [
  { shape: "the register's counter", is: /#REG#.* COUNTER$/, keys: one, counter: true },
  { shape: "the log's counter", is: /#SRCH COUNTER$/, keys: one, counter: true },
  { shape: "one act", is: /#ACT#/, keys: eachAct },
  { shape: "one event, link, session, mail or answer", is: /^(?:EVT|TOK|SES|OTP|COD|MSG|IDEM|LIM)#/, keys: eachAct },
  { shape: "one verification code", is: /#VC#/, keys: eachAct },
  { shape: "published impronte by their first five digits", is: /#PFP#/, keys: () => 16 ** 5 },
  { shape: "numbers of a register's year", is: /#REG#/, keys: one },
  { shape: "acts by number and year", is: /#NUM#/, keys: one },
  { shape: "entries of a year's search log", is: /#SRCH#/, keys: one },
  { shape: "the public log's tree", is: /#LOG$/, keys: one },
  { shape: "the open data's lists", is: /#OPEN$/, keys: one },
  { shape: "the open data's files of acts", is: /#OPEN#\d+$/, keys: () => shards },
  { shape: "the open data's note", is: /#OPEN#NOTE$/, keys: one },
  { shape: "gsi1: one person's worklist", is: /^gsi1 .*#WHO#/, keys: () => 1 / busiestPerson },
  { shape: "gsi2: the body's acts", is: /^gsi2 .*#ACTS$/, keys: one },
  { shape: "gsi3: the body's published acts", is: /^gsi3 .*#PUB$/, keys: one },
  { shape: "gsi4: what falls due", is: /^gsi4 DUE#/, keys: () => dueShards },
  { shape: "gsi5: the outbox", is: /^gsi5 OB#/, keys: () => shards },
];

export type HotKey = {
  readonly shape: string;
  readonly counter: boolean;
  /** Write units of all keys of the shape, for each act. */
  readonly units: number;
  /** Part of a month's writes that the key of the shape takes that takes most. */
  readonly part: number;
};

/**
 * What the hottest key of each shape takes of the writes of a month with so many acts: from the units of each act, and
 * from how many keys the shape has then; a handful of acts cannot show it by itself. The hottest first.
 * @throws for a key that is of no known shape: whoever adds one says how it spreads
 */
export function hotKeys(items: ItemCounts, acts: { readonly counted: number; readonly month: number }): HotKey[] {
  const units = new Map<Shape, number>();
  for (const [key, some] of [...items.partitions, ...items.indexPartitions]) {
    const shape = shapes.find(({ is }) => is.test(key));
    if (!shape) throw new Error(`how the key ${key} spreads over a month is not known (test/month/hot-keys.ts)`);
    units.set(shape, (units.get(shape) ?? 0) + some);
  }
  return [...units]
    .map(([{ shape, keys, counter }, some]) => ({
      shape,
      counter: counter ?? false,
      units: some / acts.counted,
      part: some / items.writeUnits / keys(acts.month),
    }))
    .sort((a, b) => b.part - a.part);
}
