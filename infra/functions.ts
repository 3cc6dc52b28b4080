import type { FunctionName } from "../shared/adapters/aws/function-environments.ts";
import type { Target } from "../shared/workflow/model/targets.ts";

/** What wakes a function. */
export type Source =
  /** Every request to the pages and the API, as API Gateway's HTTP API v2 tells it. */
  | { readonly kind: "http" }
  /** Every object that arrives in the intake bucket, through a queue; and again when it was scanned for malware. */
  | { readonly kind: "intake" }
  /** The table's stream: the events that wait in the outbox, for all of their consumers. They have this one reader. */
  | { readonly kind: "stream" }
  /** The table's stream too: every new audit entry, whoever must hear of it, some minutes' worth at a time. */
  | { readonly kind: "entries" }
  /** The events of the outbox that one consumer must hear, through its queue, in order within an act. */
  | { readonly kind: "outbox"; readonly target: Target }
  /** Events of AWS itself on the default bus, through a queue. */
  | { readonly kind: "bus"; readonly of: BusEvents }
  | { readonly kind: "schedule"; readonly minutes: number };

/** What SES tells of mails that it took. */
export type BusEvents = "mail-feedback";

export type Bucket = "intake" | "vault" | "portal" | "trust";

export type FunctionSpec<N extends FunctionName = FunctionName> = {
  readonly name: N;
  readonly source: Source;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Why this much memory and time. */
  readonly because: string;
  /** What it may do to items: everything but the dispatcher reads and writes them, for the act and its audit entry. */
  readonly items: boolean;
  readonly buckets: Readonly<Partial<Record<Bucket, "read" | "write">>>;
  readonly sendsMail?: boolean;
  readonly seals?: boolean;
  /** Hours between looks at something of its own that no event tells of, besides what wakes it. */
  readonly looksEveryHours?: number;
  /** Compares codes, or makes those that stand in mails: it reads the secret that they are kept under. */
  readonly confirms?: boolean;
  readonly sendsWebhooks?: boolean;
  /** Takes public copies of files away: the one right to delete that there is, under the one prefix that they have. */
  readonly removesCopies?: boolean;
  /** Verifies what arrives: it is told whether it may ask the addresses in certificates, and which authorities to stamp at. */
  readonly verifies?: boolean;
  /** Signs the public log's checkpoints; it is there where the body has a public log. */
  readonly signsLog?: boolean;
  /** Carries the layout engine and its fonts in the folder `engine` beside its code. */
  readonly renders?: boolean;
};

/** The folder under functions/ is the function's name. */
export const entryOf = (name: FunctionName): string => `functions/${name}/lambda.ts`;

/** Every function of the product on AWS. A test compares this table with the folders under functions/. */
export const functions: readonly FunctionSpec[] = [
  {
    name: "web",
    source: { kind: "http" },
    memoryMb: 1024,
    timeoutSeconds: 15,
    because: "pages of long acts are drawn in one go, and CPU comes with memory; API Gateway gives up after 30 s",
    items: true,
    buckets: { intake: "write", vault: "write", portal: "read", trust: "read" },
    // Codes to people's second address.
    sendsMail: true,
    confirms: true,
  },
  {
    name: "attachment-arrived",
    source: { kind: "intake" },
    memoryMb: 3008,
    timeoutSeconds: 300,
    because: "a signed file is verified in memory; a file of the largest size must be read and hashed within the time",
    items: true,
    buckets: { intake: "read", vault: "write", trust: "read" },
    verifies: true,
  },
  {
    name: "dispatch",
    source: { kind: "stream" },
    memoryMb: 256,
    timeoutSeconds: 30,
    because: "passes on a few hundred bytes of each event, ten to a call, and waits for nothing but SQS",
    items: false,
    buckets: {},
  },
  {
    name: "render-act",
    source: { kind: "outbox", target: "renderer" },
    memoryMb: 2048,
    timeoutSeconds: 120,
    because: "the layout engine is a WebAssembly module of 28 MB with its fonts; long acts have hundreds of pages",
    items: true,
    buckets: { vault: "write" },
    renders: true,
  },
  {
    name: "send-notices",
    source: { kind: "outbox", target: "mailer" },
    memoryMb: 512,
    timeoutSeconds: 60,
    because: "one message for each assignee of a step, handed to SES one by one",
    items: true,
    buckets: { vault: "read" },
    sendsMail: true,
    confirms: true,
  },
  {
    name: "mail-feedback",
    source: { kind: "bus", of: "mail-feedback" },
    memoryMb: 256,
    timeoutSeconds: 30,
    because: "two reads and a write for each mail that came back",
    items: true,
    buckets: {},
  },
  {
    name: "assign-number",
    source: { kind: "outbox", target: "registrar" },
    memoryMb: 512,
    timeoutSeconds: 60,
    because: "one transaction, tried again under contention for the register's counter",
    items: true,
    buckets: {},
  },
  {
    name: "seal-copy",
    source: { kind: "outbox", target: "sealer" },
    memoryMb: 2048,
    timeoutSeconds: 180,
    because: "renders like render-act, then reads both texts back, compares them and seals",
    items: true,
    buckets: { vault: "write", trust: "read" },
    verifies: true,
    renders: true,
    seals: true,
    // The seal's certificate: its alarm must ring also where nothing is sealed for weeks.
    looksEveryHours: 12,
  },
  {
    name: "publish-act",
    source: { kind: "outbox", target: "publisher" },
    memoryMb: 512,
    timeoutSeconds: 180,
    because: "transactions of 25 fingerprints for acts with many attachments; S3 copies files of a gigabyte meanwhile",
    items: true,
    buckets: { intake: "read", vault: "read", portal: "write" },
    // A file that may be shown no more leaves the edge's bucket; its stored version stays where it is.
    removesCopies: true,
  },
  {
    name: "extend-log",
    source: { kind: "entries" },
    memoryMb: 1024,
    timeoutSeconds: 900,
    because: "a batch is some reads and ten small objects; the look at night reads once for each act of two months",
    items: true,
    buckets: { vault: "write", portal: "write" },
    signsLog: true,
    // For entries that no event told of.
    looksEveryHours: 24,
  },
  {
    name: "sweep",
    source: { kind: "schedule", minutes: 1 },
    memoryMb: 3008,
    timeoutSeconds: 300,
    because: "besides reading the outbox it does the work of attachment-arrived for an object whose event was lost",
    items: true,
    buckets: { intake: "read", vault: "write", portal: "write", trust: "read" },
    verifies: true,
    // Of accounts: those of acts are the mailer's.
    sendsMail: true,
    sendsWebhooks: true,
  },
];

export const specOf = <N extends FunctionName>(name: N): FunctionSpec<N> => {
  const found = functions.find((spec) => spec.name === name);
  if (found === undefined) throw new Error(`no function ${name}`);
  return found as FunctionSpec<N>;
};
