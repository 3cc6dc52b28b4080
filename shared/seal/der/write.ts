import { joinBytes } from "../join-bytes.ts";

/**
 * One DER element: tag, definite minimal length, content (X.690 §10.1).
 *
 * Only single-octet tags: nothing that a signature is made of has a tag number above 30.
 */
export function element(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return joinBytes([Uint8Array.of(tag), lengthOctets(length), ...content]);
}

export const sequence = (...members: readonly Uint8Array[]): Uint8Array => element(0x30, ...members);

/** A SET OF, its members sorted by their encodings as DER asks (X.690 §11.6): the order is part of what is signed. */
export const setOf = (...members: readonly Uint8Array[]): Uint8Array => element(0x31, ...[...members].sort(byOctets));

/** `[n] EXPLICIT` of the one element given. */
export const constructed = (number: number, member: Uint8Array): Uint8Array => element(0xa0 | number, member);

/** `[n] IMPLICIT` of a primitive type. */
export const primitive = (number: number, content: Uint8Array): Uint8Array => element(0x80 | number, content);

/** A constructed element under `[n] IMPLICIT`: the tag changes, the content (and its order) stays. */
export function retagged(number: number, whole: Uint8Array): Uint8Array {
  const copy = whole.slice();
  copy[0] = 0xa0 | number;
  return copy;
}

export const boolean = (value: boolean): Uint8Array => element(0x01, Uint8Array.of(value ? 0xff : 0));

/** A non-negative INTEGER, in as few octets as it takes. @throws {RangeError} when `value` is negative. */
export function integer(value: bigint | number): Uint8Array {
  if (value < 0) throw new RangeError("only non-negative integers are written here");
  const octets: number[] = [];
  for (let rest = BigInt(value); rest > 0n; rest >>= 8n) octets.unshift(Number(rest & 0xffn));
  const first = octets[0];
  // A leading 1 bit would read as a negative number.
  if (first === undefined || first > 0x7f) octets.unshift(0);
  return element(0x02, Uint8Array.from(octets));
}

export const octetString = (value: Uint8Array): Uint8Array => element(0x04, value);

export const nul = (): Uint8Array => element(0x05);

/** A BIT STRING of whole octets (signatures, keys). */
export const bitString = (value: Uint8Array): Uint8Array => element(0x03, Uint8Array.of(0), value);

/** A BIT STRING of named bits, trailing zeros dropped (X.690 §11.2.2). */
export function namedBits(...bits: readonly number[]): Uint8Array {
  if (bits.length === 0) return element(0x03, Uint8Array.of(0));
  const last = Math.max(...bits);
  const octets = new Uint8Array(Math.floor(last / 8) + 1);
  for (const bit of bits) {
    const at = Math.floor(bit / 8);
    octets[at] = (octets[at] ?? 0) | (0x80 >> (bit % 8));
  }
  return element(0x03, Uint8Array.of(7 - (last % 8)), octets);
}

/** An OBJECT IDENTIFIER from its dotted form. @throws {RangeError} when it is not one. */
export function objectIdentifier(dotted: string): Uint8Array {
  if (!/^[0-2](\.(0|[1-9]\d*))+$/.test(dotted)) throw new RangeError(`not an object identifier: ${dotted}`);
  const [root = 0n, second = 0n, ...rest] = dotted.split(".").map(BigInt);
  if (root < 2n && second > 39n) throw new RangeError(`not an object identifier: ${dotted}`);
  return element(0x06, ...[root * 40n + second, ...rest].map(base128));
}

export const utf8String = (text: string): Uint8Array => element(0x0c, new TextEncoder().encode(text));

/** @throws {RangeError} when `text` has a character that a PrintableString cannot hold. */
export function printableString(text: string): Uint8Array {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) throw new RangeError(`not printable: ${text}`);
  return element(0x13, new TextEncoder().encode(text));
}

/** A Time: UTCTime from 1950 to 2049, GeneralizedTime outside (RFC 5280 §4.1.2.5, RFC 5652 §11.3). Seconds, UTC. */
export function time(at: Date): Uint8Array {
  const digits = at
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(/[-:T]/g, "");
  const year = at.getUTCFullYear();
  const short = year >= 1950 && year < 2050;
  return element(short ? 0x17 : 0x18, new TextEncoder().encode(short ? digits.slice(2) : digits));
}

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}

function base128(arc: bigint): Uint8Array {
  const octets = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.from(octets);
}

/** X.690 §11.6: octet by octet, the shorter padded with zeros; a definite encoding is never another's prefix. */
function byOctets(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
