// One reader of the table's stream, a queue for each consumer: nothing is lost on the way, and nothing overtakes.
import { describe, expect, it } from "vitest";
import {
  dispatchBatch,
  fromObjectQueue,
  fromQueue,
  type ObjectEvent,
  type OutboxEvent,
  type QueuedEvent,
  recordOf,
  type StreamEvent,
  type StreamRecord,
  type Target,
} from "../../shared/workflow/index.ts";

const now = "2025-12-24T09:00:00.000Z";
const event = (seq: number, type: OutboxEvent["type"], actId = "01ACT"): OutboxEvent => ({
  id: `EV${seq}`,
  type,
  tenant: "T#borgo",
  actId,
  seq,
});
const record = (of: OutboxEvent, change: string, due = now): StreamRecord => {
  const { dynamodb } = recordOf(of, due);
  return { eventID: change, dynamodb: { ...dynamodb, SequenceNumber: `seq-${change}` } };
};

function queues(refused: readonly string[] = []) {
  const sent: [Target, readonly QueuedEvent[]][] = [];
  const send = (target: Target, events: readonly QueuedEvent[]) => {
    sent.push([target, events]);
    return Promise.resolve(events.map(({ id }) => id).filter((id) => refused.includes(id)));
  };
  return { sent, world: { clock: () => now, queues: { send } } };
}

describe("the dispatcher", () => {
  it("hands an event to every consumer that must hear it, the act as group, the change as its id", async () => {
    const { sent, world } = queues();
    const batch = { Records: [record(event(3, "act.visto.v1"), "c1")] };
    expect(await dispatchBatch(world, batch)).toEqual({ batchItemFailures: [] });
    expect(sent.map(([target]) => target).sort()).toEqual(["mailer", "sealer"]);
    for (const [, events] of sent) {
      expect(events).toMatchObject([{ id: "c1", group: "01ACT" }]);
      expect(JSON.parse(events[0]?.body ?? "")).toEqual(recordOf(event(3, "act.visto.v1"), now));
    }
  });

  it("leaves what was put off, what nobody hears and what is no event", async () => {
    const { sent, world } = queues();
    const Records = [
      record(event(1, "act.signed.v1"), "later", "2025-12-24T09:00:01.000Z"),
      record(event(2, "act.acknowledged.v1" as OutboxEvent["type"]), "nobody"),
      { eventID: "head", dynamodb: { NewImage: { sk: { S: "HEAD" } } } },
      { eventID: "removed", dynamodb: {} },
    ];
    expect(await dispatchBatch(world, { Records })).toEqual({ batchItemFailures: [] });
    expect(sent).toEqual([]);
  });

  it("takes an event that the writer's clock dates a moment ahead", async () => {
    const { sent, world } = queues();
    await dispatchBatch(world, { Records: [record(event(1, "act.signed.v1"), "c1", "2025-12-24T09:00:00.400Z")] });
    expect(sent).toHaveLength(1);
  });

  it("reports by its place in the stream what a queue did not take, and only that", async () => {
    const { world } = queues(["c2"]);
    const Records = [
      record(event(1, "act.signed.v1"), "c1"),
      record(event(2, "act.signed.v1", "02ACT"), "c2"),
      record(event(3, "act.signed.v1", "03ACT"), "c3"),
    ];
    expect(await dispatchBatch(world, { Records })).toEqual({ batchItemFailures: [{ itemIdentifier: "seq-c2" }] });
  });

  it("keeps the order in which the changes of an act came", async () => {
    const { sent, world } = queues();
    const Records = [1, 2, 3].map((seq) => record(event(seq, "act.signed.v1"), `c${seq}`));
    await dispatchBatch(world, { Records });
    expect(sent[0]?.[1].map(({ id }) => id)).toEqual(["c1", "c2", "c3"]);
  });
});

const message = (messageId: string, body: unknown, MessageGroupId = messageId) => ({
  messageId,
  body: JSON.stringify(body),
  attributes: { MessageGroupId },
});

describe("a consumer behind its queue", () => {
  const faults: string[] = [];
  const told = (fault: unknown, about: string) => faults.push(`${about}: ${fault}`);

  it("gets the events as the dispatcher took them from the stream, one by one", async () => {
    const seen: StreamEvent[] = [];
    const consumer = fromQueue((batch) => {
      seen.push(batch);
      return Promise.resolve({ batchItemFailures: [] });
    }, told);
    const Records = [message("m1", recordOf(event(1, "act.signed.v1"), now))];
    expect(await consumer({ Records })).toEqual({ batchItemFailures: [] });
    expect(seen).toEqual([{ Records: [recordOf(event(1, "act.signed.v1"), now)] }]);
  });

  it("holds back the later events of an act whose event failed, and nobody else's", async () => {
    const consumer = fromQueue(({ Records }) => {
      const seq = Records[0]?.dynamodb?.NewImage?.["seq"]?.N;
      return Promise.resolve({ batchItemFailures: seq === "1" ? [{ itemIdentifier: "x" }] : [] });
    }, told);
    const Records = [
      message("m1", recordOf(event(1, "act.signed.v1"), now), "a"),
      message("m2", recordOf(event(2, "act.signed.v1"), now), "a"),
      message("m3", recordOf(event(3, "act.signed.v1"), now), "b"),
    ];
    expect(await consumer({ Records })).toEqual({
      batchItemFailures: [{ itemIdentifier: "m1" }, { itemIdentifier: "m2" }],
    });
  });

  it.each([
    ["no JSON", "{"],
    ["no record", "[]"],
    ["a record of another shape", '{"dynamodb":{"NewImage":7}}'],
  ])("gives back %s, so that it ends among the dead letters, and says so", async (_, body) => {
    const consumer = fromQueue(() => Promise.resolve({ batchItemFailures: [] }), told);
    faults.length = 0;
    expect(await consumer({ Records: [{ messageId: "m1", body }] })).toEqual({
      batchItemFailures: [{ itemIdentifier: "m1" }],
    });
    expect(faults).toHaveLength(1);
  });
});

describe("the intake behind its queue", () => {
  const notification = (key: string): ObjectEvent => ({
    Records: [{ s3: { bucket: { name: "intake" }, object: { key, versionId: "v1" } } }],
  });

  it("takes each notification of S3, and gives back the one that failed", async () => {
    const seen: string[] = [];
    const intake = fromObjectQueue(
      ({ Records }) => {
        const key = Records[0]?.s3.object.key ?? "";
        seen.push(key);
        return key === "bad" ? Promise.reject(new Error("no store")) : Promise.resolve();
      },
      () => undefined,
    );
    const Records = ["good", "bad", "fine"].map((key) => ({ messageId: key, body: JSON.stringify(notification(key)) }));
    expect(await intake({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: "bad" }] });
    expect(seen).toEqual(["good", "bad", "fine"]);
  });

  it("lets the message go that S3 writes when a notification is set up", async () => {
    const intake = fromObjectQueue(
      () => Promise.reject(new Error("not for an object")),
      () => undefined,
    );
    const body = JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "intake" });
    expect(await intake({ Records: [{ messageId: "m1", body }] })).toEqual({ batchItemFailures: [] });
  });
});
