import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoItems } from "../../shared/adapters/aws/dynamo-items.ts";
import { openSqliteItems } from "../../shared/adapters/embedded/sqlite-items.ts";
import type { Items } from "../../shared/workflow/index.ts";
import type { StoreAddress } from "./task.ts";

export const raceInstant = "2025-12-24T09:00:00.000Z";

/** A connection of one's own to the store that all share. */
export function openStore(address: StoreAddress): { readonly items: Items; readonly close: () => void } {
  if (address.kind === "sqlite") {
    const items = openSqliteItems({ file: address.file, now: () => new Date(raceInstant) });
    return { items, close: () => items.close() };
  }
  const client = new DynamoDBClient({
    endpoint: address.endpoint,
    region: "eu-south-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  return { items: dynamoItems({ client, table: address.table }), close: () => client.destroy() };
}
