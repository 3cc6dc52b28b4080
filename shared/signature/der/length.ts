import { MalformedError } from "../error.ts";

export interface Length {
  readonly length: number;
  /** Offset of the first content octet. */
  readonly next: number;
}

/**
 * Reads the length octets that start at `offset`, which must lie before `end`.
 *
 * Strict DER (X.690 §10.1): indefinite and non-minimal lengths are refused, because two readers that disagree on a
 * length disagree on what was signed.
 *
 * @throws {MalformedError} `DER_TRUNCATED`, `DER_INDEFINITE_LENGTH`, `DER_NON_MINIMAL_LENGTH`
 */
export function readLength(bytes: Uint8Array, offset: number, end: number): Length {
  const first = octet(bytes, offset, end);
  if (first < 0x80) return { length: first, next: offset + 1 };
  if (first === 0x80) throw new MalformedError("DER_INDEFINITE_LENGTH", "indefinite length in DER", offset);
  const count = first & 0x7f;
  if (count > 6) throw new MalformedError("DER_TRUNCATED", "length of more than 6 octets", offset);
  let length = 0;
  for (let at = offset + 1; at <= offset + count; at++) length = length * 256 + octet(bytes, at, end);
  // The first octet of a length that needs none is zero; a length below 128 needs none at all.
  if (length < 0x80 || bytes[offset + 1] === 0)
    throw new MalformedError("DER_NON_MINIMAL_LENGTH", "length not in its shortest form", offset);
  return { length, next: offset + 1 + count };
}

function octet(bytes: Uint8Array, offset: number, end: number): number {
  const value = offset < end ? bytes[offset] : undefined;
  if (value === undefined) throw new MalformedError("DER_TRUNCATED", "the bytes end inside a length", offset);
  return value;
}
