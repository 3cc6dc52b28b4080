import type { NewId, RandomBytes } from "./world.ts";

/** Crockford's base 32: no I, L, O or U, so that an id can be read out. Sorts as its values do. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const randomBits = 80n;

/**
 * Makes ids of 26 characters in the form of a ULID: 48 bits of milliseconds, then 80 random bits.
 *
 * Ids of one maker sort in the order in which they were made, also within a millisecond and when the clock steps back.
 * An id is no secret: the next one of the same millisecond is its successor.
 * The maker throws {RangeError} for a moment before 1970 or after the year 10889.
 */
export function idMaker(now: () => Date, randomBytes: RandomBytes): NewId {
  let last = 0n;
  return () => {
    const time = now().getTime();
    if (!(time >= 0 && time < 2 ** 48)) throw new RangeError("an id needs a moment between 1970 and 10889");
    const fresh = (BigInt(time) << randomBits) | number(randomBytes(10));
    const sameOrEarlier = fresh >> randomBits <= last >> randomBits;
    last = sameOrEarlier ? last + 1n : fresh;
    return encode(last);
  };
}

/** When an id was made, milliseconds since 1970; nothing for what is no id. */
export function momentOfId(id: string): number | undefined {
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id)) return undefined;
  return [...id.slice(0, 10)].reduce((sum, character) => sum * 32 + alphabet.indexOf(character), 0);
}

const number = (bytes: Uint8Array): bigint => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

function encode(value: bigint): string {
  let text = "";
  for (let shift = 125n; shift >= 0n; shift -= 5n) text += alphabet[Number((value >> shift) & 31n)];
  return text;
}
