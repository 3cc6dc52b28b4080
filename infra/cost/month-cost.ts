import type { FunctionSpec } from "../functions.ts";

/** Numbers by service and by what they are for, and their day and source. */
export type Prices = Readonly<Record<string, unknown>>;

/** Requests of one act, counted by `npm run simulate-month -- --write`, and of one minute of the sweep. */
export type Requests = {
  readonly perAct: Readonly<Record<string, number>>;
  readonly sweep: { readonly queries: number; readonly readUnits: number };
  /** A batch of the public log: how many an act made in the count, and what one asks for. */
  readonly log: Readonly<Record<"perAct" | "puts" | "gets" | "heads" | "readUnits", number>>;
};
export type Assumptions = {
  readonly attachmentBytes: number;
  readonly attachments: number;
  readonly pageRequestsPerAct: number;
  readonly portalReadsPerAct: number;
  readonly portalReadBytes: number;
  readonly portalFileShare: number;
  readonly portalCachedShare: number;
  readonly downloadsPerApproval: number;
  readonly logBytesPerInvocation: number;
  readonly secondsOf: Readonly<Record<string, number>>;
  /** Shards of the table's stream, each read by itself, and how long the public log's reader gathers, minutes. */
  readonly streamShards: number;
  readonly logMinutes: number;
  readonly coldStartShare: number;
  readonly coldStartSeconds: number;
};
/** What the synthesized templates hold, by kind of resource. */
export type Held = Readonly<
  Record<"keys" | "secrets" | "alarms" | "metrics" | "dashboards" | "queues" | "webAcls" | "wafRules" | "scans", number>
>;
export type Line = { readonly what: string; readonly dollars: number };

const minutesOfMonth = 43_800;
const million = 1e6;
const gigabyte = 1e9;

/**
 * What a month with so many acts costs, in dollars, line by line. Storage is that of the acts of one month; what a year
 * piles up is in docs/cost.md.
 */
export function monthCost(
  acts: number,
  given: {
    readonly prices: Prices;
    readonly requests: Requests;
    readonly assumptions: Assumptions;
    readonly held: Held;
    readonly functions: readonly Pick<FunctionSpec, "name" | "memoryMb" | "source">[];
  },
): Line[] {
  const { prices, requests, assumptions: by, held, functions } = given;
  const price = (service: string, of: string): number => {
    const found = (prices[service] as Readonly<Record<string, unknown>> | undefined)?.[of];
    if (typeof found !== "number") throw new Error(`prices.json: ${service}.${of}: a number is missing`);
    return found;
  };
  const per = (name: string): number => {
    const found = requests.perAct[name];
    if (found === undefined) throw new Error(`requests.json: ${name} is missing`);
    return acts * found;
  };
  const portalReads = acts * by.portalReadsPerAct;
  const pages = acts * by.pageRequestsPerAct + portalReads * (1 - by.portalCachedShare);
  // Each event wakes the dispatcher once at most, goes into one queue and is taken out and deleted again.
  const invocations = (source: FunctionSpec["source"]): number => {
    if (source.kind === "http") return pages;
    if (source.kind === "intake") return per("uploads");
    if (source.kind === "schedule") return minutesOfMonth / source.minutes;
    if (source.kind === "stream") return per("events");
    // Entries are gathered: one batch for each shard and pause at most.
    if (source.kind === "entries") return Math.min(per("entries"), (by.streamShards * minutesOfMonth) / by.logMinutes);
    if (source.kind === "bus") return per("mails") * 0.02;
    return per("events") / 5;
  };
  const batches = functions
    .filter(({ source }) => source.kind === "entries")
    .reduce((_, { source }) => invocations(source), 0);
  // Where acts are few a batch has few leaves: there are more batches than were counted with the acts.
  // Every night one read for each act of two months.
  const looks = 30.4 * 2 * acts;
  const more = Math.max(0, batches - acts * requests.log.perAct);
  const total = functions.reduce((sum, { source }) => sum + invocations(source), 0);
  const gbSeconds = functions.reduce((sum, { name, memoryMb, source }) => {
    const seconds = (by.secondsOf[name] ?? 1) + by.coldStartShare * by.coldStartSeconds;
    return sum + invocations(source) * seconds * (memoryMb / 1024);
  }, 0);
  const files = acts * by.attachments * by.attachmentBytes;
  const out =
    portalReads * (by.portalReadBytes + by.portalFileShare * by.attachmentBytes) +
    per("decisions") * by.downloadsPerApproval * by.attachmentBytes;
  // Lambda asks each queue with five requests at once, each waiting for twenty seconds (AWS: long polling).
  const polled = functions.filter(({ source }) => ["intake", "outbox", "bus"].includes(source.kind)).length;
  const polls = polled * 5 * minutesOfMonth * 3;
  const kept = (files + per("keptBytes")) / gigabyte;
  return [
    {
      what: "DynamoDB: writes",
      dollars: ((per("chargedWriteUnits") + more) / million) * price("dynamodb", "writeMillion"),
    },
    {
      what: "DynamoDB: reads of acts",
      dollars: ((per("readUnits") + more * requests.log.readUnits) / million) * price("dynamodb", "readMillion"),
    },
    {
      what: "DynamoDB: reads of sweep and log",
      dollars:
        ((minutesOfMonth * requests.sweep.readUnits + (batches > 0 ? looks : 0)) / million) *
        price("dynamodb", "readMillion"),
    },
    {
      what: "DynamoDB: storage and recovery",
      dollars:
        (per("itemBytes") / gigabyte) * (price("dynamodb", "storageGbMonth") + price("dynamodb", "recoveryGbMonth")),
    },
    {
      what: "Lambda: requests and time",
      dollars: (total / million) * price("lambda", "requestMillion") + gbSeconds * price("lambda", "gbSecond"),
    },
    {
      what: "S3: requests",
      dollars:
        ((per("objectPuts") + per("uploads") + more * requests.log.puts) / million) * price("s3", "putMillion") +
        ((per("objectGets") +
          per("objectHeads") +
          more * (requests.log.gets + requests.log.heads) +
          portalReads * by.portalFileShare) /
          million) *
          price("s3", "getMillion"),
    },
    { what: "S3: storage of this month's files", dollars: kept * price("s3", "storageGbMonth") },
    {
      what: "SQS",
      dollars:
        ((3 * per("uploads") + polls) / million) * price("sqs", "standardMillion") +
        ((3 * per("events")) / million) * price("sqs", "fifoMillion"),
    },
    { what: "HTTP API", dollars: (pages / million) * price("httpApi", "requestMillion") },
    {
      what: "CloudFront: requests",
      dollars:
        ((acts * by.pageRequestsPerAct + portalReads) / million) *
        (price("cloudfront", "requestMillion") + price("cloudfront", "functionMillion")),
    },
    { what: "bytes out", dollars: (out / gigabyte) * price("cloudfront", "transferGb") },
    { what: "SES", dollars: (per("mails") / 1000) * price("ses", "mailThousand") },
    {
      what: "KMS",
      dollars:
        held.keys * price("kms", "keyMonth") +
        (per("uploads") / million) * price("kms", "requestMillion") +
        // Each batch of the public log has a checkpoint to sign.
        (batches / million) * price("kms", "signatureMillion"),
    },
    { what: "secrets", dollars: held.secrets * price("secrets", "secretMonth") },
    {
      what: "alarms, numbers, dashboards",
      dollars:
        held.alarms * price("cloudwatch", "alarmMonth") +
        held.metrics * price("cloudwatch", "metricMonth") +
        held.dashboards * price("cloudwatch", "dashboardMonth"),
    },
    { what: "logs", dollars: ((total * by.logBytesPerInvocation) / gigabyte) * price("cloudwatch", "logGb") },
    { what: "traces", dollars: ((total * 0.05) / million) * price("xray", "traceMillion") },
    ...(held.scans > 0
      ? [
          {
            what: "GuardDuty",
            dollars:
              (files / gigabyte) * price("guardduty", "scanGb") +
              (per("uploads") / million) * price("guardduty", "scanMillion"),
          },
        ]
      : []),
    ...(held.webAcls > 0
      ? [
          {
            what: "WAF",
            dollars:
              price("waf", "aclMonth") +
              held.wafRules * price("waf", "ruleMonth") +
              (portalReads / million) * price("waf", "requestMillion"),
          },
        ]
      : []),
  ];
}

export const totalOf = (lines: readonly Line[]): number => lines.reduce((sum, { dollars }) => sum + dollars, 0);
