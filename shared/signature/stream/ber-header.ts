import { MalformedError } from "../error.ts";

export interface BerHeader {
  readonly tag: number;
  /** Null: indefinite. */
  readonly length: number | null;
  /** Offset of the first content octet. */
  readonly next: number;
  readonly minimal: boolean;
}

/** Longest identifier and length octets that there are: one octet of tag, one that counts, 126 of length. */
export const longestHeader = 128;

/**
 * Identifier and length octets at `at`, or null when they are not all before `end`.
 *
 * @throws {MalformedError} `DER_BAD_TAG` for high tag numbers, which no part of an envelope around its content has;
 *   `DER_TRUNCATED` for lengths over 2^48; `DER_INDEFINITE_LENGTH` on a primitive element
 */
export function berHeader(bytes: Uint8Array, at: number, end: number): BerHeader | null {
  if (at + 2 > end) return null;
  const tag = bytes[at] ?? 0;
  const first = bytes[at + 1] ?? 0;
  if ((tag & 0x1f) === 0x1f) throw new MalformedError("DER_BAD_TAG", "a tag of more than one octet", at);
  if (first < 0x80) return { tag, length: first, next: at + 2, minimal: true };
  if (first === 0x80) {
    if ((tag & 0x20) !== 0) return { tag, length: null, next: at + 2, minimal: false };
    throw new MalformedError("DER_INDEFINITE_LENGTH", "indefinite length on a primitive element", at);
  }
  const count = first & 0x7f;
  if (count === 0x7f) throw new MalformedError("DER_BAD_VALUE", "a reserved length octet", at);
  const next = at + 2 + count;
  if (next > end) return null;
  let length = 0;
  for (let octet = at + 2; octet < next; octet++) length = length * 256 + (bytes[octet] ?? 0);
  if (length > 2 ** 48) throw new MalformedError("DER_TRUNCATED", "a length that no file has", at);
  return { tag, length, next, minimal: length >= 0x80 && bytes[at + 2] !== 0 };
}
