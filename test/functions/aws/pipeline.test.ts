// The handlers of Lambda on events in AWS's own shapes: from the upload to the portal, however often and in whatever order.
import { describe, expect, it } from "vitest";
import { handle as sweep } from "../../../functions/sweep/handle.ts";
import type { Target } from "../../../shared/workflow/index.ts";
import { actWith, aFile } from "../../support/acts.ts";
import { arrivedEvent, awsEvent, queueEvent, queueMessage } from "../../support/aws-events.ts";
import { intakeBucket, intakeOf, onAws } from "../../support/aws-run.ts";
import { draft, headOf, officer, published, ready, send, stateOf } from "../../support/journey.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../../support/world.ts";

const files = [aFile("A"), aFile("B"), aFile("C")];
const once = (test: TestWorld) => ({
  numbers: dumpItems(test.dir).filter((item) => item.sk.startsWith("N#")).length,
  waiting: dumpItems(test.dir).filter((item) => "gsi5pk" in item).length,
});

describe("an act", () => {
  it("goes from its uploads to the portal by S3's, SQS's and the stream's events alone", async () => {
    const test = onAws(await openTestWorld());
    const actId = await published(test, actWith(files), files);
    expect(await stateOf(test, actId)).toBe("PUBLISHED");
    expect(once(test)).toEqual({ numbers: 1, waiting: 0 });
    expect(test.faults).toEqual([]);
  });

  it("comes out the same when each event comes three times and the intake's backwards", async () => {
    const test = onAws(await openTestWorld(), { times: 3, shuffle: (messages) => messages.toReversed() });
    const actId = await published(test, actWith(files), files);
    expect(await stateOf(test, actId)).toBe("PUBLISHED");
    expect(once(test)).toEqual({ numbers: 1, waiting: 0 });
    const mails = (await test.spool.list()).filter(({ about }) => about.actId === actId);
    expect(new Set(mails.map(({ to, about }) => `${to.email} ${about.kind}`)).size).toBe(mails.length);
    expect(test.faults).toEqual([]);
  });

  it("is not lost when queues do not take what the dispatcher sends, each time another", async () => {
    const refused = new Set<string>();
    const refuses = (target: Target, { id }: { readonly id: string }) => {
      const name = `${target} ${id}`;
      const first = !refused.has(name);
      refused.add(name);
      return first;
    };
    const test = onAws(await openTestWorld(), { refuses });
    const actId = await published(test, actWith(files), files);
    expect(refused.size).toBeGreaterThan(5);
    expect(await stateOf(test, actId)).toBe("PUBLISHED");
    expect(once(test)).toEqual({ numbers: 1, waiting: 0 });
  });
});

describe("a batch of S3's messages", () => {
  it("gives back the one whose object cannot be read, and judges the others", async () => {
    let broken = "";
    const test = await openTestWorld({
      wrap: (world) => ({
        ...world,
        objects: {
          ...world.objects,
          read: (ref, range) =>
            ref.key === broken ? Promise.reject(new Error("no answer")) : world.objects.read(ref, range),
        },
      }),
    });
    const actId = await draft(test, actWith(files));
    for (const { label, bytes } of files) await send(test, actId, label, officer, bytes);
    const heads = await Promise.all(
      (await headOf(test, actId)).slots.map((slot) =>
        test.world.objects.head({ bucket: "intake", key: slot.upload?.key ?? "" }),
      ),
    );
    const messages = heads.map((head, at) =>
      queueMessage(`m${at}`, arrivedEvent(intakeBucket, head?.key ?? "", head?.version ?? "")),
    );
    broken = heads[1]?.key ?? "";
    const faults: string[] = [];
    const intake = intakeOf(test.world, (_, about) => void faults.push(about));
    const testEvent = queueMessage("test", awsEvent("s3-test-event", { bucket: intakeBucket }));
    const other = queueMessage("other", arrivedEvent("visto-portal", heads[0]?.key ?? "", heads[0]?.version ?? ""));
    const batch = queueEvent(testEvent, other, ...messages);
    expect(await intake(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: "m1" }] });
    expect(faults).toEqual(["message m1"]);
    const states = async () => (await headOf(test, actId)).slots.map((slot) => slot.state);
    expect(await states()).toEqual(["VERIFIED", "SLOT_OPEN", "VERIFIED"]);
    broken = "";
    expect(await intake(queueEvent(messages[1] ?? testEvent))).toEqual({ batchItemFailures: [] });
    expect(await states()).toEqual(["VERIFIED", "VERIFIED", "VERIFIED"]);
    const { ver } = await headOf(test, actId);
    expect(await intake(batch)).toEqual({ batchItemFailures: [] });
    expect((await headOf(test, actId)).ver).toBe(ver);
  });

  it("gives back a message of a bucket without versions: bytes that can change are not judged", async () => {
    const test = await openTestWorld();
    const intake = intakeOf(test.world, () => undefined);
    const event = arrivedEvent(intakeBucket, "acts/01/02", "");
    const batch = queueEvent(queueMessage("m1", event));
    expect(await intake(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: "m1" }] });
  });
});

describe("the clock", () => {
  it("finds, with EventBridge's event, what an S3 event that was lost left behind", async () => {
    const test = await openTestWorld();
    const actId = await draft(test, actWith([aFile("A")]));
    await send(test, actId, "A", officer, aFile("A").bytes);
    test.clock.forward(120_000);
    const handler: (event: unknown) => Promise<{ received: number }> = sweep(test.world);
    expect(await handler(awsEvent("scheduled"))).toMatchObject({ received: 1 });
    expect(await handler(awsEvent("scheduled"))).toMatchObject({ received: 0 });
    expect(await headOf(test, actId)).toMatchObject({ state: "READY" });
  });

  it("leaves an act alone whose files were all judged", async () => {
    const test = await openTestWorld();
    const actId = await ready(test, actWith([aFile("A")]), [aFile("A")]);
    const { ver } = await headOf(test, actId);
    await sweep(test.world)();
    expect((await headOf(test, actId)).ver).toBe(ver);
  });
});
