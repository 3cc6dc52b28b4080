// How DynamoDB's refusals and faults are told apart. Answers have the form that the AWS API reference gives for
// TransactWriteItems; the stand-in of the contract suite never produces conflicts or throttling.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it, onTestFinished } from "vitest";
import { fromAttribute, toAttribute } from "../../../shared/adapters/aws/attribute-value.ts";
import { dynamoItems } from "../../../shared/adapters/aws/dynamo-items.ts";
import { tableDefinition } from "../../../shared/adapters/aws/table.ts";
import type { Action } from "../../../shared/workflow/ports/items.ts";
import { type CannedAnswer, cannedServer } from "../../support/canned-server.ts";

const refusal = (name: string, rest: object = {}) => ({
  status: 400,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name, ...rest }),
});

const cancelled = (...CancellationReasons: object[]) =>
  refusal("TransactionCanceledException", { CancellationReasons });
const none = { Code: "None" };
const conflict = { Code: "TransactionConflict", Message: "Transaction is ongoing for the item" };
const condition = {
  Code: "ConditionalCheckFailed",
  Message: "The conditional request failed",
  Item: { pk: { S: "A" }, sk: { S: "HEAD" }, ver: { N: "2" } },
};

const two: readonly Action[] = [
  { update: { pk: "A", sk: "HEAD" }, set: { ver: 2 }, if: { attr: "ver", op: "=", value: 1 } },
  { put: { pk: "A", sk: "AUD#1" }, if: { absent: "pk" } },
];

async function itemsAnswering(answer: CannedAnswer) {
  const server = await cannedServer(answer);
  const client = new DynamoDBClient({
    endpoint: server.url,
    region: "eu-south-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  return { items: dynamoItems({ client, table: "visto" }), seen: server.seen };
}

describe("DynamoDB's answers to a transaction", () => {
  it("reads a conflict as a conflict, which says nothing about any condition", async () => {
    const { items } = await itemsAnswering(cancelled(none, conflict));
    expect(await items.transact(two)).toEqual({ ok: false, reason: "conflict" });
  });

  it("reads a transaction still under way with the same token as a conflict", async () => {
    const { items } = await itemsAnswering(refusal("TransactionInProgressException"));
    expect(await items.transact(two, "once")).toEqual({ ok: false, reason: "conflict" });
  });

  it("gives the false condition with its item when another action was in conflict", async () => {
    const { items } = await itemsAnswering(cancelled(condition, conflict));
    expect(await items.transact(two)).toEqual({
      ok: false,
      reason: "condition",
      actions: [{ reason: "condition", item: { pk: "A", sk: "HEAD", ver: 2 } }, { reason: "none" }],
    });
  });

  it("gives no item for a false condition on what does not exist", async () => {
    const { items } = await itemsAnswering(cancelled(none, { Code: "ConditionalCheckFailed" }));
    expect(await items.transact(two)).toMatchObject({
      actions: [{ reason: "none" }, { reason: "condition", item: undefined }],
    });
  });

  it("takes an item that would grow too large for a fault of the caller", async () => {
    const Message = "Item size to update has exceeded the maximum allowed size";
    const { items } = await itemsAnswering(cancelled({ Code: "ValidationError", Message }, none));
    await expect(items.transact(two)).rejects.toMatchObject({ code: "ITEM_TOO_LARGE" });
  });

  it.each([
    ["throttling in a cancelled transaction", cancelled(none, { Code: "ThrottlingError" })],
    ["throttling beside a conflict", cancelled(conflict, { Code: "ProvisionedThroughputExceeded" })],
    ["a cancellation without reasons", refusal("TransactionCanceledException")],
    ["throttling of the table", refusal("ProvisionedThroughputExceededException")],
    ["a request that is not valid", refusal("ValidationException")],
    ["a table that is not there", refusal("ResourceNotFoundException")],
    ["an error of the service", { ...refusal("InternalServerError"), status: 500 }],
  ])("throws %s, whose outcome nobody knows", async (_, answer) => {
    const { items } = await itemsAnswering(answer);
    await expect(items.transact(two)).rejects.toThrow();
  });

  it("sends the caller's token, strongly consistent reads, and no attribute name as it is", async () => {
    const { items, seen } = await itemsAnswering({
      status: 200,
      headers: { "content-type": "application/x-amz-json-1.0" },
      body: "{}",
    });
    await items.transact([{ update: { pk: "A", sk: "HEAD" }, set: { status: 1 }, if: { exists: "name" } }], "once");
    await items.get({ pk: "A", sk: "HEAD" });
    await items.query({ pk: "A" });
    await items.query({ pk: "A", index: "gsi1" });
    const [written, got, queried, indexed] = seen.map((request) => JSON.parse(request.body));
    expect(written.ClientRequestToken).toBe("once");
    expect(written.TransactItems[0].Update).toMatchObject({
      UpdateExpression: "SET #n1 = :v0",
      ConditionExpression: "attribute_exists(#n0)",
      ExpressionAttributeNames: { "#n0": "name", "#n1": "status" },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    expect([got.ConsistentRead, queried.ConsistentRead, indexed.ConsistentRead]).toEqual([true, true, undefined]);
  });
});

describe("values in DynamoDB's spelling", () => {
  it.each([
    ["a string set", { SS: ["a"] }],
    ["bytes", { B: new Uint8Array(1) }],
    ["an integer beyond 2^53-1", { N: "9007199254740993" }],
    ["a number beyond JavaScript's", { N: "9.99E+307999" }],
  ])("takes %s for a fault instead of changing it", (_, stored) => {
    expect(() => fromAttribute(stored)).toThrow();
  });

  it("spells numbers exactly", () => {
    expect([0, -1, 2 ** 53 - 1, 0.1, 1e-7].map(toAttribute)).toEqual(
      ["0", "-1", "9007199254740991", "0.1", "1e-7"].map((N) => ({ N })),
    );
  });
});

describe("the table's definition", () => {
  it("has the table's keys and five indexes with a pair of string keys each", () => {
    const table = tableDefinition("visto");
    expect(table.GlobalSecondaryIndexes.map((index) => index.IndexName)).toEqual([
      "gsi1",
      "gsi2",
      "gsi3",
      "gsi4",
      "gsi5",
    ]);
    const used = [table, ...table.GlobalSecondaryIndexes].flatMap((part) =>
      part.KeySchema.map((key) => key.AttributeName),
    );
    expect(table.AttributeDefinitions.map((attribute) => attribute.AttributeName)).toEqual(used);
    expect(used.slice(0, 4)).toEqual(["pk", "sk", "gsi1pk", "gsi1sk"]);
  });
});
