import { dirname } from "node:path";
import { AssetHashType, DockerImage, Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  Architecture,
  type AssetCode,
  Code,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { FunctionName, VariablesOf } from "../../shared/adapters/aws/function-environments.ts";
import { bundleNow } from "../bundle-to.ts";
import { type CoatOfArms, giveArms } from "../coat-of-arms.ts";
import { entryOf, type FunctionSpec } from "../functions.ts";
import { repository } from "../repository.ts";
import { type Bell, periodOf, watch } from "./watch.ts";

/** The function's own folder stands for its sources; the asset's name is the digest of what came out of them. */
const codeOf = (spec: FunctionSpec, arms: CoatOfArms | undefined): AssetCode =>
  Code.fromAsset(repository(dirname(entryOf(spec.name))), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled: our own bundling answers first, or throws.
      image: DockerImage.fromRegistry("none"),
      local: {
        tryBundle: (outdir) => {
          bundleNow(spec, outdir);
          giveArms(spec, arms, outdir);
          return true;
        },
      },
    },
  });

/**
 * A function with what each of them must have: its own variables and no other's, a dead-letter queue for what AWS could
 * not hand over, alarms with a runbook, traces, and logs that are kept.
 */
export class ProductFunction<N extends FunctionName = FunctionName> extends Construct {
  readonly handler: LambdaFunction;
  readonly deadLetters: Queue;
  readonly spec: FunctionSpec<N>;

  constructor(
    scope: Construct,
    spec: FunctionSpec<N>,
    options: {
      readonly environment: VariablesOf<N>;
      readonly bell: Bell;
      readonly logDays: RetentionDays;
      readonly arms?: CoatOfArms | undefined;
    },
  ) {
    super(scope, spec.name);
    this.spec = spec;
    const { environment, bell, logDays, arms } = options;
    this.deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.handler = new LambdaFunction(this, "Function", {
      code: codeOf(spec, arms),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: spec.memoryMb,
      timeout: Duration.seconds(spec.timeoutSeconds),
      description: `${spec.name}: ${spec.because}`,
      environment: stringsOf(environment),
      deadLetterQueue: this.deadLetters,
      tracing: Tracing.ACTIVE,
      logGroup: new LogGroup(this, "Logs", { retention: logDays, removalPolicy: RemovalPolicy.RETAIN }),
    });
    this.watch(bell);
  }

  private watch(bell: Bell): void {
    const { name } = this.spec;
    const given = this.deadLetters.metricApproximateNumberOfMessagesVisible({
      period: periodOf("dead-letters"),
      statistic: "Maximum",
    });
    watch(this, bell, "dead-letters", name, given);
    watch(this, bell, "function-errors", name, this.handler.metricErrors({ period: periodOf("function-errors") }));
    const held = this.handler.metricThrottles({ period: periodOf("function-throttles") });
    watch(this, bell, "function-throttles", name, held);
  }
}

/** Without the variables that are not set. */
const stringsOf = (environment: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
