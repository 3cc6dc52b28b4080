import { ItemLimitError } from "./item-limit-error.ts";
import { type Condition, type Index, type Item, indexes, type Query, type Update, type Value } from "./items.ts";

const utf8 = new TextEncoder();

/** DynamoDB takes documents 32 levels deep. */
const deepest = 32;

function bad(code: "BAD_VALUE" | "BAD_UPDATE" | "BAD_CONDITION" | "BAD_QUERY" | "BAD_KEY", message: string): never {
  throw new ItemLimitError(code, message);
}

function assertName(name: string): void {
  if (name === "") bad("BAD_VALUE", "an attribute has an empty name");
  // The SDK's serializer assigns names to plain objects: this one would set a prototype and the attribute be lost.
  if (name === "__proto__") bad("BAD_VALUE", "an attribute cannot be named __proto__");
  if (!name.isWellFormed()) bad("BAD_VALUE", `the attribute name ${JSON.stringify(name)} is not well-formed Unicode`);
}

function assertNumber(value: number, where: string): void {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) bad("BAD_VALUE", `${where} is ${value}, not a finite number`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    bad("BAD_VALUE", `${where} is ${value}, integers go from -(2^53-1) to 2^53-1`);
  if (size !== 0 && size < 1e-130) bad("BAD_VALUE", `${where} is ${value}, too near to zero to be stored`);
}

/** Refuses what one of the stores would lose or change in silence: lone surrogates, NaN, integers beyond 2^53-1, `undefined`. */
export function assertValue(value: Value | undefined, where: string, depth = 1): void {
  if (depth > deepest) bad("BAD_VALUE", `${where} is nested more than ${deepest} levels deep`);
  if (value === null || typeof value === "boolean") return;
  if (typeof value === "number") {
    assertNumber(value, where);
    return;
  }
  if (typeof value === "string") {
    if (!value.isWellFormed()) bad("BAD_VALUE", `${where} is not well-formed Unicode`);
    return;
  }
  if (typeof value !== "object") bad("BAD_VALUE", `${where} is ${typeof value}, which no item can hold`);
  if (Array.isArray(value)) {
    for (const [at, part] of value.entries()) assertValue(part, `${where}[${at}]`, depth + 1);
    return;
  }
  for (const [name, part] of Object.entries(value)) {
    assertName(name);
    assertValue(part, `${where}.${name}`, depth + 1);
  }
}

function assertIndexKey(attributes: { readonly [name: string]: Value }, index: Index): void {
  for (const [part, most] of [
    ["pk", 2048],
    ["sk", 1024],
  ] as const) {
    const name = `${index}${part}`;
    const value = attributes[name];
    if (value === undefined) continue;
    if (typeof value !== "string")
      bad("BAD_KEY", `${name} must be a string, it is ${value === null ? "null" : typeof value}`);
    const bytes = utf8.encode(value).length;
    if (bytes < 1 || bytes > most) bad("BAD_KEY", `${name} has ${bytes} bytes, 1 to ${most} are allowed`);
  }
}

export function assertAttributes(attributes: { readonly [name: string]: Value }): void {
  for (const [name, value] of Object.entries(attributes)) {
    assertName(name);
    assertValue(value, name);
  }
  for (const index of indexes) assertIndexKey(attributes, index);
}

export function assertItem(item: Item): void {
  assertAttributes(item);
}

/** An update names each attribute once, never a key, and does something. */
export function assertUpdate(update: Update): void {
  const set = update.set ?? {};
  const add = update.add ?? {};
  assertAttributes(set);
  const names = [...Object.keys(set), ...Object.keys(add), ...(update.remove ?? [])];
  if (names.length === 0) bad("BAD_UPDATE", "an update needs something to set, add or remove");
  for (const name of names) {
    assertName(name);
    if (name === "pk" || name === "sk") bad("BAD_UPDATE", `${name} is part of the key and cannot be updated`);
  }
  if (new Set(names).size !== names.length) bad("BAD_UPDATE", "an update names the same attribute twice");
  for (const [name, by] of Object.entries(add)) {
    if (!Number.isSafeInteger(by)) bad("BAD_UPDATE", `add takes integers up to 2^53-1, ${name} gets ${by}`);
    if (indexes.some((index) => name === `${index}pk` || name === `${index}sk`))
      bad("BAD_KEY", `${name} must be a string, add would make it a number`);
  }
}

/** DynamoDB takes at most 100 values in a list and orders only strings and numbers. */
export function assertCondition(condition: Condition): void {
  if ("all" in condition || "any" in condition) {
    const parts = "all" in condition ? condition.all : condition.any;
    if (parts.length === 0) bad("BAD_CONDITION", "a condition has an empty list of parts");
    for (const part of parts) assertCondition(part);
    return;
  }
  assertName("absent" in condition ? condition.absent : "exists" in condition ? condition.exists : condition.attr);
  if ("absent" in condition || "exists" in condition) return;
  if ("in" in condition) {
    if (condition.in.length < 1 || condition.in.length > 100)
      bad("BAD_CONDITION", `${condition.attr} is compared with ${condition.in.length} values, 1 to 100 are allowed`);
    for (const value of condition.in) assertValue(value, condition.attr);
    return;
  }
  assertValue(condition.value, condition.attr);
  const ordered = typeof condition.value === "string" || typeof condition.value === "number";
  if (!ordered && condition.op !== "=" && condition.op !== "<>")
    bad(
      "BAD_CONDITION",
      `${condition.attr} ${condition.op} ${condition.value}: only strings and numbers have an order`,
    );
}

export function assertQuery(query: Query): void {
  if (query.pk === "" || !query.pk.isWellFormed()) bad("BAD_QUERY", "a query needs the partition it reads");
  if (query.limit !== undefined && !(Number.isSafeInteger(query.limit) && query.limit >= 1))
    bad("BAD_QUERY", `limit is ${query.limit}, at least 1 is needed`);
  const bounds = query.sk === undefined ? [] : Object.values(query.sk);
  if (bounds.some((bound) => bound !== undefined && !bound.isWellFormed()))
    bad("BAD_QUERY", "a bound of the sort key is not well-formed Unicode");
}

/** Between 1 and 36 characters, as `ClientRequestToken`. */
export function assertToken(token: string | undefined): void {
  if (token !== undefined && !/^[\x21-\x7e]{1,36}$/.test(token))
    throw new ItemLimitError("BAD_TOKEN", "a token has 1 to 36 printable ASCII characters");
}
