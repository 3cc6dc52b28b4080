import { createHash } from "node:crypto";
import { expect } from "vitest";
import { type ActHead, headSchema } from "../../shared/act/index.ts";
import {
  type AuditEntry,
  brokenEntries,
  type ChainedSlot,
  checkChain,
  openingHash,
} from "../../shared/register/index.ts";
import type { Message } from "../../shared/workflow/index.ts";
import { storedDecisions } from "./stored-decisions.ts";
import { storedHeads } from "./stored-heads.ts";
import { type DumpedItem, dumpItems } from "./world.ts";

/** The heads of all acts, read from the file and not through the product. */
export const headsIn = (items: readonly DumpedItem[]): ActHead[] =>
  storedHeads(items).map((head) => headSchema.parse(head));

/** What must hold of the stores, whatever went wrong before. `quiet`: nothing is left to deliver either. */
export function expectSound(dir: string, mails: readonly Message[], { quiet = true } = {}): void {
  const items = dumpItems(dir);
  for (const head of headsIn(items)) expectWholeAudit(items, head);
  expectWholeRegister(items);
  const waiting = items.filter((item) => "gsi5pk" in item).map((item) => [item["type"], item["problem"]]);
  if (quiet) expect(waiting).toEqual([]);
  expectLinks(items, mails);
  expectOneDecisionEach(items);
}

function expectWholeAudit(items: readonly DumpedItem[], head: ActHead): void {
  const entries = items.filter((item) => item.pk === `${head.tenant}#ACT#${head.actId}` && item.sk.startsWith("AUD#"));
  const end = { seq: head.auditSeq, hash: head.auditHead };
  expect(brokenEntries(entries as unknown as AuditEntry[], end)).toEqual([]);
}

/** No gap, no duplicate, the chain whole up to the counter; every number is one act's and every act's is one. */
export function expectWholeRegister(items: readonly DumpedItem[]): void {
  const heads = headsIn(items).flatMap(({ actId, registration }) =>
    registration ? [`${registration.year}/${registration.number} ${actId}`] : [],
  );
  const given: string[] = [];
  for (const counter of items.filter((item) => item.sk === "COUNTER")) {
    const [, , , register = "", year = ""] = counter.pk.split("#");
    const slots = items.filter(
      (item) => item.pk === counter.pk && item.sk.startsWith("N#"),
    ) as unknown as ChainedSlot[];
    const opened = Number(counter["opened"]);
    const head = { last: Number(counter["last"]), headHash: String(counter["headHash"]) };
    expect(checkChain(openingHash(register, Number(year), opened), opened, slots, head)).toEqual([]);
    given.push(...slots.map((slot) => `${slot.year}/${slot.number} ${slot.actId}`));
  }
  expect(given.sort()).toEqual(heads.sort());
}

/** Of every assignment only the newest link may open anything, and it is the one that was mailed last. */
function expectLinks(items: readonly DumpedItem[], mails: readonly Message[]): void {
  const links = items.filter((item) => item.sk === "TOK");
  const newestMailed = new Map<string, string>();
  for (const mail of [...mails].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const token = /\/f#([\w-]{43})/.exec(mail.text)?.[1];
    if (!token) continue;
    const hash = createHash("sha256").update(token).digest("hex").toUpperCase();
    const link = links.find((item) => item.pk === `TOK#${hash}`);
    expect(link, "every mailed link is known").toBeDefined();
    if (link) newestMailed.set(assignmentOf(link), hash);
  }
  for (const assignment of items.filter((item) => item.sk.startsWith("ASG#"))) {
    if (assignment["state"] === "REVOKED" && !("link" in assignment)) continue;
    const mine = links.filter((item) => assignmentOf(item) === assignmentOf(assignment));
    const alive = mine.filter((item) => item["state"] !== "REVOKED").map((item) => item.pk.slice(4));
    expect(alive).toEqual([assignment["link"]]);
    expect(newestMailed.get(assignmentOf(assignment))).toBe(assignment["link"]);
  }
}

const assignmentOf = (item: DumpedItem) => JSON.stringify([item["actId"], item["rev"], item["step"], item["who"]]);

const answered = ["APPROVED", "OPINION", "RETURNED", "REJECTED", "SIGNED", "DELEGATED", "ABSTAINED"];

function expectOneDecisionEach(items: readonly DumpedItem[]): void {
  for (const head of headsIn(items)) {
    const decided = head.route.flatMap((step) =>
      step.assignments.flatMap((one) =>
        answered.includes(one.state) && one.keptFrom === undefined ? [`${step.n} ${one.who}`] : [],
      ),
    );
    const decisions = storedDecisions(items.filter((item) => item.pk.endsWith(`#ACT#${head.actId}`)));
    const ofThisRevision = decisions.filter((item) => item["rev"] === head.rev);
    expect(ofThisRevision.map((item) => `${item["step"]} ${item["who"]}`).sort()).toEqual(decided.sort());
  }
}
