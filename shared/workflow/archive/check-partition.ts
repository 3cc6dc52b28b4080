import * as z from "zod";
import type { Json } from "../../act/index.ts";
import {
  auditEntrySchema,
  brokenEntries,
  chainedSlotSchema,
  checkChain,
  commitTo,
  openingHash,
} from "../../register/index.ts";
import { isTree } from "../model/log-tree.ts";
import type { Item, Value } from "../ports/items.ts";
import type { Finding } from "./findings.ts";
import type { LogEnd, RegisterEnd } from "./layout.ts";

/** How an archive may be changed is anybody's idea: what is not even a chain's link is told like a broken one. */
const counterSchema = z.object({ opened: z.int(), last: z.int(), headHash: z.string() });
const auditEndSchema = z.object({ auditSeq: z.int(), auditHead: z.string() });

export type Checked = {
  readonly findings: readonly Finding[];
  readonly register?: RegisterEnd;
  readonly log?: LogEnd;
  readonly isAct: boolean;
};

/** Checks the chains that one partition holds whole: a register's slots up to its counter, an act's events up to its head. */
export function checkPartition(pk: string, items: readonly Item[]): Checked {
  const counter = items.find((item) => item.sk === "COUNTER");
  if (counter && pk.includes("#REG#")) return checkRegister(pk, counter, items);
  const tree = items.find(isTree);
  // What the log says can only be checked with its files; a restore must know which key it wants.
  if (tree) return { findings: [], log: { pk, key: String(tree["key"]) }, isAct: false };
  const head = items.find((item) => item.sk === "HEAD");
  if (head && pk.includes("#ACT#")) return { findings: checkAudit(pk, head, items), isAct: true };
  return { findings: [], isAct: false };
}

function checkRegister(pk: string, counter: Item, items: readonly Item[]): Checked {
  const [year = "", register = ""] = pk.split("#").reverse();
  const broken = (where: string): Finding => ({ code: "REGISTER_BROKEN", where: `${pk} ${where}` });
  const end = counterSchema.safeParse(counter);
  if (!end.success) return { findings: [broken(`COUNTER ${pathOf(end.error)}`)], isAct: false };
  const slots = items.filter((item) => item.sk.startsWith("N#")).map((item) => ({ item, read: readSlot(item) }));
  const unread = slots.flatMap(({ item, read }) => (read.success ? [] : [broken(`${item.sk} ${pathOf(read.error)}`)]));
  const chain = slots.flatMap(({ read }) => (read.success ? [read.data] : []));
  const faults = checkChain(openingHash(register, Number(year), end.data.opened), end.data.opened, chain, end.data);
  const findings = [...unread, ...faults.map(({ number, code }) => broken(`${number} ${code}`))];
  return { findings, register: { pk, ...end.data }, isAct: false };
}

const readSlot = (item: Item) => chainedSlotSchema.safeParse(item);
const readEntry = (item: Item) => auditEntrySchema.safeParse(item);
/** The first field that is not as it must be: its name alone, never its value. */
const pathOf = (error: z.ZodError) => error.issues[0]?.path.join(".") ?? "";

function checkAudit(pk: string, head: Item, items: readonly Item[]): Finding[] {
  const broken = (where: string | number): Finding => ({ code: "AUDIT_BROKEN", where: `${pk} ${where}` });
  const end = auditEndSchema.safeParse(partOf(head, "now") ?? partOf(head, "head") ?? {});
  if (!end.success) return [broken(`HEAD ${pathOf(end.error)}`)];
  const entries = items.filter((item) => item.sk.startsWith("AUD#")).map((item) => ({ item, read: readEntry(item) }));
  const unread = entries.flatMap(({ item, read }) => (read.success ? [] : [`${item.sk} ${pathOf(read.error)}`]));
  const chain = entries.flatMap(({ read }) => (read.success ? [read.data] : []));
  const faults = brokenEntries(chain, { seq: end.data.auditSeq, hash: end.data.auditHead });
  const told = new Map(items.filter((item) => item.sk.startsWith("PII#")).map((item) => [item.sk.slice(4), item]));
  const others = entries.flatMap(({ item, read }) => {
    const { salt, event } = partOf(item, "told") ?? told.get(item.sk.slice(4)) ?? {};
    // Redacted: the chain stands without it, and that is what it is for.
    if (!read.success || typeof salt !== "string" || event === undefined) return [];
    return commitTo(salt, event as Json) === read.data.commit ? [] : [read.data.seq];
  });
  return [...unread, ...faults, ...others].map(broken);
}

function partOf(item: Item, name: string): { readonly [field: string]: Value } | undefined {
  const part = item[name];
  return typeof part === "object" && part !== null && !Array.isArray(part)
    ? (part as { readonly [field: string]: Value })
    : undefined;
}
