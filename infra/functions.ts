import type { Target } from "../shared/workflow/model/targets.ts";

/** What wakes a function. */
export type Source =
  /** Every request to the pages and the API, as API Gateway's HTTP API v2 tells it. */
  | { readonly kind: "http" }
  /** Every object that arrives in the intake bucket. */
  | { readonly kind: "intake" }
  /** The events of the outbox that one consumer must hear, from the table's stream. */
  | { readonly kind: "outbox"; readonly target: Target }
  | { readonly kind: "schedule"; readonly minutes: number };

export type Bucket = "intake" | "vault" | "portal" | "trust";

export type FunctionSpec = {
  readonly name: string;
  readonly entry: string;
  readonly source: Source;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Why this much memory and time. */
  readonly because: string;
  /** What it may do to objects; every function reads and writes items, for the act and its audit entry. */
  readonly buckets: Readonly<Partial<Record<Bucket, "read" | "write">>>;
  readonly sendsMail?: boolean;
  readonly seals?: boolean;
  /** Verifies what arrives: it is told whether it may ask the addresses in certificates, and which authorities to stamp at. */
  readonly verifies?: boolean;
  /** Carries the layout engine and its fonts in the folder `engine` beside its code. */
  readonly renders?: boolean;
};

/** Every function of the product on AWS. A test compares this table with the folders under functions/. */
export const functions: readonly FunctionSpec[] = [
  {
    name: "web",
    entry: "functions/web/lambda.ts",
    source: { kind: "http" },
    memoryMb: 1024,
    timeoutSeconds: 15,
    because: "pages of long acts are drawn in one go, and CPU comes with memory; API Gateway gives up after 30 s",
    buckets: { intake: "write", vault: "write", trust: "read" },
  },
  {
    name: "attachment-arrived",
    entry: "functions/attachment-arrived/lambda.ts",
    source: { kind: "intake" },
    memoryMb: 3008,
    timeoutSeconds: 300,
    because: "a signed file is verified in memory; a file of the largest size must be read and hashed within the time",
    buckets: { intake: "read", vault: "write", trust: "read" },
    verifies: true,
  },
  {
    name: "render-act",
    entry: "functions/render-act/lambda.ts",
    source: { kind: "outbox", target: "renderer" },
    memoryMb: 2048,
    timeoutSeconds: 120,
    because: "the layout engine is a WebAssembly module of 28 MB with its fonts; long acts have hundreds of pages",
    buckets: { vault: "write" },
    renders: true,
  },
  {
    name: "send-notices",
    entry: "functions/send-notices/lambda.ts",
    source: { kind: "outbox", target: "mailer" },
    memoryMb: 512,
    timeoutSeconds: 60,
    because: "one message for each assignee of a step, handed to SES one by one",
    buckets: { vault: "read" },
    sendsMail: true,
  },
  {
    name: "assign-number",
    entry: "functions/assign-number/lambda.ts",
    source: { kind: "outbox", target: "registrar" },
    memoryMb: 512,
    timeoutSeconds: 60,
    because: "one transaction, tried again under contention for the register's counter",
    buckets: {},
  },
  {
    name: "seal-copy",
    entry: "functions/seal-copy/lambda.ts",
    source: { kind: "outbox", target: "sealer" },
    memoryMb: 2048,
    timeoutSeconds: 180,
    because: "renders like render-act, then reads both texts back, compares them and seals",
    buckets: { vault: "write", trust: "read" },
    verifies: true,
    renders: true,
    seals: true,
  },
  {
    name: "publish-act",
    entry: "functions/publish-act/lambda.ts",
    source: { kind: "outbox", target: "publisher" },
    memoryMb: 512,
    timeoutSeconds: 60,
    because: "transactions of 25 fingerprints for acts with many attachments",
    buckets: { vault: "read", portal: "write" },
  },
  {
    name: "sweep",
    entry: "functions/sweep/lambda.ts",
    source: { kind: "schedule", minutes: 1 },
    memoryMb: 3008,
    timeoutSeconds: 300,
    because: "besides reading the outbox it does the work of attachment-arrived for an object whose event was lost",
    buckets: { intake: "read", vault: "write", portal: "write", trust: "read" },
    verifies: true,
  },
];
