/**
 * One element of an ASN.1 encoding: a view into the bytes it was read from, nothing copied.
 *
 * `depth` travels with the node, so that lazy descent stays bounded however it is started.
 */
export interface DerNode {
  readonly bytes: Uint8Array;
  /** Identifier octet: class, constructed bit and low tag number. High tag numbers show as 0x1f in the low bits. */
  readonly tag: number;
  readonly start: number;
  readonly contentStart: number;
  /** Offset after the last content octet. */
  readonly end: number;
  readonly depth: number;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Context-specific, constructed: `[n]` around or instead of a SEQUENCE or SET. */
export const contextConstructed = (number: number): number => 0xa0 | number;

/** Context-specific, primitive: `[n] IMPLICIT` of a primitive type. */
export const contextPrimitive = (number: number): number => 0x80 | number;

/** The element with its identifier and length octets. */
export function rawBytes(node: DerNode): Uint8Array {
  return node.bytes.subarray(node.start, node.end);
}

/** The content octets alone. */
export function contentBytes(node: DerNode): Uint8Array {
  return node.bytes.subarray(node.contentStart, node.end);
}
