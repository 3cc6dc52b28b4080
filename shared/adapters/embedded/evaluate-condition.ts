import type { Condition, Item, Value } from "../../workflow/ports/items.ts";

/** The item's own attribute: `constructor` and `toString` are absent unless somebody stored them. */
export function attributeOf(item: Item | undefined, name: string): Value | undefined {
  return item !== undefined && Object.hasOwn(item, name) ? item[name] : undefined;
}

/** UTF-8 order. JavaScript's own `<` compares UTF-16 units and puts U+1F600 before U+FF5E. */
function compareText(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** Negative, zero or positive; `undefined` when the two have no common order. */
function compare(stored: Value, wanted: Value): number | undefined {
  if (typeof stored === "string" && typeof wanted === "string") return compareText(stored, wanted);
  if (typeof stored === "number" && typeof wanted === "number") return stored - wanted;
  return undefined;
}

function comparison(condition: Extract<Condition, { op: string }>, stored: Value): boolean {
  if (condition.op === "=") return stored === condition.value;
  if (condition.op === "<>") return stored !== condition.value;
  const order = compare(stored, condition.value);
  if (order === undefined) return false;
  if (condition.op === "<") return order < 0;
  if (condition.op === "<=") return order <= 0;
  return condition.op === ">" ? order > 0 : order >= 0;
}

/** Whether the condition is true of the stored item, `undefined` being no item; the port's `Condition` says how. */
export function holds(condition: Condition | undefined, item: Item | undefined): boolean {
  if (condition === undefined) return true;
  if ("all" in condition) return condition.all.every((part) => holds(part, item));
  if ("any" in condition) return condition.any.some((part) => holds(part, item));
  if ("absent" in condition) return attributeOf(item, condition.absent) === undefined;
  if ("exists" in condition) return attributeOf(item, condition.exists) !== undefined;
  const stored = attributeOf(item, condition.attr);
  if (stored === undefined) return false;
  if ("in" in condition) return condition.in.some((value) => value === stored);
  return comparison(condition, stored);
}
