import type { Key } from "../ports/items.ts";

/** Keys of the single table (design: workflow.md §7). `tenant` is the body's code, `actId` the act's id. */
const actPk = (tenant: string, actId: string) => `${tenant}#ACT#${actId}`;
const padded = (n: number, width: number) => String(n).padStart(width, "0");

export const keys = {
  act: actPk,
  head: (tenant: string, actId: string): Key => ({ pk: actPk(tenant, actId), sk: "HEAD" }),
  revision: (tenant: string, actId: string, rev: number): Key => ({
    pk: actPk(tenant, actId),
    sk: `REV#${padded(rev, 4)}`,
  }),
  attachment: (tenant: string, actId: string, label: string, slotId: string): Key => ({
    pk: actPk(tenant, actId),
    sk: `ATT#${label}#${slotId}`,
  }),
  upload: (tenant: string, actId: string, slotId: string): Key => ({ pk: actPk(tenant, actId), sk: `UPL#${slotId}` }),
  evidence: (tenant: string, actId: string, name: string): Key => ({ pk: actPk(tenant, actId), sk: `EVD#${name}` }),
  assignment: (tenant: string, actId: string, rev: number, step: number, who: string): Key => ({
    pk: actPk(tenant, actId),
    sk: `ASG#${padded(rev, 4)}#${padded(step, 2)}#${who}`,
  }),
  audit: (tenant: string, actId: string, seq: number): Key => ({
    pk: actPk(tenant, actId),
    sk: `AUD#${padded(seq, 8)}`,
  }),
  payload: (tenant: string, actId: string, seq: number): Key => ({
    pk: actPk(tenant, actId),
    sk: `PII#${padded(seq, 8)}`,
  }),
  delivery: (eventId: string, target: string): Key => ({ pk: `EVT#${eventId}`, sk: `DLV#${target}` }),
  link: (tokenHash: string): Key => ({ pk: `TOK#${tokenHash}`, sk: "TOK" }),
  session: (secretHash: string): Key => ({ pk: `SES#${secretHash}`, sk: "SES" }),
  /** How the person of an assignment was asked to confirm themselves. */
  otp: (assignment: string): Key => ({ pk: `OTP#${assignment}`, sk: "OTP" }),
  /** The short code of a link, by what only the product can compute of it. */
  shortCode: (mac: string): Key => ({ pk: `COD#${mac}`, sk: "COD" }),
  /** Which delivery a mail was, for a bounce that comes later; of mails of before, whose ids do not say it. */
  message: (id: string): Key => ({ pk: `MSG#${id}`, sk: "MSG" }),
  limit: (scope: string, key: string): Key => ({ pk: `LIM#${scope}#${key}`, sk: "LIM" }),
  /** What a person confirms themselves with. */
  factor: (tenant: string, who: string, kind: string): Key => ({ pk: `${tenant}#FAC#${who}`, sk: kind }),
  idempotency: (tenant: string, scope: string, key: string): Key => ({
    pk: `IDEM#${tenant}#${scope}#${key}`,
    sk: "IDEM",
  }),
  counter: (tenant: string, register: string, year: number): Key => ({
    pk: `${tenant}#REG#${register}#${year}`,
    sk: "COUNTER",
  }),
  registerSlot: (tenant: string, register: string, year: number, number: number): Key => ({
    pk: `${tenant}#REG#${register}#${year}`,
    sk: `N#${padded(number, 7)}`,
  }),
  /** Every fingerprint that the body knows, also of acts that nobody may see. */
  fingerprint: (sha256: string, actId: string, label: string, rev: number): Key => ({
    pk: `FP#${sha256}`,
    sk: `ACT#${actId}#${label || "-"}#${padded(rev, 4)}`,
  }),
  /** Published fingerprints by their first five digits, so that whoever looks one up does not say which. */
  publicFingerprint: (tenant: string, sha256: string, actId: string, name: string): Key => ({
    pk: `${tenant}#PFP#${sha256.slice(0, 5)}`,
    sk: `${sha256}#${actId}#${name}`,
  }),
  verificationCode: (tenant: string, code: string): Key => ({ pk: `${tenant}#VC#${code}`, sk: "VC" }),
  numberIndex: (tenant: string, year: number, number: number): Key => ({
    pk: `${tenant}#NUM#${year}`,
    sk: padded(number, 7),
  }),
  /** Changes of one year's search entries in the order in which they came; the counter says how many there were. */
  searchLog: (tenant: string, year: number): string => `${tenant}#SRCH#${year}`,
  searchEntry: (tenant: string, year: number, seq: number): Key => ({
    pk: `${tenant}#SRCH#${year}`,
    sk: padded(seq, 10),
  }),
  searchCounters: (tenant: string): string => `${tenant}#SRCH`,
  searchCounter: (tenant: string, year: number): Key => ({ pk: `${tenant}#SRCH`, sk: String(year) }),
  /** Which entry of the log is an act's last one. */
  searchMark: (tenant: string, actId: string): Key => ({ pk: actPk(tenant, actId), sk: "SRCH" }),
  /** A day on which the notice board could not be read. */
  alboOutages: (tenant: string): string => `${tenant}#ALBO`,
  alboOutage: (tenant: string, day: string): Key => ({ pk: `${tenant}#ALBO`, sk: `OUT#${day}` }),
  /** Open data: where each file is now, and what must be written anew. */
  /** Where the public copies of an act's files are; no archive carries it, because the copies are made anew. */
  publicFiles: (tenant: string, actId: string): Key => ({ pk: `${tenant}#PUBF#${actId}`, sk: "FILES" }),
  openFiles: (tenant: string): string => `${tenant}#OPEN`,
  openFile: (tenant: string, path: string): Key => ({
    // Lists of acts stand together; of the acts' own files there is one for each act.
    pk: path.startsWith("atti/") ? `${tenant}#OPEN#${shardOf(path)}` : `${tenant}#OPEN`,
    sk: `FILE#${path}`,
  }),
  /** Where an act's own file was before: in one partition with all others. */
  openFileBefore: (tenant: string, path: string): Key => ({ pk: `${tenant}#OPEN`, sk: `FILE#${path}` }),
  openDirty: (tenant: string): Key => ({ pk: `${tenant}#OPEN#NOTE`, sk: "DIRTY" }),
  /** Where the note was before: next to the files, in one partition with them. */
  openDirtyBefore: (tenant: string): Key => ({ pk: `${tenant}#OPEN`, sk: "DIRTY" }),
  /** The public log: how far it is, and where its last batch lies. */
  logTree: (tenant: string): Key => ({ pk: `${tenant}#LOG`, sk: "TREE" }),
  /** A log that ended, as it was then: the first of a body is number 1. */
  logEnded: (tenant: string, number: number): Key => ({ pk: `${tenant}#LOG`, sk: `ENDED#${padded(number, 4)}` }),
  /** Which of the body's logs was last looked through whole, where entries are told of. */
  logLooked: (tenant: string): Key => ({ pk: `${tenant}#LOG`, sk: "LOOKED" }),
  /** The last timestamp over a checkpoint of the log, and the day on which it was asked for. */
  logStamp: (tenant: string): Key => ({ pk: `${tenant}#LOG`, sk: "STAMP" }),
  /** What operators did at the desk. */
  deskLogs: (tenant: string): string => `${tenant}#DESKLOG`,
  deskLog: (tenant: string, at: string, id: string): Key => ({ pk: `${tenant}#DESKLOG`, sk: `${at}#${id}` }),
  person: (tenant: string, who: string): Key => ({ pk: `${tenant}#PPL`, sk: `P#${who}` }),
  /** An office with its dated holders and substitutes. */
  office: (tenant: string, office: string): string => `${tenant}#OFF#${office}`,
  officeHolder: (tenant: string, office: string, from: string): Key => ({
    pk: `${tenant}#OFF#${office}`,
    sk: `HOLD#${from}`,
  }),
  officeDelegation: (tenant: string, office: string, from: string, to: string, who: string): Key => ({
    pk: `${tenant}#OFF#${office}`,
    sk: `DELEG#${from}#${to}#${who}`,
  }),
  /** What the sweep has to look at: an open step of a route. */
  stepDue: (tenant: string, actId: string, rev: number, step: number): Key => ({
    pk: actPk(tenant, actId),
    sk: `STEP#${padded(rev, 4)}#${padded(step, 2)}`,
  }),
  /** A personal key for programs, by the SHA-256 of its secret; and the person's own list of them. */
  apiToken: (hash: string): Key => ({ pk: `KEY#${hash}`, sk: "KEY" }),
  apiTokenOf: (tenant: string, who: string, id: string): Key => ({ pk: `${tenant}#KEYS#${who}`, sk: id }),
  apiTokensOf: (tenant: string, who: string): { readonly pk: string } => ({ pk: `${tenant}#KEYS#${who}` }),
  /** When a program's key was used last, by the day. */
  apiTokenUses: (tenant: string, who: string): { readonly pk: string } => ({ pk: `${tenant}#KEYUSE#${who}` }),
  apiTokenUse: (tenant: string, who: string, id: string): Key => ({ pk: `${tenant}#KEYUSE#${who}`, sk: id }),
  /** A person's own list of open sessions; what became of accounts, in order. */
  sessionsOf: (tenant: string, who: string): { readonly pk: string } => ({ pk: `${tenant}#SESS#${who}` }),
  sessionOf: (tenant: string, who: string, id: string): Key => ({ pk: `${tenant}#SESS#${who}`, sk: id }),
  accountLog: (tenant: string): string => `${tenant}#ACCLOG`,
  /** A browser that an account was entered with before. */
  device: (hash: string): Key => ({ pk: `DEV#${hash}`, sk: "DEV" }),
  /** The link that sets a password, and which one is a person's last. */
  accessLink: (hash: string): Key => ({ pk: `ACL#${hash}`, sk: "ACL" }),
  accessLinkOf: (tenant: string, who: string): Key => ({ pk: `${tenant}#ACL#${who}`, sk: "ACL" }),
  accessMail: (id: string): Key => ({ pk: `ACM#${id}`, sk: "ACM" }),
  /** A sign-in that the body's identity provider is asked about. */
  oidcFlow: (hash: string): Key => ({ pk: `OID#${hash}`, sk: "OID" }),
  body: (tenant: string): Key => ({ pk: `${tenant}#BODY`, sk: "BODY" }),
  /** The coat of arms as it was uploaded. */
  bodyArms: (tenant: string): Key => ({ pk: `${tenant}#BODY`, sk: "ARMS" }),
  /** A password or a key file, wrapped with what only the running product knows. */
  bodySecret: (tenant: string, name: string): Key => ({ pk: `${tenant}#BODY`, sk: `SECRET#${name}` }),
  /** Who changed what of the body's settings, by time. */
  bodyLog: (tenant: string): string => `${tenant}#BODYLOG`,
  /** The first set-up of a new data folder, before there is a tenant; and afterwards whose folder it is. */
  setUp: (name: "DRAFT" | "ARMS" | "BODY"): Key => ({ pk: "SETUP", sk: name }),
} as const;

/** The body whose logs a partition holds. */
export const tenantOfLog = (pk: string): string => pk.slice(0, -"#LOG".length);

/** The act whose item this is. @throws when it is no act's */
export function actIdIn({ pk }: Key): string {
  const [, actId] = pk.split("#ACT#");
  if (actId === undefined) throw new Error(`${pk} is no act's`);
  return actId;
}

/** Partitions of the outbox and of what falls due, spread so that none takes all the writes. */
export const shards = 16;
export function shardOf(id: string): number {
  let sum = 0;
  for (let i = 0; i < id.length; i += 1) sum = (sum * 31 + id.charCodeAt(i)) % 8191;
  return sum % shards;
}
export const outboxPk = (shard: number) => `OB#${shard}`;
/** Fewer: the sweep reads all of them for each kind of thing that falls due. */
export const dueShards = 8;
export const duePk = (shard: number) => `DUE#${shard % dueShards}`;
