import { Duration, Stack } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Bucket, EventType } from "aws-cdk-lib/aws-s3";
import { LambdaDestination } from "aws-cdk-lib/aws-s3-notifications";
import { type ISecret, Secret } from "aws-cdk-lib/aws-secretsmanager";
import { EmailIdentity } from "aws-cdk-lib/aws-ses";
import type { Construct } from "constructs";
import { eventTypesOf, type Target } from "../../shared/workflow/model/targets.ts";
import { ProductFunction } from "../constructs/product-function.ts";
import { type FunctionSpec, functions } from "../functions.ts";
import { environmentOf, openStores, type Stores } from "../grants.ts";
import type { Settings } from "../settings.ts";

/** The functions that nobody waits for: they hear the intake bucket, the outbox and the clock. */
export class WorkflowStack extends Stack {
  private readonly stores: Stores;

  constructor(scope: Construct, id: string, settings: Settings, stores: Stores) {
    super(scope, id);
    this.stores = stores;
    const environment = environmentOf(settings, stores);
    const sender = EmailIdentity.fromEmailIdentityName(this, "Sender", settings.sender);
    for (const spec of functions.filter(({ source }) => source.kind !== "http")) {
      const made = new ProductFunction(this, spec, environment);
      openStores(made, spec, stores);
      if (spec.sendsMail) {
        sender.grantSendEmail(made.handler);
        made.handler.addEnvironment("VISTO_SENDER", settings.sender);
      }
      if (spec.seals) this.giveSealKey(made);
      if (spec.verifies) this.tellWhomToAsk(made, settings);
      this.wake(made, spec);
    }
  }

  private wake(made: ProductFunction, { source }: FunctionSpec): void {
    switch (source.kind) {
      case "http":
        return;
      case "intake": {
        // By its name: a notification on the bucket itself would make the data stack depend on this one.
        const intake = Bucket.fromBucketName(this, "IntakeByName", this.stores.buckets.intake.bucketName);
        intake.addEventNotification(EventType.OBJECT_CREATED, new LambdaDestination(made.handler));
        return;
      }
      case "outbox":
        made.handler.addEventSource(this.outbox(made, source.target));
        return;
      case "schedule":
        new Rule(this, "SweepSchedule", {
          schedule: Schedule.rate(Duration.minutes(source.minutes)),
          targets: [
            new LambdaFunction(made.handler, {
              deadLetterQueue: made.deadLetters,
              event: RuleTargetInput.fromObject({}),
            }),
          ],
        });
    }
  }

  /**
   * Audit entries that still wait in the outbox (they are in its index) and are for this consumer. Reporting single
   * failures lets the rest of a batch go on; what is given up lands in the dead letters and stays in the outbox, where
   * the sweep finds it.
   */
  private outbox(made: ProductFunction, target: Target): DynamoEventSource {
    const waiting = {
      eventName: FilterRule.or("INSERT", "MODIFY"),
      dynamodb: {
        NewImage: { type: { S: FilterRule.or(...eventTypesOf(target)) }, gsi5pk: { S: FilterRule.exists() } },
      },
    };
    return new DynamoEventSource(this.stores.table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      retryAttempts: 5,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      filters: [FilterCriteria.filter(waiting)],
      onFailure: new SqsDlq(made.deadLetters),
    });
  }

  /** Addresses with a password are a secret that is made by hand: only its name stands in a template. */
  private tellWhomToAsk({ handler }: ProductFunction, settings: Settings): void {
    handler.addEnvironment("VISTO_FETCH_MATERIAL", settings.fetchMaterial ? "yes" : "no");
    if (settings.timestamps.length > 0) handler.addEnvironment("VISTO_TIMESTAMPS", settings.timestamps.join(" "));
    if (settings.timestampSecret === undefined) return;
    const id = "TimestampAddresses";
    const known = this.node.tryFindChild(id) as ISecret | undefined;
    const secret = known ?? Secret.fromSecretNameV2(this, id, settings.timestampSecret);
    secret.grantRead(handler);
    handler.addEnvironment("VISTO_TIMESTAMP_SECRET", secret.secretName);
  }

  /** The body's PKCS#12 and its passphrase, put there by hand: a secret is never in a template. */
  private giveSealKey({ handler }: ProductFunction): void {
    const key = new Secret(this, "SealKey", { description: "PKCS#12 of the body's seal and its passphrase, as JSON" });
    key.grantRead(handler);
    handler.addEnvironment("VISTO_SEAL_SECRET", key.secretArn);
  }
}
