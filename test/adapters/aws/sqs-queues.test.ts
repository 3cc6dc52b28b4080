import { SQSClient } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { sqsQueues } from "../../../shared/adapters/aws/sqs-queues.ts";
import { type CannedAnswer, cannedServer } from "../../support/canned-server.ts";

const json = (body: unknown): CannedAnswer => ({
  status: 200,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: JSON.stringify(body),
});
const taken = json({ Successful: [], Failed: [] });
const refused = json({ Successful: [], Failed: [{ Id: "1", SenderFault: false, Code: "InternalError" }] });
const events = (many: number) =>
  Array.from({ length: many }, (_, at) => ({ id: `c${at}`, group: "act", body: `{"at":${at}}` }));

async function openQueues(...answers: readonly CannedAnswer[]) {
  const { url, seen } = await cannedServer(...answers);
  const client = new SQSClient({
    endpoint: url,
    region: "eu-south-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  const bodies = () => seen.map(({ body }) => JSON.parse(body) as { QueueUrl: string; Entries: object[] });
  return { bodies, queues: sqsQueues({ addresses: { mailer: `${url}/000000000000/mailer.fifo` }, client }) };
}

it("sends ten at once, in order, with the act as group and the change as deduplication", async () => {
  const { queues, bodies } = await openQueues(taken);
  expect(await queues.send("mailer", events(12))).toEqual([]);
  expect(bodies().map(({ Entries }) => Entries.length)).toEqual([10, 2]);
  expect(bodies()[1]?.Entries).toEqual([
    { Id: "0", MessageBody: '{"at":10}', MessageGroupId: "act", MessageDeduplicationId: "c10" },
    { Id: "1", MessageBody: '{"at":11}', MessageGroupId: "act", MessageDeduplicationId: "c11" },
  ]);
});

it("answers by their own ids those that SQS did not take, in whichever call they were", async () => {
  const { queues } = await openQueues(taken, refused);
  expect(await queues.send("mailer", events(12))).toEqual(["c11"]);
});

it("throws when SQS does not answer what became of them", async () => {
  const { queues } = await openQueues({ status: 500, body: "{}" });
  await expect(queues.send("mailer", events(1))).rejects.toThrow();
});
