import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Architecture, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { engineFiles } from "../engine-files.ts";
import type { FunctionSpec } from "../functions.ts";
import { repository } from "../repository.ts";

// Packages that are still CommonJS call `require` from inside an ES module. The name cannot meet one of the bundle's own.
const banner =
  'import{createRequire as __vistoRequire}from"node:module";const require=__vistoRequire(import.meta.url);';

const quoted = (path: string) => `"${path}"`;

const carryEngine = {
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (_input: string, output: string) => [
    `mkdir -p ${quoted(`${output}/engine`)}`,
    `cp ${engineFiles().map(quoted).join(" ")} ${quoted(`${output}/engine/`)}`,
  ],
};

/** A function with what each of them must have: a dead-letter queue, alarms on it and on errors, and kept logs. */
export class ProductFunction extends Construct {
  readonly handler: NodejsFunction;
  readonly deadLetters: Queue;

  constructor(scope: Construct, spec: FunctionSpec, environment: Readonly<Record<string, string>>) {
    super(scope, spec.name);
    this.deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.handler = new NodejsFunction(this, "Function", {
      entry: repository(spec.entry),
      handler: "handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: spec.memoryMb,
      timeout: Duration.seconds(spec.timeoutSeconds),
      description: spec.because,
      environment: { ...environment },
      deadLetterQueue: this.deadLetters,
      tracing: Tracing.ACTIVE,
      logGroup: new LogGroup(this, "Logs", { retention: RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN }),
      projectRoot: repository("."),
      depsLockFilePath: repository("package-lock.json"),
      bundling: {
        format: OutputFormat.ESM,
        target: "node24",
        minify: true,
        sourceMap: true,
        mainFields: ["module", "main"],
        banner,
        // The SDK that was tested is the SDK that runs: the one in the runtime changes under a deployed function.
        bundleAwsSDK: true,
        ...(spec.renders ? { commandHooks: carryEngine } : {}),
      },
    });
    this.alarm(
      "DeadLettersAlarm",
      this.deadLetters.metricApproximateNumberOfMessagesVisible(),
      `${spec.name}: an event was given up`,
    );
    this.alarm(
      "ErrorsAlarm",
      this.handler.metricErrors({ period: Duration.minutes(5) }),
      `${spec.name}: an invocation failed`,
    );
  }

  private alarm(id: string, metric: IMetric, alarmDescription: string): void {
    new Alarm(this, id, {
      metric,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription,
    });
  }
}
