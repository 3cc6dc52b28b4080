/**
 * A value that an item may hold: what DynamoDB can store and JSON can say. Integers only up to 2^53-1, well-formed
 * Unicode, no attribute without a name, at most 32 levels deep; anything else is refused as `BAD_VALUE`.
 */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

export type Key = { readonly pk: string; readonly sk: string };

/** An item of the single table. `pk` and `sk` are strings; index keys are the attributes `<index>pk` and `<index>sk`. */
export type Item = Key & { readonly [attribute: string]: Value };

/**
 * The five sparse secondary indexes (worklist, state, public, due, outbox). An item is in an index when it has both
 * `<index>pk` and `<index>sk`, as strings. Indexes may lag behind the table: a reader that decides re-reads by key.
 */
export const indexes = ["gsi1", "gsi2", "gsi3", "gsi4", "gsi5"] as const;
export type Index = (typeof indexes)[number];

/**
 * What an index shows of an item beside the item's keys and its own: as little as a reader chooses by, because each
 * change of it is one more write. Whoever needs more reads the item by its key.
 */
export const shownBy: { readonly [index in Index]: readonly string[] } = {
  gsi1: ["kind", "actId"],
  gsi2: [],
  gsi3: [],
  gsi4: ["due"],
  gsi5: ["id", "type", "tenant", "actId", "seq"],
};

/** The entry of an index: what a query of it answers of an item, on every adapter. */
export function shownIn(index: Index, item: Item): Item {
  const shown = [`${index}pk`, `${index}sk`, ...shownBy[index]].flatMap((name) => {
    const value = item[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(shown), pk: item.pk, sk: item.sk };
}

/**
 * A condition on the stored item, false when the attribute it compares is absent: `<>` too, on every adapter, so that
 * no comparison is ever true of an item that does not exist. A value of another type is never equal, neither less nor
 * greater, and does satisfy `<>`. Strings are ordered by their UTF-8 bytes; booleans and null have no order.
 * `{ absent: "pk" }` says that there is no such item. Lists of parts or of values are never empty.
 */
export type Condition =
  | { readonly absent: string }
  | { readonly exists: string }
  | {
      readonly attr: string;
      readonly op: "=" | "<>" | "<" | "<=" | ">" | ">=";
      readonly value: string | number | boolean | null;
    }
  | { readonly attr: string; readonly in: readonly (string | number)[] }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

export type Put = { readonly put: Item; readonly if?: Condition };
/**
 * Changes the attributes it names and creates the item when there is none, unless `if` says otherwise.
 * `set` writes attributes, `add` adds to a number (absent counts as 0), `remove` drops attributes. Top-level
 * attributes only, each named once, never a key; `add` takes integers.
 */
export type Update = {
  readonly update: Key;
  readonly set?: { readonly [attribute: string]: Value };
  readonly add?: { readonly [attribute: string]: number };
  readonly remove?: readonly string[];
  readonly if?: Condition;
};
export type Delete = { readonly delete: Key; readonly if?: Condition };
/** A condition on an item that the transaction does not write. */
export type Check = { readonly check: Key; readonly if: Condition };
export type Action = Put | Update | Delete | Check;

/**
 * Why a transaction was cancelled, one entry per action in the same order.
 * `condition`: the action's own condition was false; `item` is what was stored, `undefined` when nothing was.
 * `none`: this action was not the cause.
 */
export type ActionOutcome =
  | { readonly reason: "none" }
  | { readonly reason: "condition"; readonly item: Item | undefined };

export type Transacted =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "condition"; readonly actions: readonly ActionOutcome[] }
  /** Another write touched the same items at the same moment: nothing is known to be false, read again and decide. */
  | { readonly ok: false; readonly reason: "conflict" };

export type Query = {
  readonly pk: string;
  readonly index?: Index;
  /** `from` and `to` are both included. On an index they bound the index's own sort key. */
  readonly sk?: { readonly beginsWith: string } | { readonly from?: string; readonly to?: string };
  readonly order?: "ascending" | "descending";
  /** Largest number of items in the page; a page may be shorter and still have a `next`. */
  readonly limit?: number;
  /** `next` of the page before, opaque. */
  readonly after?: string;
};
export type Page = { readonly items: readonly Item[]; readonly next: string | undefined };

/**
 * Where items live; `test/contracts/items.contract.ts` holds what every implementation must do.
 *
 * DynamoDB's limits hold on every adapter: 400 KB an item, 100 actions and 4 MB a transaction, one action an item.
 * A call that breaks one throws `ItemLimitError` and writes nothing.
 */
export interface Items {
  /** Strongly consistent read of one item. */
  get(key: Key): Promise<Item | undefined>;
  /**
   * One page, in the order of the sort key (UTF-8 bytes), strongly consistent but item by item: a transaction that is
   * under way may be seen in part. On an index, entries ({@link shownIn}) appear once each but may lag.
   */
  query(query: Query): Promise<Page>;
  /**
   * All of the actions, or none. A single write is a transaction of one.
   * `token` (1 to 36 characters) makes the repetition of a transaction that was written answer `ok` for 10 minutes
   * without writing again (`ClientRequestToken`); one that was refused is judged afresh. The same token with other
   * actions throws `TOKEN_REUSED`. It does not replace an idempotency item.
   * `condition` wins over `conflict` when both are known.
   * @throws faults of the store (network, throttling), after which the outcome is unknown.
   */
  transact(actions: readonly Action[], token?: string): Promise<Transacted>;
}

/** Every item of a query, page by page. */
export async function* allItems(items: Items, query: Query): AsyncGenerator<Item> {
  let after: string | undefined;
  do {
    const page: Page = await items.query(after === undefined ? query : { ...query, after });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
