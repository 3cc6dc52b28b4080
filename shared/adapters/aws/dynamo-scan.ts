import { type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import type { EveryItem } from "../../workflow/ports/every-item.ts";
import { ItemLimitError } from "../../workflow/ports/item-limits.ts";
import { toAttributes, toItem } from "./attribute-value.ts";

const cursorSchema = z.strictObject({ pk: z.string(), sk: z.string() });

function readCursor(after: string): { pk: string; sk: string } {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(after, "base64url").toString("utf8")));
  } catch {
    throw new ItemLimitError("BAD_CURSOR", "the cursor is not one that a scan gave");
  }
}

/**
 * Every item of the table, in the order of its partitions' hashes: for the commands that move and migrate, with an
 * operator's own credentials. No function has the permission.
 */
export function dynamoScan({ client, table }: { readonly client: DynamoDBClient; readonly table: string }): EveryItem {
  return {
    async scan({ limit, after }) {
      const { Items: found, LastEvaluatedKey: last } = await client.send(
        new ScanCommand({
          TableName: table,
          ConsistentRead: true,
          ...(limit !== undefined && { Limit: limit }),
          ...(after !== undefined && { ExclusiveStartKey: toAttributes(readCursor(after)) }),
        }),
      );
      const at = last && { pk: last["pk"]?.S, sk: last["sk"]?.S };
      return {
        items: (found ?? []).map(toItem),
        next: at && Buffer.from(JSON.stringify(at)).toString("base64url"),
      };
    },
  };
}
