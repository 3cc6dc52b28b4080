import type { Json } from "../../act/index.ts";
import {
  type AuditEntry,
  brokenEntries,
  type ChainedSlot,
  checkChain,
  commitTo,
  openingHash,
} from "../../register/index.ts";
import type { Item, Value } from "../ports/items.ts";
import type { Finding } from "./findings.ts";
import type { RegisterEnd } from "./layout.ts";

export type Checked = {
  readonly findings: readonly Finding[];
  readonly register?: RegisterEnd;
  readonly isAct: boolean;
};

/** Checks the chains that one partition holds whole: a register's slots up to its counter, an act's events up to its head. */
export function checkPartition(pk: string, items: readonly Item[]): Checked {
  const counter = items.find((item) => item.sk === "COUNTER");
  if (counter && pk.includes("#REG#")) return checkRegister(pk, counter, items);
  const head = items.find((item) => item.sk === "HEAD");
  if (head && pk.includes("#ACT#")) return { findings: checkAudit(pk, head, items), isAct: true };
  return { findings: [], isAct: false };
}

function checkRegister(pk: string, counter: Item, items: readonly Item[]): Checked {
  const [year = "", register = ""] = pk.split("#").reverse();
  const end = {
    opened: Number(counter["opened"]),
    last: Number(counter["last"]),
    headHash: String(counter["headHash"]),
  };
  const slots = items.filter((item) => item.sk.startsWith("N#")) as unknown as ChainedSlot[];
  const faults = checkChain(openingHash(register, Number(year), end.opened), end.opened, slots, end);
  const findings = faults.map(({ number, code }) => ({
    code: "REGISTER_BROKEN" as const,
    where: `${pk} ${number} ${code}`,
  }));
  return { findings, register: { pk, ...end }, isAct: false };
}

function checkAudit(pk: string, head: Item, items: readonly Item[]): Finding[] {
  const { auditSeq, auditHead } = partOf(head, "now") ?? partOf(head, "head") ?? {};
  const entries = items.filter((item) => item.sk.startsWith("AUD#"));
  const end = { seq: Number(auditSeq), hash: String(auditHead) };
  const broken = brokenEntries(entries as unknown as AuditEntry[], end);
  const told = new Map(items.filter((item) => item.sk.startsWith("PII#")).map((item) => [item.sk.slice(4), item]));
  const others = entries.filter((entry) => {
    const { salt, event } = partOf(entry, "told") ?? told.get(entry.sk.slice(4)) ?? {};
    // Redacted: the chain stands without it, and that is what it is for.
    return typeof salt === "string" && event !== undefined && commitTo(salt, event as Json) !== entry["commit"];
  });
  return [...broken, ...others.map((entry) => entry["seq"])].map((seq) => ({
    code: "AUDIT_BROKEN",
    where: `${pk} ${seq}`,
  }));
}

function partOf(item: Item, name: string): { readonly [field: string]: Value } | undefined {
  const part = item[name];
  return typeof part === "object" && part !== null && !Array.isArray(part)
    ? (part as { readonly [field: string]: Value })
    : undefined;
}
