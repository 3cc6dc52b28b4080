import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { assertKey, assertWithinLimits } from "../../workflow/ports/item-limits.ts";
import { assertQuery, assertToken } from "../../workflow/ports/item-shape.ts";
import type { Items } from "../../workflow/ports/items.ts";
import { toAttributes, toItem } from "./attribute-value.ts";
import { cursorFrom, isEmptyRange, queryRequest } from "./query-request.ts";
import { answerOf } from "./transact-answer.ts";
import { transactItem } from "./transact-request.ts";

/**
 * Items in one DynamoDB table, laid out as `tableDefinition` says.
 *
 * Several actions are a `TransactWriteItems`; one alone is a plain write, which is as atomic and costs half. Network
 * faults, throttling and anything else that says nothing about the items are thrown after the client's own retries.
 * Proved by the contract suite on Dynoxide 1.2.1, and on canned answers for conflicts and throttling; not on AWS.
 */
export function dynamoItems({ client, table }: { readonly client: DynamoDBClient; readonly table: string }): Items {
  return {
    async get(key) {
      assertKey(key);
      const Key = toAttributes({ pk: key.pk, sk: key.sk });
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item === undefined ? undefined : toItem(Item);
    },
    async query(query) {
      assertQuery(query);
      const request = queryRequest(table, query);
      if (isEmptyRange(query)) return { items: [], next: undefined };
      const { Items: found, LastEvaluatedKey: last } = await client.send(new QueryCommand(request));
      return { items: (found ?? []).map(toItem), next: last === undefined ? undefined : cursorFrom(query, last) };
    },
    async transact(actions, token) {
      assertToken(token);
      assertWithinLimits(actions);
      const TransactItems = actions.map((action) => transactItem(table, action));
      const [first] = TransactItems;
      try {
        // A token, and a check that writes nothing, exist in transactions alone.
        if (!first || TransactItems.length > 1 || token !== undefined || !(await writeAlone(client, first))) {
          const once = token === undefined ? {} : { ClientRequestToken: token };
          await client.send(new TransactWriteItemsCommand({ TransactItems, ...once }));
        }
        return { ok: true };
      } catch (fault) {
        return answerOf(fault);
      }
    },
  };
}

/** Sends the only action of a transaction as a write of its own. Answers whether it is one. */
async function writeAlone(client: DynamoDBClient, { Put, Update, Delete }: TransactWriteItem): Promise<boolean> {
  if (Put) await client.send(new PutItemCommand(Put));
  else if (Update) await client.send(new UpdateItemCommand(Update));
  else if (Delete) await client.send(new DeleteItemCommand(Delete));
  else return false;
  return true;
}
