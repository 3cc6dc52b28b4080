import * as z from "zod";
import { type ActHead, headSchema } from "../../act/index.ts";
import type { Action, Item, Value } from "../ports/items.ts";
import { dueKeys } from "./due-acts.ts";
import { keys } from "./keys.ts";

/**
 * The head of an act is stored in parts, because DynamoDB charges each write by the size of the whole item: what every
 * change touches (`HEAD`: state, versions, number, dates), and beside it what changes seldom, written only when it does.
 *
 * `HEAD` says of each part at which version of the act it was written. Every change is conditional on the version in
 * `HEAD`, so that the parts have one writer at a time; a reader who sees parts of two versions reads again.
 */
export type Parts = { readonly [name: string]: number };

/** A head and how it is stored: what the next change need not write again. No parts: as before there were any. */
export type StoredHead = { readonly head: ActHead; readonly parts: Parts };

/** Where each field of the head is stored: together what changes together. */
const partOf = {
  actId: "HEAD",
  tenant: "HEAD",
  ver: "HEAD",
  rev: "HEAD",
  auditSeq: "HEAD",
  auditHead: "HEAD",
  createdAt: "HEAD",
  updatedAt: "HEAD",
  state: "HEAD",
  effect: "HEAD",
  publication: "HEAD",
  proponent: "TEXT",
  origin: "TEXT",
  data: "TEXT",
  subject: "TEXT",
  department: "TEXT",
  body: "TEXT",
  signatory: "TEXT",
  proceedingOfficer: "TEXT",
  total: "TEXT",
  rendition: "TEXT",
  document: "TEXT",
  findings: "TEXT",
  acknowledged: "TEXT",
  fixedFingerprints: "KEPT",
  opened: "HEAD",
  submission: "HEAD",
  manifestDigest: "HEAD",
  policy: "HEAD",
  mainDoc: "DOCUMENT",
  parts: "KEPT",
  earlierOpinions: "OPINIONS",
  route: "ROUTE",
  signedUpload: "SIGNED",
  signatureRefusal: "SIGNED",
  timestampMissing: "SIGNED",
  signed: "SIGNED",
  signatures: "SIGNATURES",
  voided: "SIGNATURES",
  turnedBack: "BACK",
  registration: "OUT",
  sealError: "OUT",
  copy: "OUT",
  earlierCopies: "COPIES",
  omissis: "OMISSIS",
  vistoIntent: "VISTO",
  visti: "VISTO",
  amendedBy: "AMENDED",
  amends: "AMENDED",
  slots: "SLOTS",
} as const satisfies { readonly [field in keyof ActHead]-?: string };

/** A transaction has room for 100 actions: of an act with many attachments, several share a part. */
const mostSlotParts = 20;
const slotPart = (n: number) => `SLOT#${String(n).padStart(2, "0")}`;

/** What a file's arrival changes of an attachment; the rest of it is in the part that all attachments share. */
const ofFile = ["state", "upload", "file", "verdict"] as const;

type Fields = { readonly [field: string]: Value };

/** The head's fields by the part that holds them. What is empty, or as it was declared, is in none. */
function partsOf(head: ActHead): Map<string, Fields> {
  const parts = new Map<string, { [field: string]: Value }>();
  for (const [field, value] of Object.entries(JSON.parse(JSON.stringify(head)) as Fields)) {
    if (field === "slots" || (field === "route" && head.route.length === 0)) continue;
    const name = partOf[field as keyof typeof partOf];
    parts.set(name, { ...parts.get(name), [field]: value });
  }
  const slots = JSON.parse(JSON.stringify(head.slots)) as Fields[];
  if (slots.length > 0) parts.set("SLOTS", { slots: slots.map((slot) => pick(slot, (field) => !isOfFile(field))) });
  const each = Math.ceil(slots.length / mostSlotParts);
  for (const [at, slot] of slots.entries()) {
    if (slot["state"] === "DECLARED" && Object.keys(slot).filter(isOfFile).length === 1) continue;
    const name = slotPart(Math.floor(at / each));
    parts.set(name, { ...parts.get(name), [String(at)]: pick(slot, isOfFile) });
  }
  return parts;
}

const isOfFile = (field: string) => ofFile.some((one) => one === field);
const pick = (fields: Fields, wanted: (field: string) => boolean): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => wanted(field)));

const partKey = ({ tenant, actId }: ActHead, name: string) => {
  const { pk, sk } = keys.head(tenant, actId);
  return { pk, sk: `${sk}#${name}` };
};

/**
 * What stores the head after a change: `HEAD` itself, conditional on the version that was read, and the parts that are
 * not as they were. The first action is `HEAD`'s.
 */
export function headActions(before: StoredHead | undefined, head: ActHead): Action[] {
  const now = partsOf(head);
  const was = before ? partsOf(before.head) : new Map<string, Fields>();
  const parts: { [name: string]: number } = {};
  const actions: Action[] = [];
  for (const [name, fields] of now) {
    if (name === "HEAD") continue;
    const written = before?.parts[name];
    if (written !== undefined && JSON.stringify(was.get(name)) === JSON.stringify(fields)) parts[name] = written;
    else {
      parts[name] = head.ver;
      actions.push({ put: { ...partKey(head, name), ver: head.ver, ...fields } });
    }
  }
  for (const name of Object.keys(before?.parts ?? {}))
    if (!now.has(name)) actions.push({ delete: partKey(head, name) });
  const put = {
    ...keys.head(head.tenant, head.actId),
    ...indexKeys(head),
    ver: head.ver,
    parts,
    now: now.get("HEAD") ?? {},
  };
  return [{ put, if: before ? { attr: "ver", op: "=", value: before.head.ver } : { absent: "pk" } }, ...actions];
}

/** Lists of acts, the portal, and what the sweep has to look at. */
function indexKeys(head: ActHead): Fields {
  const { registration } = head;
  return {
    gsi2pk: `${head.tenant}#ACTS`,
    gsi2sk: `${head.createdAt}#${head.actId}`,
    ...(head.publication && registration
      ? { gsi3pk: `${head.tenant}#PUB`, gsi3sk: `${registration.year}#${String(registration.number).padStart(7, "0")}` }
      : {}),
    ...dueKeys(head, head.updatedAt),
  };
}

const hotSchema = z.looseObject({ ver: z.int(), parts: z.record(z.string(), z.int()), now: z.looseObject({}) });

/**
 * The head in the items of its act whose sort key begins with `HEAD`; `torn` when they are of more than one version: a
 * change was under way. Reads a head of one item too, as it was stored before there were parts.
 * @throws when what is stored is not a head
 */
export function headIn(items: readonly Item[]): StoredHead | "torn" | undefined {
  const hot = items.find((item) => item.sk === "HEAD");
  if (!hot) return items.length === 0 ? undefined : "torn";
  if (hot["head"] !== undefined) return { head: headSchema.parse(hot["head"]), parts: {} };
  const { now, parts } = hotSchema.parse(hot);
  const found = new Map(items.map((item) => [item.sk.slice("HEAD#".length), item]));
  const fields: { [field: string]: unknown } = { route: [], slots: [], ...now };
  const files = new Map<string, unknown>();
  for (const name of Object.keys(parts).sort()) {
    const part = found.get(name);
    if (part?.["ver"] !== parts[name]) return "torn";
    const { pk: _pk, sk: _sk, ver: _ver, ...rest } = part as Item;
    if (name.startsWith("SLOT#")) for (const [at, file] of Object.entries(rest)) files.set(at, file);
    else Object.assign(fields, rest);
  }
  const declared = fields["slots"] as readonly object[];
  const slots = declared.map((slot, at) => ({
    ...slot,
    ...((files.get(String(at)) as object) ?? { state: "DECLARED" }),
  }));
  return { head: headSchema.parse({ ...fields, slots }), parts };
}
