import type { Action, Item, Items } from "../ports/items.ts";

/**
 * How stored items come from one form to the next. To add one:
 *
 * 1. write `shared/workflow/migrations/NNNN-what-changes.ts` with a `Migration` whose `from` is the `to` of the last
 *    one (1 when there is none), and put it at the end of the list in `index.ts`;
 * 2. teach the readers both forms in the same release: on AWS the functions serve while the items change, and a reader
 *    meets items of either form until the command has ended (decision 53); writers write the new form alone;
 * 3. the release after may forget the old form, because a program never serves a store of an older form (embedded), and
 *    the guide has the command run between two releases (AWS);
 * 4. add what it must mend to `test/workflow/migrate-store.test.ts`; `test/releases` opens what earlier releases left.
 */
export type Migration = {
  /** As its file: `0002-what-changes`. Kept in the store while it runs. */
  readonly id: string;
  readonly from: number;
  /** `from` + 1. */
  readonly to: number;
  /**
   * What must be written so that this item, and what hangs on it, has the new form; nothing for an item that has it or
   * that it does not concern. It is asked for every item of the store, in no order, and again after a kill: the answer
   * for an item that was done is empty (idempotent). It asks no time and draws no lots.
   *
   * Each action carries the condition under which it is right (the head's `ver`, say): where one is false, somebody
   * wrote meanwhile, and the item is read and asked for again. At most 90 actions for one item. It writes no item whose
   * key no one could tell from this item alone, so that two who migrate at once write the same.
   */
  readonly change: (item: Item, read: Pick<Items, "get" | "query">) => readonly Action[] | Promise<readonly Action[]>;
};

/** The form that comes out of a list: 1 is that of stores from before there was one. @throws when the list has a gap. */
export function lastForm(migrations: readonly Migration[]): number {
  let form = 1;
  for (const { id, from, to } of migrations) {
    if (from !== form || to !== form + 1)
      throw new Error(`migration ${id} leads from ${from} to ${to}, not from ${form}`);
    form = to;
  }
  return form;
}
