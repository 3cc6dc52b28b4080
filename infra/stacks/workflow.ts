import { Stack } from "aws-cdk-lib";
import { MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import type { FunctionName, VariablesOf } from "../../shared/adapters/aws/function-environments.ts";
import { type Target, targets } from "../../shared/workflow/model/targets.ts";
import { armsTold } from "../coat-of-arms.ts";
import { dashboard } from "../constructs/dashboard.ts";
import { MailSender } from "../constructs/mail-sender.ts";
import { MalwareScan } from "../constructs/malware-scan.ts";
import { ProductFunction } from "../constructs/product-function.ts";
import { periodOf, watch, watchOwnNumbers } from "../constructs/watch.ts";
import { WorkQueue } from "../constructs/work-queue.ts";
import { functions, specOf } from "../functions.ts";
import { giveNamedSecret, openStores, providerOf, stampingOf, verificationOf, worldOf } from "../grants.ts";
import type { Settings } from "../settings.ts";
import { wake } from "../wake.ts";
import type { DataStack } from "./data.ts";

/** Functions of this stack: all but the one that answers people. */
type Worker = Exclude<FunctionName, "web">;

/** The functions that nobody waits for: they hear the intake bucket, the outbox and the clock. */
export class WorkflowStack extends Stack {
  readonly functions: readonly ProductFunction[];
  readonly sender: MailSender;

  constructor(scope: Construct, id: string, settings: Settings, data: DataStack) {
    super(scope, id);
    const { bell } = data;
    const queues = outboxQueues(this, bell);
    const sender = new MailSender(this, "Mail", settings);
    this.sender = sender;
    const mailing = { VISTO_SENDER: settings.sender, VISTO_MAIL_EVENTS: sender.events.configurationSetName };
    const sealSecret = new Secret(this, "SealKey", {
      description: "The seal as JSON: PKCS#12 and passphrase, or with KMS the certificates",
    });
    // The newest two: while a new certificate is on its way the key before it seals.
    const sealing = data.sealKeys.slice(-2);
    const world = worldOf(settings, data);
    const verifying = { ...world, ...verificationOf(settings, data) };
    const environments: { readonly [N in Worker]: VariablesOf<N> } = {
      "attachment-arrived": verifying,
      dispatch: {
        VISTO_QUEUE_RENDERER: queues.renderer.queue.queueUrl,
        VISTO_QUEUE_MAILER: queues.mailer.queue.queueUrl,
        VISTO_QUEUE_REGISTRAR: queues.registrar.queue.queueUrl,
        VISTO_QUEUE_SEALER: queues.sealer.queue.queueUrl,
        VISTO_QUEUE_PUBLISHER: queues.publisher.queue.queueUrl,
      },
      "render-act": { ...world, VISTO_ARMS: armsTold(settings.arms) },
      "send-notices": {
        ...world,
        ...mailing,
        VISTO_FACTOR_SECRET: data.factorSecret.secretArn,
      },
      "mail-feedback": world,
      "assign-number": world,
      "seal-copy": {
        ...verifying,
        VISTO_ARMS: armsTold(settings.arms),
        VISTO_SEAL_SECRET: sealSecret.secretArn,
        VISTO_SEAL_KEY: sealing[0]?.keyArn,
      },
      "publish-act": world,
      "extend-log": { ...world, ...stampingOf(settings), VISTO_LOG_KEY: data.logKey?.keyArn ?? "none" },
      sweep: {
        ...verifying,
        ...mailing,
        VISTO_OIDC: providerOf(settings),
        VISTO_FIRST_OPERATOR: settings.firstOperator && JSON.stringify(settings.firstOperator),
        VISTO_WEBHOOK_SECRET: settings.webhookSecret,
      },
    };
    const workers = (Object.keys(environments) as Worker[]).map((name) => specOf(name));
    this.functions = workers.flatMap((spec) => {
      if (spec.signsLog && !data.logKey) return [];
      const made: ProductFunction = new ProductFunction(this, spec, {
        environment: environments[spec.name as Worker],
        bell,
        logDays: settings.logDays,
        arms: settings.arms,
      });
      openStores(made, data);
      if (spec.sendsMail) sender.identity.grantSendEmail(made.handler);
      if (spec.seals) {
        sealSecret.grantRead(made.handler);
        for (const key of sealing) key.grant(made.handler, "kms:Sign", "kms:GetPublicKey");
      }
      if (spec.signsLog) data.logKey?.grant(made.handler, "kms:Sign", "kms:GetPublicKey");
      if (spec.confirms) data.factorSecret.grantRead(made.handler);
      if (spec.verifies || spec.signsLog) giveNamedSecret(this, "TimestampAddresses", made, settings.timestampSecret);
      if (spec.sendsWebhooks) giveNamedSecret(this, "WebhookAddresses", made, settings.webhookSecret);
      if (settings.malwareScan && spec.buckets.intake === "read") readScans(made, data);
      if (spec.source.kind === "stream")
        for (const { queue } of Object.values(queues)) queue.grantSendMessages(made.handler);
      wake(this, made, { data, queues, settings });
      return made;
    });
    if (settings.malwareScan) new MalwareScan(this, "MalwareScan", data.buckets.intake);
    watchOwnNumbers(this, bell, settings.tenant);
    watchTable(this, data);
    dashboard(this, "Dashboard", {
      stage: settings.stage,
      functions: this.functions,
      queues: Object.values(queues),
      table: data.table,
    });
  }
}

/** One queue for each consumer of the outbox, in order within an act. */
function outboxQueues(scope: Construct, bell: DataStack["bell"]): Readonly<Record<Target, WorkQueue>> {
  const made = targets.map((target) => {
    const consumer = functions.find(({ source }) => source.kind === "outbox" && source.target === target);
    if (consumer === undefined) throw new Error(`no function consumes as ${target}`);
    const { timeoutSeconds } = consumer;
    return [target, new WorkQueue(scope, `Outbox-${target}`, { fifo: true, timeoutSeconds, bell })] as const;
  });
  return Object.fromEntries(made) as Record<Target, WorkQueue>;
}

/** Requests that the table held back, read or written: an index counts with the table. */
function watchTable(scope: Construct, { table, bell }: DataStack): void {
  const period = periodOf("table-throttles");
  const held = (metricName: string) => table.metric(metricName, { period, statistic: "Sum" });
  const usingMetrics = { reads: held("ReadThrottleEvents"), writes: held("WriteThrottleEvents") };
  const expression = "FILL(reads, 0) + FILL(writes, 0)";
  watch(scope, bell, "table-throttles", "items", new MathExpression({ expression, usingMetrics, period }));
}

/** GuardDuty says by a tag on the version what it found in it. */
function readScans({ handler }: ProductFunction, { buckets }: DataStack): void {
  const actions = ["s3:GetObjectVersionTagging"];
  handler.addToRolePolicy(new PolicyStatement({ actions, resources: [buckets.intake.arnForObjects("*")] }));
}
