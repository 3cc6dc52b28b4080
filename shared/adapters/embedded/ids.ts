import { randomBytes } from "node:crypto";

/** Crockford's base 32: no I, L, O or U, so that an id can be read out. Sorts as its values do. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const randomBits = 80n;

let last = 0n;

function encode(value: bigint): string {
  let text = "";
  for (let shift = 125n; shift >= 0n; shift -= 5n) text += alphabet[Number((value >> shift) & 31n)];
  return text;
}

/**
 * A new id of 26 characters in the form of a ULID: 48 bits of milliseconds, then 80 random bits.
 *
 * Ids of one process sort in the order in which they were made, also within a millisecond and when the clock steps
 * back. An id is no secret: the next one of the same millisecond is its successor.
 * @throws {RangeError} for a moment before 1970 or after the year 10889.
 */
export function newId(now: Date): string {
  const time = now.getTime();
  if (!(time >= 0 && time < 2 ** 48)) throw new RangeError("an id needs a moment between 1970 and 10889");
  const fresh = (BigInt(time) << randomBits) | BigInt(`0x${randomBytes(10).toString("hex")}`);
  const sameOrEarlier = fresh >> randomBits <= last >> randomBits;
  last = sameOrEarlier ? last + 1n : fresh;
  return encode(last);
}
