import { MalformedError } from "../error.ts";

/**
 * Returns the offset after the identifier octets that start at `offset`.
 *
 * High tag numbers (X.690 §8.1.2.4) are skipped, at most 4 octets of them: nothing that is signed here uses one, but
 * an unknown extension may.
 *
 * @throws {MalformedError} `DER_TRUNCATED`, `DER_BAD_TAG`
 */
export function skipTag(bytes: Uint8Array, offset: number, end: number): number {
  const first = offset < end ? bytes[offset] : undefined;
  if (first === undefined) throw new MalformedError("DER_TRUNCATED", "the bytes end before a tag", offset);
  if ((first & 0x1f) !== 0x1f) return offset + 1;
  for (let at = offset + 1; at < offset + 5; at++) {
    const octet = at < end ? bytes[at] : undefined;
    if (octet === undefined) throw new MalformedError("DER_TRUNCATED", "the bytes end inside a tag", at);
    if (at === offset + 1 && octet === 0x80) break;
    if (octet < 0x80) return at + 1;
  }
  throw new MalformedError("DER_BAD_TAG", "tag number too long or not in its shortest form", offset);
}
