import { createHash } from "node:crypto";
import * as z from "zod";
import { canonicalJson, type Json } from "../act/index.ts";

/** An entry of an act's audit chain: it commits to an event without showing it. */
export type AuditEntry = {
  readonly seq: number;
  readonly commit: string;
  readonly prev: string;
  readonly hash: string;
};

/** An entry as a store or a file gives it back; what else stands beside it is dropped. */
export const auditEntrySchema = z.object({
  seq: z.int().positive(),
  commit: z.string().regex(/^[0-9A-F]{64}$/),
  /** Empty in the first. */
  prev: z.string().regex(/^([0-9A-F]{64})?$/),
  hash: z.string().regex(/^[0-9A-F]{64}$/),
});

/**
 * The commitment to an event: SHA-256 over a random salt and the event's RFC 8785 text. Deleting salt and event
 * (a redaction) leaves the chain as verifiable as before, and the commitment tells nothing.
 */
export function commitTo(salt: string, event: Json): string {
  return createHash("sha256").update(salt).update(canonicalJson(event)).digest("hex").toUpperCase();
}

/** The entry after `prev`: `hash = SHA-256(prev ‖ seq ‖ commit)` over their text, upper-case hex. */
export function auditEntry(prev: string, seq: number, commit: string): AuditEntry {
  const hash = createHash("sha256").update(`${prev}|${seq}|${commit}`).digest("hex").toUpperCase();
  return { seq, commit, prev, hash };
}

/**
 * The sequence numbers at which the chain is broken, from entry 1 on; empty when it is whole. That its end was not cut
 * off is seen only where `end`, what the act's head says of its last entry, is given too.
 */
export function brokenEntries(
  entries: readonly AuditEntry[],
  end?: { readonly seq: number; readonly hash: string },
): number[] {
  let prev = "";
  const broken = entries.flatMap((entry, index) => {
    const expected = auditEntry(prev, index + 1, entry.commit);
    prev = entry.hash;
    return entry.seq === expected.seq && entry.prev === expected.prev && entry.hash === expected.hash
      ? []
      : [entry.seq];
  });
  const isCut = end !== undefined && (end.seq !== entries.length || end.hash !== prev);
  return isCut ? [...broken, end.seq] : broken;
}
