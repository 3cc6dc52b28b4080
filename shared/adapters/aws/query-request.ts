import type { AttributeValue, QueryCommandInput } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { ItemLimitError } from "../../workflow/ports/item-limits.ts";
import type { Query } from "../../workflow/ports/items.ts";
import { toAttributes } from "./attribute-value.ts";
import { type Placeholders, placeholders } from "./expressions.ts";

const cursorSchema = z.strictObject({ on: z.string(), key: z.record(z.string(), z.string()) });

function keyNames(query: Query): readonly string[] {
  return query.index === undefined ? ["pk", "sk"] : ["pk", "sk", `${query.index}pk`, `${query.index}sk`];
}

export function cursorFrom(query: Query, last: Record<string, AttributeValue>): string {
  const key = Object.fromEntries(keyNames(query).map((name) => [name, last[name]?.S]));
  return Buffer.from(JSON.stringify({ on: query.index ?? "table", key })).toString("base64url");
}

function readCursor(query: Query, after: string): Record<string, AttributeValue> {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(after, "base64url").toString("utf8"));
  } catch {
    // Not JSON: refused below like any other text that is not one of our cursors.
    json = undefined;
  }
  const cursor = cursorSchema.safeParse(json);
  const names = keyNames(query);
  if (
    !cursor.success ||
    cursor.data.on !== (query.index ?? "table") ||
    Object.keys(cursor.data.key).length !== names.length
  )
    throw new ItemLimitError("BAD_CURSOR", "the cursor is not one that this query gave");
  if (cursor.data.key[`${query.index ?? ""}pk`] !== query.pk)
    throw new ItemLimitError("BAD_CURSOR", "the cursor is of another partition");
  return toAttributes(cursor.data.key);
}

function sortCondition(query: Query, use: Placeholders): string | undefined {
  const name = () => use.name(`${query.index ?? ""}sk`);
  const sk = query.sk;
  if (sk === undefined) return undefined;
  // Every text begins with the empty one, which DynamoDB refuses as a key.
  if ("beginsWith" in sk)
    return sk.beginsWith === "" ? undefined : `begins_with(${name()}, ${use.value(sk.beginsWith)})`;
  const from = sk.from === "" ? undefined : sk.from;
  if (from !== undefined && sk.to !== undefined) return `${name()} BETWEEN ${use.value(from)} AND ${use.value(sk.to)}`;
  if (from !== undefined) return `${name()} >= ${use.value(from)}`;
  return sk.to === undefined ? undefined : `${name()} <= ${use.value(sk.to)}`;
}

/** Whether the bounds leave no room: DynamoDB refuses such a query, the port answers it with an empty page. */
export function isEmptyRange(query: Query): boolean {
  const sk = query.sk;
  if (sk === undefined || "beginsWith" in sk || sk.to === undefined) return false;
  return sk.to === "" || (sk.from !== undefined && Buffer.compare(Buffer.from(sk.from), Buffer.from(sk.to)) > 0);
}

export function queryRequest(table: string, query: Query): QueryCommandInput {
  const use = placeholders();
  const partition = `${use.name(`${query.index ?? ""}pk`)} = ${use.value(query.pk)}`;
  const sort = sortCondition(query, use);
  return {
    TableName: table,
    // Only the table itself can be read consistently; indexes always may lag.
    ...(query.index === undefined ? { ConsistentRead: true } : { IndexName: query.index }),
    KeyConditionExpression: sort === undefined ? partition : `${partition} AND ${sort}`,
    ...use.maps(),
    ScanIndexForward: query.order !== "descending",
    ...(query.limit !== undefined && { Limit: query.limit }),
    ...(query.after !== undefined && { ExclusiveStartKey: readCursor(query, query.after) }),
  };
}
