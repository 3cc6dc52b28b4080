/**
 * An OBJECT IDENTIFIER with tag and length, from dotted decimal (X.690 §8.19).
 *
 * For identifiers that were read or are constants here: nothing is checked.
 */
export function encodedOid(oid: string): Uint8Array {
  const [first = 0n, second = 0n, ...rest] = oid.split(".").map(BigInt);
  const octets = [first * 40n + second, ...rest].flatMap(arcOctets);
  return new Uint8Array([0x06, octets.length, ...octets]);
}

function arcOctets(arc: bigint): number[] {
  const octets = [Number(arc & 0x7fn)];
  for (let left = arc >> 7n; left > 0n; left >>= 7n) octets.unshift(Number(left & 0x7fn) | 0x80);
  return octets;
}
