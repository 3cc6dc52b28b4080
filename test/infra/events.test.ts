// Proves the way of an event: one reader of the stream, a queue in order for each consumer, dead letters for what is given up.
import { beforeAll, describe, expect, it } from "vitest";
import { functions } from "../../infra/functions.ts";
import { eventTypesOf, targets } from "../../shared/workflow/model/targets.ts";
import { functionsOf, nameOf, resourcesOf, type Templates, templatesOf } from "./stacks.ts";

let plain: Templates;
beforeAll(() => {
  plain = templatesOf();
});

describe("the way of an event", () => {
  const mappings = () => resourcesOf(plain.workflow, "AWS::Lambda::EventSourceMapping");
  const streams = () => mappings().filter(({ Properties }) => Properties["StartingPosition"] !== undefined);

  it("has one reader of the table's stream for what waits in the outbox and somebody must hear", () => {
    // AWS advises two readers of a shard at most.
    expect(streams()).toHaveLength(2);
    const [reader] = streams().filter(({ Properties }) => Properties["MaximumBatchingWindowInSeconds"] === undefined);
    const { Filters } = (reader?.Properties["FilterCriteria"] ?? {}) as { Filters: { Pattern: string }[] };
    expect(Filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown)).toEqual([
      {
        eventName: ["INSERT", "MODIFY"],
        dynamodb: {
          NewImage: {
            type: { S: [...new Set(targets.flatMap(eventTypesOf))].sort() },
            gsi5pk: { S: [{ exists: true }] },
          },
        },
      },
      // A draft's preview is no event: its request is told of by the same stream.
      {
        eventName: ["INSERT", "MODIFY"],
        dynamodb: { NewImage: { due: { S: ["preview"] }, gsi4pk: { S: [{ exists: true }] } } },
      },
    ]);
    expect(reader?.Properties).toMatchObject({ DestinationConfig: { OnFailure: { Destination: expect.anything() } } });
  });

  it("has another for the public log: every new audit entry, five minutes' worth at a time, until it is forgotten", () => {
    const [reader] = streams().filter(({ Properties }) => Properties["MaximumBatchingWindowInSeconds"] !== undefined);
    const { Filters } = (reader?.Properties["FilterCriteria"] ?? {}) as { Filters: { Pattern: string }[] };
    expect(Filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown)).toEqual([
      { eventName: ["INSERT"], dynamodb: { Keys: { sk: { S: [{ prefix: "AUD#" }] } } } },
    ]);
    expect(reader?.Properties).toMatchObject({
      MaximumBatchingWindowInSeconds: 300,
      // A stream keeps its records for a day: what is given up before is told of.
      MaximumRecordAgeInSeconds: 22 * 3600,
      DestinationConfig: { OnFailure: { Destination: expect.anything() } },
    });
    // Given up only by age: a key may be away for hours.
    expect(reader?.Properties).not.toHaveProperty("MaximumRetryAttempts");
    plain.workflow.hasResourceProperties("AWS::Events::Rule", {
      ScheduleExpression: "rate(1 day)",
      Targets: [{ Input: '{"clock":"extend-log"}' }],
    });
    const without = templatesOf({ publicLog: false });
    expect(functionsOf(without).map(nameOf)).not.toContain("extend-log");
    expect(functionsOf(without)).toHaveLength(functionsOf(plain).length - 1);
  });

  it("goes on in a FIFO queue for each consumer, given up after five tries into a FIFO queue of dead letters", () => {
    const fifo = resourcesOf(plain.workflow, "AWS::SQS::Queue").filter(
      ({ Properties }) => Properties["FifoQueue"] === true,
    );
    expect(fifo).toHaveLength(2 * targets.length);
    const tried = fifo.flatMap(({ Properties }) => Properties["RedrivePolicy"] ?? []);
    expect(tried).toEqual(targets.map(() => ({ deadLetterTargetArn: expect.anything(), maxReceiveCount: 5 })));
    for (const target of targets)
      expect(functions.filter(({ source }) => source.kind === "outbox" && source.target === target)).toHaveLength(1);
  });

  it("tells single failures of a batch from the rest, from the stream and from every queue", () => {
    // The stream's two readers, the intake, what SES tells.
    expect(mappings()).toHaveLength(2 + targets.length + 1 + 1);
    for (const { Properties } of mappings())
      expect(Properties["FunctionResponseTypes"]).toEqual(["ReportBatchItemFailures"]);
  });

  it("is not handed out again while a function may still work on it", () => {
    const queues = Object.entries(plain.workflow.findResources("AWS::SQS::Queue"));
    const timeouts = new Map(functionsOf(plain).map((one) => [nameOf(one), Number(one.Properties["Timeout"])]));
    const waits = queues.flatMap(([, { Properties }]) => Number(Properties["VisibilityTimeout"]) || []);
    const consumers = functions.filter(({ source }) => ["outbox", "intake", "bus"].includes(source.kind));
    expect(waits.sort()).toEqual(consumers.map(({ name }) => 6 * (timeouts.get(name) ?? 0)).sort());
  });

  it("comes from S3 through a queue, and from the clock every minute", () => {
    plain.workflow.hasResourceProperties("Custom::S3BucketNotifications", {
      NotificationConfiguration: { QueueConfigurations: [{ Events: ["s3:ObjectCreated:*"] }] },
    });
    plain.workflow.hasResourceProperties("AWS::Events::Rule", { ScheduleExpression: "rate(1 minute)" });
    // The seal's certificate is looked at also where nothing is sealed for weeks.
    plain.workflow.hasResourceProperties("AWS::Events::Rule", {
      ScheduleExpression: "rate(12 hours)",
      Targets: [{ Input: '{"clock":"seal-copy"}' }],
    });
  });

  it("tells what became of mails on the bus, and follows nobody who opens one", () => {
    const [destination] = resourcesOf(plain.workflow, "AWS::SES::ConfigurationSetEventDestination");
    expect(destination?.Properties["EventDestination"]).toMatchObject({
      MatchingEventTypes: ["bounce", "complaint", "reject", "deliveryDelay"],
      EventBridgeDestination: expect.anything(),
    });
  });
});
