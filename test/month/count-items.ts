import { itemBytes } from "../../shared/workflow/ports/item-limits.ts";
import {
  type Action,
  type Index,
  type Item,
  type Items,
  indexes,
  type Key,
  type Query,
  shownIn,
} from "../../shared/workflow/ports/items.ts";

const kilobytes = (bytes: number) => Math.max(1, Math.ceil(bytes / 1024));
const fourKilobytes = (bytes: number) => Math.max(1, Math.ceil(bytes / 4096));

export type ItemCounts = {
  /** Requests, by DynamoDB's names. */
  transactions: number;
  gets: number;
  queries: number;
  /**
   * One for each started kB of an item and of each index entry that changes, as if every write stood alone: what the
   * goal of 150 for an act counts.
   */
  writeUnits: number;
  /** As it is charged: an item within a transaction of several twice, one alone and index entries once. */
  chargedWriteUnits: number;
  readUnits: number;
  /** Queries of the outbox and of what is due, with their units: not an act's, but the clock's. */
  sweeps: number;
  sweepUnits: number;
  /** Units by kind of item and where they were written: what to look at when an act costs too much. */
  kinds: Map<string, number>;
  /** The same by change: the events that it records, or what kinds of item it writes; each with all that it writes. */
  changes: Map<string, { times: number; units: number; kinds: Map<string, number> }>;
  /** Table's units by partition key (a counter's apart from its neighbours'); index units by index and partition key. */
  partitions: Map<string, number>;
  indexPartitions: Map<string, number>;
  storedBytes: number;
  refused: number;
};

export const noCounts = (): ItemCounts => ({
  transactions: 0,
  gets: 0,
  queries: 0,
  writeUnits: 0,
  chargedWriteUnits: 0,
  readUnits: 0,
  sweeps: 0,
  sweepUnits: 0,
  kinds: new Map(),
  changes: new Map(),
  partitions: new Map(),
  indexPartitions: new Map(),
  storedBytes: 0,
  refused: 0,
});

const add = (to: Map<string, number>, key: string, by: number) => to.set(key, (to.get(key) ?? 0) + by);
const keyOf = (action: Action): Key =>
  "put" in action ? action.put : "update" in action ? action.update : "delete" in action ? action.delete : action.check;
const kindOf = ({ pk, sk }: Key) => {
  if (/#SRCH$/.test(pk)) return "SRCH COUNTER";
  if (/#(?:PFP|SRCH|NUM)#/.test(pk)) return pk.split("#")[2] ?? pk;
  return /^HEAD#[A-Z]+/.exec(sk)?.[0] ?? ((/^[A-Z]+$/.test(sk) ? sk : sk.split("#")[0]) || pk);
};
/** A register's number and a log's length: one item that every number and every entry changes. */
const partitionOf = (key: Key) => (/COUNTER$/.test(kindOf(key)) ? `${key.pk} COUNTER` : key.pk);
const entryOf = (item: Item | undefined, index: Index) => {
  const [pk, sk] = [item?.[`${index}pk`], item?.[`${index}sk`]];
  return item && typeof pk === "string" && typeof sk === "string" ? { pk, sk, shown: shownIn(index, item) } : undefined;
};

/** What a transaction is: the events whose entries it puts, or the kinds that it touches where it puts none. */
function changeOf(actions: readonly Action[]): string {
  const events = actions.flatMap((action) =>
    "put" in action && action.put.sk.startsWith("AUD#") ? [String(action.put["type"])] : [],
  );
  const kinds = [...new Set(actions.map((action) => kindOf(keyOf(action))))];
  return events.length > 0 ? events.join(" + ") : `(${kinds.join(", ")})`;
}

/** The same items, every request counted as DynamoDB would count it (AWS: "DynamoDB read and write operations"). */
export function countItems(items: Items, counts: ItemCounts): Items {
  const size = (item: Item | undefined) => (item === undefined ? 0 : itemBytes(item));
  let into = new Map<string, number>();
  const kindAdd = (kind: string, units: number) => {
    add(counts.kinds, kind, units);
    add(into, kind, units);
  };
  const charge = (action: Action, times: 1 | 2, before: Item | undefined, after: Item | undefined) => {
    const units = kilobytes(Math.max(size(before), size(after)));
    counts.writeUnits += units;
    counts.chargedWriteUnits += times * units;
    add(counts.partitions, partitionOf(keyOf(action)), units);
    const kind = kindOf(keyOf(action));
    kindAdd(kind, units);
    counts.storedBytes += size(after) - size(before);
    if ("check" in action) return;
    for (const index of indexes) chargeIndex(index, kind, before, after);
  };
  const chargeIndex = (index: Index, kind: string, before: Item | undefined, after: Item | undefined) => {
    const [was, is] = [entryOf(before, index), entryOf(after, index)];
    // An entry whose key and whose shown attributes are as they were is not written.
    if (JSON.stringify(was?.shown) === JSON.stringify(is?.shown)) return;
    const moved = was !== undefined && is !== undefined && (was.pk !== is.pk || was.sk !== is.sk);
    const touched = [
      ...(was !== undefined && (is === undefined || moved) ? [[was.pk, size(was.shown)] as const] : []),
      ...(is === undefined ? [] : [[is.pk, size(is.shown)] as const]),
    ];
    for (const [pk, bytes] of touched) {
      const units = kilobytes(bytes);
      counts.writeUnits += units;
      counts.chargedWriteUnits += units;
      kindAdd(`${kind} in ${index}`, units);
      add(counts.indexPartitions, `${index} ${pk}`, units);
    }
  };
  return {
    async get(key) {
      const found = await items.get(key);
      counts.gets += 1;
      counts.readUnits += fourKilobytes(size(found));
      return found;
    },
    async query(query: Query) {
      const page = await items.query(query);
      // The outbox and what is due are asked for by the sweep, once a minute for all acts; in one process, all the time.
      if (query.index === "gsi4" || query.index === "gsi5") {
        counts.sweeps += 1;
        counts.sweepUnits += fourKilobytes(page.items.reduce((sum, item) => sum + size(item), 0)) / 2;
        return page;
      }
      counts.queries += 1;
      const units = fourKilobytes(page.items.reduce((sum, item) => sum + size(item), 0));
      // Of the table strongly consistent, of an index never.
      counts.readUnits += query.index === undefined ? units : units / 2;
      return page;
    },
    async transact(actions, token) {
      const keys = actions.map((action) => ({ pk: keyOf(action).pk, sk: keyOf(action).sk }));
      const before = await Promise.all(keys.map((key) => items.get(key)));
      const outcome = await items.transact(actions, token);
      counts.transactions += 1;
      if (!outcome.ok) counts.refused += 1;
      const after = outcome.ok ? await Promise.all(keys.map((key) => items.get(key))) : before;
      const change = changeOf(actions);
      const known = counts.changes.get(change) ?? { times: 0, units: 0, kinds: new Map<string, number>() };
      const unitsBefore = counts.writeUnits;
      into = known.kinds;
      const times = actions.length > 1 || token !== undefined ? 2 : 1;
      for (const [at, action] of actions.entries()) charge(action, times, before[at], after[at]);
      counts.changes.set(change, {
        times: known.times + 1,
        units: known.units + counts.writeUnits - unitsBefore,
        kinds: known.kinds,
      });
      return outcome;
    },
  };
}
