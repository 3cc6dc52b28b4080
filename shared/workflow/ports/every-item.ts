import type { Item, Page } from "./items.ts";

/**
 * Every item of the store, for whoever moves or migrates the whole of it: never for a page or a function, whose
 * permissions have no such reading.
 */
export interface EveryItem {
  /**
   * One page, in the store's own order, strongly consistent. `after` is the `next` of the page before, opaque and good
   * for a later process too. An item that is there from the first page to the last is given once; what is written or
   * deleted meanwhile may be missed.
   */
  scan(from: { readonly limit?: number; readonly after?: string }): Promise<Page>;
}

/** Every item, page by page. */
export async function* scanAll(store: EveryItem, limit = 200): AsyncGenerator<Item> {
  let after: string | undefined;
  do {
    const page: Page = await store.scan(after === undefined ? { limit } : { limit, after });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}

/** The body whose store it is: the first part of its keys. A store holds one. `undefined` for an empty one. */
export async function tenantOfStore(store: EveryItem): Promise<string | undefined> {
  for await (const { pk } of scanAll(store, 50)) {
    const [tenant] = /^T#[a-z0-9-]+(?=#)/.exec(pk) ?? [];
    if (tenant !== undefined) return tenant;
  }
  return undefined;
}
