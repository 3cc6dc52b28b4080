import { createHash } from "node:crypto";
import * as z from "zod";
import { canonicalJson } from "../act/index.ts";

/** What a slot of the register says about the act that got the number. */
export type RegisterSlot = {
  readonly register: string;
  readonly year: number;
  readonly number: number;
  readonly date: string;
  readonly actId: string;
  readonly manifestDigest: string;
  /** SHA-256 of the signed original, upper-case hex. */
  readonly original: string;
};

/** SHA-256 as it is recorded: 64 hex digits in upper case. */
const digest = z.string().regex(/^[0-9A-F]{64}$/);

/** A slot as a store or a file gives it back; what else stands beside it is dropped. */
export const chainedSlotSchema = z.object({
  register: z.string(),
  year: z.int(),
  number: z.int().positive(),
  date: z.iso.date(),
  actId: z.string(),
  manifestDigest: digest,
  original: digest,
  /** Hash of the slot before, or of the register's opening. */
  prev: digest,
  hash: digest,
});

/** A slot as it is stored: chained to the one before. */
export type ChainedSlot = RegisterSlot & { readonly prev: string; readonly hash: string };

/** The head of a register that has given no number yet; it commits to the year and to the declared last number. */
export function openingHash(register: string, year: number, lastNumber: number): string {
  return sha256(canonicalJson({ opens: register, year, lastNumber }));
}

/**
 * Chains a slot to the one before: SHA-256 over `prev` and the RFC 8785 text of the slot, upper-case hex.
 * Whoever lacks the power to rewrite every later slot cannot change, drop or insert one unseen.
 */
export function chainSlot(prev: string, slot: RegisterSlot): ChainedSlot {
  const { register, year, number, date, actId, manifestDigest, original } = slot;
  const hash = sha256(prev + canonicalJson({ register, year, number, date, actId, manifestDigest, original }));
  return { ...slot, prev, hash };
}

export type ChainFault = {
  readonly number: number;
  readonly code: "GAP" | "PREV_DIFFERS" | "HASH_DIFFERS" | "DATE_GOES_BACK" | "END_DIFFERS";
};

/**
 * Checks slots in the order of their numbers, from the first after `lastNumber`: no gap, each chained to the one
 * before, dates never going back. Empty when the register is whole. It proves order and completeness of what it is
 * given; that the end was not cut off only where `head`, the register's counter, is given too.
 */
export function checkChain(
  opening: string,
  lastNumber: number,
  slots: readonly ChainedSlot[],
  head?: { readonly last: number; readonly headHash: string },
): ChainFault[] {
  const faults: ChainFault[] = [];
  let prev = opening;
  let number = lastNumber;
  let date = "";
  for (const slot of slots) {
    if (slot.number !== number + 1) faults.push({ number: slot.number, code: "GAP" });
    if (slot.prev !== prev) faults.push({ number: slot.number, code: "PREV_DIFFERS" });
    if (chainSlot(slot.prev, slot).hash !== slot.hash) faults.push({ number: slot.number, code: "HASH_DIFFERS" });
    if (slot.date < date) faults.push({ number: slot.number, code: "DATE_GOES_BACK" });
    prev = slot.hash;
    number = slot.number;
    date = slot.date;
  }
  if (head && (head.last !== number || head.headHash !== prev)) faults.push({ number: head.last, code: "END_DIFFERS" });
  return faults;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex").toUpperCase();
