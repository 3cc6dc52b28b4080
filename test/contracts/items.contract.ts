import { afterAll, beforeAll, describe } from "vitest";
import type { Items } from "../../shared/workflow/ports/items.ts";
import { itemConditions } from "./items/conditions.ts";
import { itemLimitsHold } from "./items/limits.ts";
import { itemQueries } from "./items/queries.ts";
import { itemRaces } from "./items/races.ts";
import { itemTokens } from "./items/tokens.ts";
import { itemValues } from "./items/values.ts";
import { itemWrites } from "./items/writes.ts";

export type OpenItems = { readonly items: Items; readonly close: () => Promise<void> };

/**
 * Where a stand-in is known to differ from the store it stands for. Each is asserted, so that a version that mends it
 * is noticed: Dynoxide 1.2.1 compares prefixes without regard to the case of ASCII letters, DynamoDB does not.
 */
export type KnownDivergences = { readonly prefixesIgnoreCase?: boolean };

/** What the parts of the contract are given: the store under test, and partitions that no other test uses. */
export type ItemsUnderTest = {
  readonly items: () => Items;
  readonly partition: () => string;
  readonly differs: KnownDivergences;
};

/** What every implementation of the port `Items` must do. */
export function itemsContract(name: string, make: () => Promise<OpenItems>, differs: KnownDivergences = {}): void {
  describe(`items: ${name}`, () => {
    let open: OpenItems | undefined;
    let partitions = 0;
    beforeAll(async () => {
      open = await make();
    });
    afterAll(() => open?.close());
    const store: ItemsUnderTest = {
      items() {
        if (open === undefined) throw new Error("the store is not open");
        return open.items;
      },
      partition() {
        partitions += 1;
        return `P#${partitions}`;
      },
      differs,
    };
    itemWrites(store);
    itemConditions(store);
    itemQueries(store);
    itemRaces(store);
    itemTokens(store);
    itemLimitsHold(store);
    itemValues(store);
  });
}
