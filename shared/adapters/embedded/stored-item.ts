import type { Item, Key, Value } from "../../workflow/ports/items.ts";

function isValue(value: unknown): value is Value {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object") return false;
  return Object.values(value).every(isValue);
}

function isItem(value: unknown): value is Item {
  return typeof value === "object" && !Array.isArray(value) && isValue(value) && hasKey(value);
}

function hasKey(value: object | null): boolean {
  return (
    value !== null && "pk" in value && "sk" in value && typeof value.pk === "string" && typeof value.sk === "string"
  );
}

/**
 * The item that a row holds.
 * @throws a fault when the row is not one that this store wrote: a damaged file must not look like an absent item.
 */
export function parseStoredItem(body: unknown, key?: Key): Item {
  if (typeof body !== "string") throw new Error("a stored item is not text");
  const item: unknown = JSON.parse(body);
  if (!isItem(item)) throw new Error("a stored item is not an item");
  if (key !== undefined && (item.pk !== key.pk || item.sk !== key.sk))
    throw new Error(`the row of ${key.pk} ${key.sk} holds another item`);
  return item;
}
