import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Condition, Update, Value } from "../../workflow/ports/items.ts";
import { toAttribute } from "./attribute-value.ts";

/** Names and values of one request. Every name is replaced: reserved words, dots and spaces need no care then. */
export type Placeholders = {
  readonly name: (attribute: string) => string;
  readonly value: (value: Value) => string;
  /** What the request carries beside its expressions; DynamoDB refuses empty maps. */
  readonly maps: () => {
    ExpressionAttributeNames?: Record<string, string>;
    ExpressionAttributeValues?: Record<string, AttributeValue>;
  };
};

export function placeholders(): Placeholders {
  const names = new Map<string, string>();
  const values: [string, AttributeValue][] = [];
  return {
    name(attribute) {
      const known = names.get(attribute) ?? `#n${names.size}`;
      names.set(attribute, known);
      return known;
    },
    value(value) {
      const placeholder = `:v${values.length}`;
      values.push([placeholder, toAttribute(value)]);
      return placeholder;
    },
    maps: () => ({
      ...(names.size > 0 && {
        ExpressionAttributeNames: Object.fromEntries(
          [...names].map(([attribute, placeholder]) => [placeholder, attribute]),
        ),
      }),
      ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
    }),
  };
}

export function conditionExpression(condition: Condition, use: Placeholders): string {
  if ("all" in condition) return condition.all.map((part) => `(${conditionExpression(part, use)})`).join(" AND ");
  if ("any" in condition) return condition.any.map((part) => `(${conditionExpression(part, use)})`).join(" OR ");
  if ("absent" in condition) return `attribute_not_exists(${use.name(condition.absent)})`;
  if ("exists" in condition) return `attribute_exists(${use.name(condition.exists)})`;
  const name = use.name(condition.attr);
  if ("in" in condition) return `${name} IN (${condition.in.map(use.value).join(", ")})`;
  const comparison = `${name} ${condition.op} ${use.value(condition.value)}`;
  // The port promises that no comparison is true of an absent attribute; DynamoDB's documents leave <> open.
  return condition.op === "<>" ? `attribute_exists(${name}) AND ${comparison}` : comparison;
}

function byName<Part>([left]: readonly [string, Part], [right]: readonly [string, Part]): number {
  return left < right ? -1 : 1;
}

/** In the order of names: a repeated request must be spelled as the first was, or its token would be refused as reused. */
export function updateExpression(update: Update, use: Placeholders): string {
  const set = Object.entries(update.set ?? {}).sort(byName);
  const add = Object.entries(update.add ?? {}).sort(byName);
  const remove = (update.remove ?? []).toSorted();
  const clauses = [
    ["SET", set.map(([name, value]) => `${use.name(name)} = ${use.value(value)}`)],
    ["ADD", add.map(([name, by]) => `${use.name(name)} ${use.value(by)}`)],
    ["REMOVE", remove.map(use.name)],
  ] as const;
  return clauses
    .filter(([, parts]) => parts.length > 0)
    .map(([keyword, parts]) => `${keyword} ${parts.join(", ")}`)
    .join(" ");
}
