import { Duration } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { type Bell, periodOf, watch } from "./watch.ts";

/** How often a message is tried before it is given up: what fails five times needs a person. */
const tries = 5;

/** A queue before a function, with the dead letters of what the function gave up, and alarms on both. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  /** `fifo`: events of one act come one after the other. `timeoutSeconds` is the function's. */
  constructor(
    scope: Construct,
    id: string,
    options: { readonly fifo: boolean; readonly timeoutSeconds: number; readonly bell: Bell },
  ) {
    super(scope, id);
    const { fifo, timeoutSeconds, bell } = options;
    const both = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, ...(fifo ? { fifo } : {}) } as const;
    this.deadLetters = new Queue(this, "DeadLetters", { ...both, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, "Queue", {
      ...both,
      // AWS: at least six times the function's, so that a message that is still worked on is not handed out again.
      visibilityTimeout: Duration.seconds(6 * timeoutSeconds),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: tries },
    });
    const period = periodOf("queue-age");
    watch(
      this,
      bell,
      "queue-age",
      id,
      this.queue.metricApproximateAgeOfOldestMessage({ period, statistic: "Maximum" }),
    );
    const visible = this.deadLetters.metricApproximateNumberOfMessagesVisible({
      period: periodOf("dead-letters"),
      statistic: "Maximum",
    });
    watch(this, bell, "dead-letters", id, visible);
  }
}
