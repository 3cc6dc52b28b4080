/** What an operator watches, in the order of the page. The names are stable: programs read them. */
export const parts = [
  "stores",
  "outbox",
  "mails",
  "webhooks",
  "seals",
  "timestamps",
  "evidence",
  "trust",
  "sealCertificate",
  "disk",
] as const;
export type Part = (typeof parts)[number];
export type Level = "good" | "watch" | "bad" | "unknown";

type Stuck = { readonly actId: string; readonly subject: string; readonly code: string; readonly attempts: number };
export type ServiceCheck = {
  readonly part: Part;
  readonly level: Level;
  readonly count: number | null;
  /** Since when; of a certificate and of a list: until when. */
  readonly since: string | null;
  readonly acts: readonly Stuck[];
  /** Details that are no sentence: codes of what does not answer, territories of lists. */
  readonly names: readonly string[];
};

/** What only the machine knows that the product runs on. */
export type MachineFacts = {
  readonly sealUntil?: string;
  readonly disk?: { readonly freeBytes: number; readonly totalBytes: number };
};

export type ServiceFacts = {
  readonly health: { readonly ok: boolean; readonly checks: readonly { readonly code: string | null }[] };
  readonly status:
    | {
        readonly outbox: { readonly waiting: number; readonly failing: number; readonly oldest: string | null };
        readonly undelivered: { readonly mails: number; readonly webhooks: number };
        readonly seals: readonly Stuck[];
        readonly timestamps: readonly Stuck[];
        readonly evidence: number;
        readonly lists: {
          readonly known: boolean;
          readonly late: readonly { readonly territory: string; readonly until: string | null }[];
        };
      }
    | undefined;
  readonly machine: MachineFacts;
  readonly now: string;
};

const minute = 60_000;
const day = 86_400_000;
/** An event is delivered within seconds; after ten minutes of it the retries slow down, after an hour somebody must look. */
const outboxWatch = 10 * minute;
const outboxBad = 60 * minute;
const certificateWatch = 60 * day;
const certificateBad = 14 * day;
const diskWatch = 0.15;
const diskBad = 0.05;

const check = (part: Part, level: Level, more: Partial<ServiceCheck> = {}): ServiceCheck => ({
  ...{ part, level, count: null, since: null, acts: [], names: [] },
  ...more,
});
const counted = (part: Part, count: number, level: Level): ServiceCheck =>
  check(part, count === 0 ? "good" : level, { count });
const stuck = (part: Part, acts: readonly Stuck[]): ServiceCheck =>
  check(part, acts.length === 0 ? "good" : "bad", { count: acts.length, acts });

/** How each part stands. While a store does not answer nothing else is known of what is stored. */
export function serviceChecks({ health, status, machine, now }: ServiceFacts): readonly ServiceCheck[] {
  const names = health.checks.flatMap(({ code }) => (code === null ? [] : [code]));
  const stored: readonly Part[] = ["outbox", "mails", "webhooks", "seals", "timestamps", "evidence", "trust"];
  return [
    check("stores", health.ok ? "good" : "bad", { names }),
    ...(status ? storedChecks(status, now) : stored.map((part) => check(part, "unknown"))),
    certificateCheck(machine.sealUntil, now),
    diskCheck(machine.disk),
  ];
}

function storedChecks(status: NonNullable<ServiceFacts["status"]>, now: string): ServiceCheck[] {
  const { outbox, undelivered, seals, timestamps, evidence, lists } = status;
  const late = lists.late.map(({ territory }) => territory);
  return [
    outboxCheck(outbox, now),
    counted("mails", undelivered.mails, "bad"),
    counted("webhooks", undelivered.webhooks, "watch"),
    stuck("seals", seals),
    stuck("timestamps", timestamps),
    counted("evidence", evidence, "watch"),
    check("trust", lists.known ? (late.length > 0 ? "bad" : "good") : "watch", {
      names: late,
      count: late.length,
      since: lists.late[0]?.until ?? null,
    }),
  ];
}

function outboxCheck({ waiting, oldest }: NonNullable<ServiceFacts["status"]>["outbox"], now: string): ServiceCheck {
  const age = oldest === null ? 0 : Date.parse(now) - Date.parse(oldest);
  const level = age > outboxBad ? "bad" : age > outboxWatch ? "watch" : "good";
  return check("outbox", level, { count: waiting, since: oldest });
}

function certificateCheck(until: string | undefined, now: string): ServiceCheck {
  if (until === undefined) return check("sealCertificate", "unknown");
  const left = Date.parse(until) - Date.parse(now);
  const level = left < certificateBad ? "bad" : left < certificateWatch ? "watch" : "good";
  return check("sealCertificate", level, { since: until, count: Math.floor(left / day) });
}

function diskCheck(disk: MachineFacts["disk"]): ServiceCheck {
  if (!disk) return check("disk", "unknown");
  const share = disk.freeBytes / disk.totalBytes;
  const level = share < diskBad ? "bad" : share < diskWatch ? "watch" : "good";
  return check("disk", level, { count: Math.floor(share * 100) });
}
