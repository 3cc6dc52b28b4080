import { Duration } from "aws-cdk-lib";
import { type EventPattern, Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction, SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Bucket, EventType } from "aws-cdk-lib/aws-s3";
import { SqsDestination } from "aws-cdk-lib/aws-s3-notifications";
import type { Construct } from "constructs";
import { eventTypesOf, type Target, targets } from "../shared/workflow/model/targets.ts";
import type { ProductFunction } from "./constructs/product-function.ts";
import { periodOf, watch } from "./constructs/watch.ts";
import { WorkQueue } from "./constructs/work-queue.ts";
import type { BusEvents } from "./functions.ts";
import type { Settings } from "./settings.ts";
import type { DataStack } from "./stacks/data.ts";

type Around = {
  readonly data: DataStack;
  readonly queues: Readonly<Record<Target, WorkQueue>>;
  readonly settings: Settings;
};

/** Work that takes minutes comes one at a time: a failure repeats nothing that was done. */
const batchOf = ({ spec }: ProductFunction): number => (spec.timeoutSeconds >= 120 ? 1 : 10);

/** Connects a function with what wakes it. */
export function wake(scope: Construct, made: ProductFunction, around: Around): void {
  const { source, looksEveryHours } = made.spec;
  if (looksEveryHours !== undefined)
    onSchedule(scope, `Looks-${made.spec.name}`, made, Duration.hours(looksEveryHours), { clock: made.spec.name });
  switch (source.kind) {
    case "http":
      return;
    case "intake":
      hearIntake(scope, made, around);
      return;
    case "stream":
      readStream(made, around);
      return;
    case "entries":
      readEntries(made, around);
      return;
    case "outbox":
      fromQueue(made, around.queues[source.target]);
      return;
    case "bus":
      hearBus(scope, made, source.of, around);
      return;
    case "schedule":
      onSchedule(scope, "SweepSchedule", made, Duration.minutes(source.minutes), {});
  }
}

function onSchedule(scope: Construct, id: string, made: ProductFunction, every: Duration, event: object): void {
  const input = { deadLetterQueue: made.deadLetters, event: RuleTargetInput.fromObject(event) };
  new Rule(scope, id, { schedule: Schedule.rate(every), targets: [new LambdaFunction(made.handler, input)] });
}

function fromQueue(made: ProductFunction, { queue }: WorkQueue): void {
  made.handler.addEventSource(new SqsEventSource(queue, { batchSize: batchOf(made), reportBatchItemFailures: true }));
}

const queueFor = (scope: Construct, id: string, { spec }: ProductFunction, { data }: Around): WorkQueue =>
  new WorkQueue(scope, id, { fifo: false, timeoutSeconds: spec.timeoutSeconds, bell: data.bell });

function hearIntake(scope: Construct, made: ProductFunction, around: Around): void {
  const arrived = queueFor(scope, "Arrived", made, around);
  // By its name: a notification on the bucket itself would make the data stack depend on this one.
  const intake = Bucket.fromBucketName(scope, "IntakeByName", around.data.buckets.intake.bucketName);
  intake.addEventNotification(EventType.OBJECT_CREATED, new SqsDestination(arrived.queue));
  if (around.settings.malwareScan)
    new Rule(scope, "Rule-malware-scan", {
      eventPattern: scanned(around),
      targets: [new SqsQueue(arrived.queue, { deadLetterQueue: made.deadLetters })],
    });
  fromQueue(made, arrived);
}

/** An upload that GuardDuty has looked at is judged by the function that heard of its arrival. */
const scanned = ({ data }: Around): EventPattern => ({
  source: ["aws.guardduty"],
  detailType: ["GuardDuty Malware Protection Object Scan Result"],
  detail: { s3ObjectDetails: { bucketName: [data.buckets.intake.bucketName] } },
});

/**
 * Audit entries that wait in the outbox (they are in its index) and that somebody must hear. One reader: AWS advises at
 * most two for each shard of a stream, and the other is the public log's. What is given up lands in the dead letters and stays in the outbox, where the
 * sweep finds it.
 */
function readStream(made: ProductFunction, { data }: Around): void {
  const types = [...new Set(targets.flatMap(eventTypesOf))].sort();
  const waiting = {
    eventName: FilterRule.or("INSERT", "MODIFY"),
    dynamodb: { NewImage: { type: { S: FilterRule.or(...types) }, gsi5pk: { S: FilterRule.exists() } } },
  };
  // A draft that somebody wants to see printed: no event of the act, and drawn by the same function.
  const previews = {
    eventName: FilterRule.or("INSERT", "MODIFY"),
    dynamodb: { NewImage: { due: { S: FilterRule.isEqual("preview") }, gsi4pk: { S: FilterRule.exists() } } },
  };
  made.handler.addEventSource(
    new DynamoEventSource(data.table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      retryAttempts: 5,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      filters: [FilterCriteria.filter(waiting), FilterCriteria.filter(previews)],
      onFailure: new SqsDlq(made.deadLetters),
    }),
  );
  const behind = made.handler.metric("IteratorAge", { period: periodOf("stream-behind"), statistic: "Maximum" });
  watch(made, data.bell, "stream-behind", made.spec.name, behind);
}

/** How long entries are gathered for one batch of the log: a write and some objects each, however many leaves. */
const logMinutes = 5;

/**
 * Every audit entry when it is written, for the public log: the second reader of the stream. What cannot be taken is
 * tried again until the stream is about to forget it; then a dead letter tells, and the look at night finds it.
 */
function readEntries(made: ProductFunction, { data }: Around): void {
  const entries = {
    eventName: FilterRule.isEqual("INSERT"),
    dynamodb: { Keys: { sk: { S: FilterRule.beginsWith("AUD#") } } },
  };
  made.handler.addEventSource(
    new DynamoEventSource(data.table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 1000,
      maxBatchingWindow: Duration.minutes(logMinutes),
      maxRecordAge: Duration.hours(22),
      reportBatchItemFailures: true,
      filters: [FilterCriteria.filter(entries)],
      onFailure: new SqsDlq(made.deadLetters),
    }),
  );
}

/** What AWS tells on the default bus, as its documentation names it. */
const patterns: Readonly<Record<BusEvents, EventPattern>> = {
  "mail-feedback": {
    source: ["aws.ses"],
    detailType: ["Email Bounced", "Email Complaint Received", "Email Rejected", "Email Delivery Delayed"],
  },
};

function hearBus(scope: Construct, made: ProductFunction, of: BusEvents, around: Around): void {
  const told = queueFor(scope, `Told-${of}`, made, around);
  new Rule(scope, `Rule-${of}`, {
    eventPattern: patterns[of],
    targets: [new SqsQueue(told.queue, { deadLetterQueue: made.deadLetters })],
  });
  fromQueue(made, told);
}
