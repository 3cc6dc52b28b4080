/** A number of ours that a function writes into its log (EMF, namespace `Visto`), or one that AWS keeps by itself. */
export type Watched =
  /** `dimensions` none: one number for the whole body. */
  { readonly by: "visto"; readonly metric: string } | { readonly by: "aws"; readonly what: string };

export type AlarmSpec = {
  /** Name of the runbook: docs/runbooks/<id>.md. */
  readonly id: string;
  readonly watched: Watched;
  /** How the points of a period are put together. */
  readonly statistic: "Sum" | "Maximum" | "Minimum" | "p99";
  readonly comparison: "at least" | "below";
  readonly threshold: number;
  readonly periodMinutes: number;
  /** How many periods in a row. */
  readonly periods: number;
  /** What silence means: a number that is only written when something is wrong is fine without one. */
  readonly silence: "fine" | "wrong";
  /** One sentence for the mail that the alarm sends. */
  readonly says: string;
};

const visto = (metric: string): Watched => ({ by: "visto", metric });
const aws = (what: string): Watched => ({ by: "aws", what });
const atOnce = { statistic: "Sum", comparison: "at least", threshold: 1, periods: 1, silence: "fine" } as const;
const highest = { statistic: "Maximum", comparison: "at least", silence: "fine" } as const;

/**
 * Everything that can go wrong and is told to somebody, each with a runbook of its id. An alarm that stands for several
 * things alike (one queue for each function) is made once for each of them, and has one runbook.
 */
export const alarms = [
  {
    ...atOnce,
    id: "dead-letters",
    watched: aws("messages in a dead-letter queue"),
    periodMinutes: 1,
    says: "an event was given up",
  },
  {
    ...atOnce,
    id: "function-errors",
    watched: aws("invocations of a function that failed"),
    periodMinutes: 5,
    says: "an invocation failed",
  },
  {
    ...atOnce,
    id: "function-throttles",
    watched: aws("invocations of a function that AWS held back"),
    periodMinutes: 5,
    says: "invocations were throttled",
  },
  {
    ...highest,
    id: "queue-age",
    watched: aws("age of the oldest message of a queue, seconds"),
    threshold: 900,
    periodMinutes: 5,
    periods: 1,
    says: "messages wait for over a quarter of an hour",
  },
  {
    ...highest,
    id: "stream-behind",
    watched: aws("age of what the reader of the table's stream reads, milliseconds"),
    threshold: 300_000,
    periodMinutes: 5,
    periods: 1,
    says: "the table's stream is read over five minutes late",
  },
  {
    ...atOnce,
    id: "table-throttles",
    watched: aws("requests that the table held back"),
    threshold: 10,
    periodMinutes: 5,
    says: "the table holds requests back",
  },
  {
    ...atOnce,
    id: "server-errors",
    watched: aws("answers of the HTTP API with a 5xx"),
    periodMinutes: 5,
    says: "a request was answered with a fault of ours",
  },
  // Written by the sweep, every minute: silence means that the sweep itself stands still.
  {
    ...highest,
    id: "outbox-age",
    watched: visto("OutboxAgeSeconds"),
    threshold: 900,
    periodMinutes: 5,
    periods: 2,
    silence: "wrong",
    says: "an event waits in the outbox for over a quarter of an hour, or the sweep does not run",
  },
  {
    ...atOnce,
    id: "verdict-errors",
    watched: visto("VerdictFaults"),
    periodMinutes: 5,
    says: "a file could not be judged, through a fault of ours",
  },
  {
    ...atOnce,
    id: "seal-failures",
    watched: visto("SealFaults"),
    periodMinutes: 5,
    says: "a numbered act could not be sealed",
  },
  {
    ...atOnce,
    id: "timestamp-authority-down",
    watched: visto("TimestampFaults"),
    threshold: 3,
    periodMinutes: 15,
    says: "the timestamp authorities do not answer",
  },
  {
    ...highest,
    id: "log-behind",
    watched: visto("LogBehindSeconds"),
    threshold: 3600,
    periodMinutes: 15,
    periods: 1,
    says: "the public log lacks events that are over an hour old",
  },
  {
    id: "seal-certificate-expiry",
    watched: visto("SealCertificateDaysLeft"),
    statistic: "Minimum",
    comparison: "below",
    threshold: 45,
    periodMinutes: 1440,
    periods: 1,
    silence: "fine",
    says: "the seal's certificate ends in less than 45 days",
  },
  {
    ...highest,
    id: "trust-lists-stale",
    watched: visto("TrustListDaysOverdue"),
    threshold: 1,
    periodMinutes: 1440,
    periods: 1,
    says: "a trusted list is past its next update",
  },
  { ...atOnce, id: "mail-bounces", watched: visto("MailBounces"), periodMinutes: 15, says: "a mail did not arrive" },
  {
    ...atOnce,
    id: "mail-complaints",
    watched: visto("MailComplaints"),
    periodMinutes: 15,
    says: "somebody called a mail of ours unwanted",
  },
  {
    ...atOnce,
    id: "infected-files",
    watched: visto("InfectedFiles"),
    periodMinutes: 5,
    says: "the scan found malware in an upload",
  },
] as const satisfies readonly AlarmSpec[];

export type AlarmId = (typeof alarms)[number]["id"];

/** Where the runbook of an alarm lies in the repository. */
export const runbookOf = (id: AlarmId): string => `docs/runbooks/${id}.md`;
