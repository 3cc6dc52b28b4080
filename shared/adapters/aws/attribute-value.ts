import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Item, Value } from "../../workflow/ports/items.ts";

type Attributes = Record<string, AttributeValue>;

/** The value as DynamoDB spells it. Numbers travel as decimal text: JavaScript's shortest form is exact. */
export function toAttribute(value: Value): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (isList(value)) return { L: value.map(toAttribute) };
  return { M: toAttributes(value) };
}

// Array.isArray does not narrow readonly arrays.
function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function toAttributes(values: { readonly [name: string]: Value }): Attributes {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toAttribute(value)]));
}

function toNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))
    throw new Error(`the stored number ${text} cannot be read exactly`);
  return value;
}

/** @throws for what this adapter never writes (sets, binary): somebody else has written into the table. */
export function fromAttribute(stored: AttributeValue): Value {
  if (stored.S !== undefined) return stored.S;
  if (stored.N !== undefined) return toNumber(stored.N);
  if (stored.BOOL !== undefined) return stored.BOOL;
  if (stored.NULL !== undefined) return null;
  if (stored.L !== undefined) return stored.L.map(fromAttribute);
  if (stored.M !== undefined) return fromAttributes(stored.M);
  throw new Error(`a stored attribute has the type ${Object.keys(stored).join(", ")}, which no item of ours holds`);
}

function fromAttributes(stored: Attributes): { [name: string]: Value } {
  return Object.fromEntries(Object.entries(stored).map(([name, value]) => [name, fromAttribute(value)]));
}

/** @throws when what is stored is not an item of ours. */
export function toItem(stored: Attributes): Item {
  const values = fromAttributes(stored);
  const { pk, sk } = values;
  if (typeof pk !== "string" || typeof sk !== "string") throw new Error("a stored item has no key");
  return { ...values, pk, sk };
}
