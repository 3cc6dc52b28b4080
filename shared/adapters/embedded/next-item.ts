import { assertItemSize, ItemLimitError, itemBytes } from "../../workflow/ports/item-limits.ts";
import type { Item, Update, Value } from "../../workflow/ports/items.ts";
import { attributeOf } from "./evaluate-condition.ts";

function sum(stored: Item | undefined, name: string, by: number): number {
  const before = attributeOf(stored, name) ?? 0;
  if (typeof before !== "number") throw new ItemLimitError("BAD_UPDATE", `add needs a number, ${name} is none`);
  const after = before + by;
  if (Math.abs(after) > Number.MAX_SAFE_INTEGER)
    throw new ItemLimitError("BAD_VALUE", `${name} would become ${after}, integers go up to 2^53-1`);
  return after;
}

/**
 * The item after the update.
 * @throws `ItemLimitError` when it would be larger than an item may be, or adds to what is no number.
 */
export function nextItem(update: Update, stored: Item | undefined): Item {
  const { pk, sk } = update.update;
  const attributes = new Map<string, Value>(Object.entries(stored ?? {}));
  for (const [name, value] of Object.entries(update.set ?? {})) attributes.set(name, value);
  for (const [name, by] of Object.entries(update.add ?? {})) attributes.set(name, sum(stored, name, by));
  for (const name of update.remove ?? []) attributes.delete(name);
  const item: Item = { ...Object.fromEntries(attributes), pk, sk };
  assertItemSize(update.update, itemBytes(item));
  return item;
}
