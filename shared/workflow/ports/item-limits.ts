import { ItemLimitError } from "./item-limit-error.ts";
import { assertCondition, assertItem, assertUpdate } from "./item-shape.ts";
import type { Action, Key, Value } from "./items.ts";

/** DynamoDB's limits, held by every adapter so that the embedded store never accepts what AWS would refuse. */
export const itemLimits = { itemBytes: 400 * 1024, actions: 100, transactionBytes: 4 * 1024 * 1024 } as const;

export { type ItemLimitCode, ItemLimitError } from "./item-limit-error.ts";

const utf8 = new TextEncoder();

/** Bytes of a value as DynamoDB counts them: UTF-8 of strings, 1 a boolean or null, up to 21 a number, 3 + 1 a nested part. */
function valueBytes(value: Value): number {
  if (value === null || typeof value === "boolean") return 1;
  if (typeof value === "number") return Math.ceil(String(Math.abs(value)).replace(".", "").length / 2) + 2;
  if (typeof value === "string") return utf8.encode(value).length;
  if (Array.isArray(value)) return 3 + value.reduce<number>((sum, part) => sum + 1 + valueBytes(part), 0);
  return (
    3 + Object.entries(value).reduce((sum, [name, part]) => sum + 1 + utf8.encode(name).length + valueBytes(part), 0)
  );
}

/** The size of an item in bytes as DynamoDB counts it: names and values. */
export function itemBytes(item: { readonly [attribute: string]: Value }): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + utf8.encode(name).length + valueBytes(value), 0);
}

export function assertKey(key: Key): void {
  if (typeof key.pk !== "string" || typeof key.sk !== "string")
    throw new ItemLimitError("BAD_KEY", "pk and sk must be strings");
  if (!key.pk.isWellFormed() || !key.sk.isWellFormed())
    throw new ItemLimitError("BAD_KEY", "a key is not well-formed Unicode");
  const pk = utf8.encode(key.pk).length;
  const sk = utf8.encode(key.sk).length;
  if (pk < 1 || pk > 2048) throw new ItemLimitError("BAD_KEY", `pk has ${pk} bytes, 1 to 2048 are allowed`);
  if (sk < 1 || sk > 1024) throw new ItemLimitError("BAD_KEY", `sk has ${sk} bytes, 1 to 1024 are allowed`);
}

export function keyOf(action: Action): Key {
  if ("put" in action) return action.put;
  if ("update" in action) return action.update;
  if ("delete" in action) return action.delete;
  return action.check;
}

/** Refuses what DynamoDB would refuse. The size after an update is the adapter's to check: it needs the stored item. */
export function assertWithinLimits(actions: readonly Action[]): void {
  if (actions.length === 0) throw new ItemLimitError("NO_ACTION", "a transaction needs at least one action");
  if (actions.length > itemLimits.actions)
    throw new ItemLimitError("TOO_MANY_ACTIONS", `${actions.length} actions, at most ${itemLimits.actions}`);
  const seen = new Set<string>();
  let total = 0;
  for (const action of actions) {
    const key = keyOf(action);
    assertKey(key);
    const name = JSON.stringify([key.pk, key.sk]);
    if (seen.has(name)) throw new ItemLimitError("SAME_ITEM_TWICE", `two actions on ${key.pk} ${key.sk}`);
    seen.add(name);
    if ("put" in action) assertItem(action.put);
    if ("update" in action) assertUpdate(action);
    if (action.if !== undefined) assertCondition(action.if);
    const bytes = itemBytes("put" in action ? action.put : "update" in action ? { ...key, ...action.set } : { ...key });
    if (bytes > itemLimits.itemBytes) assertItemSize(key, bytes);
    total += bytes;
  }
  if (total > itemLimits.transactionBytes)
    throw new ItemLimitError("TRANSACTION_TOO_LARGE", `${total} bytes, at most ${itemLimits.transactionBytes}`);
}

export function assertItemSize(key: Key, bytes: number): void {
  if (bytes > itemLimits.itemBytes)
    throw new ItemLimitError(
      "ITEM_TOO_LARGE",
      `${key.pk} ${key.sk} has ${bytes} bytes, at most ${itemLimits.itemBytes}`,
    );
}
