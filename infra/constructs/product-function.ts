import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Architecture, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { type BundlingOptions, NodejsFunction, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { FunctionName, VariablesOf } from "../../shared/adapters/aws/function-environments.ts";
import { engineFiles } from "../engine-files.ts";
import { entryOf, type FunctionSpec } from "../functions.ts";
import { repository } from "../repository.ts";
import { type Bell, periodOf, watch } from "./watch.ts";

// Packages that are still CommonJS call `require` from inside an ES module. The name cannot meet one of the bundle's own.
const banner =
  'import{createRequire as __vistoRequire}from"node:module";const require=__vistoRequire(import.meta.url);';

const quoted = (path: string) => `"${path}"`;

/** What a bundle is made with. `bench/cold-start.ts` measures the same. */
const carryEngine = {
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (_input: string, output: string) => [
    `mkdir -p ${quoted(`${output}/engine`)}`,
    `cp ${engineFiles().map(quoted).join(" ")} ${quoted(`${output}/engine/`)}`,
  ],
};

const bundling: BundlingOptions = {
  format: OutputFormat.ESM,
  target: "node24",
  minify: true,
  sourceMap: true,
  mainFields: ["module", "main"],
  banner,
  // The SDK that was tested is the SDK that runs: the one in the runtime changes under a deployed function.
  bundleAwsSDK: true,
};

/**
 * A function with what each of them must have: its own variables and no other's, a dead-letter queue for what AWS could
 * not hand over, alarms with a runbook, traces, and logs that are kept.
 */
export class ProductFunction<N extends FunctionName = FunctionName> extends Construct {
  readonly handler: NodejsFunction;
  readonly deadLetters: Queue;
  readonly spec: FunctionSpec<N>;

  constructor(
    scope: Construct,
    spec: FunctionSpec<N>,
    options: { readonly environment: VariablesOf<N>; readonly bell: Bell; readonly logDays: RetentionDays },
  ) {
    super(scope, spec.name);
    this.spec = spec;
    const { environment, bell, logDays } = options;
    this.deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.handler = new NodejsFunction(this, "Function", {
      entry: repository(entryOf(spec.name)),
      handler: "handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: spec.memoryMb,
      timeout: Duration.seconds(spec.timeoutSeconds),
      description: `${spec.name}: ${spec.because}`,
      environment: stringsOf(environment),
      deadLetterQueue: this.deadLetters,
      tracing: Tracing.ACTIVE,
      logGroup: new LogGroup(this, "Logs", { retention: logDays, removalPolicy: RemovalPolicy.RETAIN }),
      projectRoot: repository("."),
      depsLockFilePath: repository("package-lock.json"),
      bundling: { ...bundling, ...(spec.renders ? { commandHooks: carryEngine } : {}) },
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
