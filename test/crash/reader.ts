import { storedDecisions } from "../support/stored-decisions.ts";
import { storedHeads } from "../support/stored-heads.ts";
import { checkAudit, eventsOf, inAct } from "./check-audit.ts";
import { checkOut, checkPublicDigests, checkReferences } from "./check-files.ts";
import { checkDecisions, checkLinks, checkMails, expectedNotices } from "./check-people.ts";
import { checkRegister } from "./check-register.ts";
import { type Head, headShape } from "./shapes.ts";
import { readStores, type Stores } from "./stores.ts";

export type Counts = {
  readonly numbers: number;
  readonly decisions: number;
  readonly events: number;
  readonly notices: number;
  readonly mails: number;
  readonly links: number;
  readonly revoked: number;
  readonly objects: number;
};

/** What was found on the disk; `losses` is empty when nothing was lost, doubled or left half done. */
export type Reading = { readonly losses: readonly string[]; readonly counts: Counts };

/**
 * Reads what a finished demo left in `dir` (its data) and `out` (its results) and recomputes everything that can be:
 * digests, the register's chain, the audit's chain, the links that may still open. It shares no code with the product.
 */
export function readRun(dir: string, out: string): Reading {
  const stores = readStores(dir);
  const heads = stores.items.filter((item) => item.sk === "HEAD");
  const losses = [...stores.losses];
  if (heads.length !== 1) losses.push(`acts: ${heads.length}, one was expected`);
  const head = headShape.safeParse(storedHeads(heads.length === 1 ? stores.items : [])[0]);
  if (head.success) losses.push(...checkAll(stores, head.data, out));
  else losses.push(`act: not published whole: ${head.error.issues[0]?.path.join(".")}`);
  return { losses, counts: countsOf(stores, head.data) };
}

function checkAll({ items, objects, mails }: Stores, head: Head, out: string): string[] {
  const checks = [
    () => (head.state === "PUBLISHED" ? [] : [`act: ${head.state}`]),
    () => checkRegister(items, head),
    () => checkAudit(items, head),
    () => checkDecisions(items, head),
    () => checkLinks(items, head, mails),
    () => checkMails(items, head, mails),
    () => checkReferences(items, objects),
    () => checkPublicDigests(items, head),
    () => checkOut(out, head, mails),
  ];
  return checks.flatMap((check) => {
    try {
      return [...check()];
    } catch (fault) {
      // An item of another shape: what it should have said is lost.
      return [
        `unreadable: ${fault instanceof Error ? fault.message.replace(/\s+/g, " ").slice(0, 200) : String(fault)}`,
      ];
    }
  });
}

function countsOf({ items, objects, mails }: Stores, head: Head | undefined): Counts {
  const links = items.filter((item) => item.pk.startsWith("TOK#"));
  return {
    numbers: items.filter((item) => /#REG#/.test(item.pk) && item.sk.startsWith("N#")).length,
    decisions: head ? storedDecisions(inAct(items, head, "")).length : 0,
    events: head ? eventsOf(items, head).length : 0,
    notices: head ? expectedNotices(items, head).length : 0,
    mails: mails.length,
    links: links.length,
    revoked: links.filter((link) => link["state"] === "REVOKED").length,
    objects: objects.length,
  };
}
