import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import type { Action } from "../../workflow/ports/items.ts";
import { toAttributes } from "./attribute-value.ts";
import { conditionExpression, placeholders, updateExpression } from "./expressions.ts";

/** The action as `TransactWriteItems` takes it, asking to be told the item that made its condition false. */
export function transactItem(table: string, action: Action): TransactWriteItem {
  const use = placeholders();
  const request = () => ({
    TableName: table,
    ...use.maps(),
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  });
  if ("check" in action) {
    const ConditionExpression = conditionExpression(action.if, use);
    return { ConditionCheck: { ...request(), ConditionExpression, Key: toAttributes(action.check) } };
  }
  const condition = action.if === undefined ? {} : { ConditionExpression: conditionExpression(action.if, use) };
  if ("put" in action) return { Put: { ...request(), ...condition, Item: toAttributes(action.put) } };
  if ("delete" in action) return { Delete: { ...request(), ...condition, Key: toAttributes(action.delete) } };
  const UpdateExpression = updateExpression(action, use);
  return { Update: { ...request(), ...condition, UpdateExpression, Key: toAttributes(action.update) } };
}
