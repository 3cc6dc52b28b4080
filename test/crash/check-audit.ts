import { canonical } from "./check-register.ts";
import { auditShape, type Head } from "./shapes.ts";
import { type Item, sha256 } from "./stores.ts";

export type Told = { readonly type: string; readonly step: number | undefined };

/** The audit entries of the act, in their order, with what each one told. */
export function eventsOf(items: readonly Item[], head: Head): Told[] {
  return inAct(items, head, "AUD#").map((item) => {
    const { event } = auditShape.parse(item).told;
    return { type: event.type, step: event.data.step };
  });
}

export const inAct = (items: readonly Item[], head: Head, prefix: string): Item[] =>
  items.filter((item) => item.pk.endsWith(`#ACT#${head.actId}`) && item.sk.startsWith(prefix));

/** The chain recomputed from the events themselves, up to the head; every event delivered; no upload left open. */
export function* checkAudit(items: readonly Item[], head: Head): Generator<string> {
  const entries = inAct(items, head, "AUD#").map((item) => auditShape.parse(item));
  let prev = "";
  for (const [at, entry] of entries.entries()) {
    const commit = sha256(entry.told.salt + canonical(entry.told.event));
    if (entry.seq !== at + 1) yield `audit: entry ${entry.seq} where ${at + 1} was expected`;
    if (commit !== entry.commit) yield `audit: entry ${entry.seq} commits to another event`;
    if (entry.prev !== prev || sha256(`${prev}|${at + 1}|${entry.commit}`) !== entry.hash)
      yield `audit: entry ${entry.seq} is not chained`;
    if (entry.gsi5pk !== undefined) yield `outbox: ${entry.type} (${entry.id}) is undelivered`;
    prev = entry.hash;
  }
  if (head.auditSeq !== entries.length || head.auditHead !== prev)
    yield `audit: the act names entry ${head.auditSeq}, there are ${entries.length}`;
  if (head.signedUpload ?? head.slots.some((slot) => slot.upload)) yield "uploads: one was left open";
}
