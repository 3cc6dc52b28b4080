import { MalformedError } from "../error.ts";
import { hex, latin1 } from "../text.ts";
import { contentBytes, type DerNode, TAG } from "./node.ts";
import { expectTag } from "./read.ts";

/** The octets of an INTEGER as upper-case hex without the sign octet; negative numbers keep their octets. */
export function readIntegerHex(node: DerNode | undefined, what = "integer"): string {
  const checked = expectTag(node, TAG.integer, what);
  const bytes = contentBytes(checked);
  if (bytes.length === 0) throw new MalformedError("DER_BAD_VALUE", `${what} is empty`, checked.start);
  return hex(bytes.length > 1 && bytes[0] === 0 ? bytes.subarray(1) : bytes);
}

/**
 * An INTEGER as hex that is equal for equal numbers, `-` before the octets of a negative one.
 *
 * Real serial numbers are negative or padded: without the sign 255 and -1 would be one number, and a certificate
 * revoked or spared for another's sake.
 */
export function integerKey(node: DerNode | undefined, what = "integer"): string {
  const checked = expectTag(node, TAG.integer, what);
  const bytes = contentBytes(checked);
  if (bytes.length === 0) throw new MalformedError("DER_BAD_VALUE", `${what} is empty`, checked.start);
  const negative = (bytes[0] ?? 0) >= 0x80;
  const filler = negative ? 0xff : 0;
  let from = 0;
  while (from < bytes.length - 1 && bytes[from] === filler) from++;
  return (negative ? "-" : "") + hex(bytes.subarray(from));
}

/** A small non-negative INTEGER. @throws {MalformedError} `DER_BAD_VALUE` when negative or over 2^31 */
export function readSmallInteger(node: DerNode | undefined, what = "integer"): number {
  return readImplicitInteger(expectTag(node, TAG.integer, what), what);
}

/** The same under a tag of its own (`IMPLICIT INTEGER`), which the caller has checked. */
export function readImplicitInteger(checked: DerNode, what = "integer"): number {
  const bytes = contentBytes(checked);
  const first = bytes[0];
  if (first === undefined || first >= 0x80 || bytes.length > 4) {
    throw new MalformedError("DER_BAD_VALUE", `${what} is not a small number`, checked.start);
  }
  return bytes.reduce((sum, octet) => sum * 256 + octet, 0);
}

/** A BOOLEAN, FF or 00 alone (X.690 §11.1). */
export function readBoolean(node: DerNode): boolean {
  const bytes = contentBytes(expectTag(node, TAG.boolean, "boolean"));
  if (bytes.length === 1 && bytes[0] === 0xff) return true;
  if (bytes.length === 1 && bytes[0] === 0) return false;
  throw new MalformedError("DER_BAD_VALUE", "a BOOLEAN that is not FF or 00", node.start);
}

/** The octets of an OCTET STRING. */
export function readOctets(node: DerNode | undefined, what = "octet string"): Uint8Array {
  return contentBytes(expectTag(node, TAG.octetString, what));
}

/** A BIT STRING, with the number of unused bits in its last octet. */
export function readBits(node: DerNode | undefined, what = "bit string"): { unused: number; octets: Uint8Array } {
  const checked = expectTag(node, TAG.bitString, what);
  const bytes = contentBytes(checked);
  const unused = bytes[0];
  if (unused === undefined || unused > 7 || (unused > 0 && bytes.length === 1)) {
    throw new MalformedError("DER_BAD_VALUE", `${what} has bad unused bits`, checked.start);
  }
  return { unused, octets: bytes.subarray(1) };
}

/** A BIT STRING of whole octets: keys and signatures. */
export function readBitOctets(node: DerNode | undefined, what = "bit string"): Uint8Array {
  const { unused, octets } = readBits(node, what);
  if (unused !== 0) throw new MalformedError("DER_BAD_VALUE", `${what} is not of whole octets`, node?.start ?? 0);
  return octets;
}

/**
 * A directory string as text, or null when the type is none of them.
 *
 * TeletexString is read as ISO 8859-1, as Italian certificates write it. Control characters become spaces, so that a
 * name cannot rewrite the terminal or the page it is shown on.
 */
export function readText(node: DerNode): string | null {
  const bytes = contentBytes(node);
  const text = decode(node.tag, bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
  return text === null ? null : text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, " ").trim();
}

function decode(tag: number, bytes: Uint8Array): string | null {
  switch (tag) {
    case TAG.utf8String:
      return new TextDecoder("utf-8").decode(bytes);
    case TAG.printableString:
    case TAG.ia5String:
    case TAG.numericString:
    case TAG.visibleString:
    case TAG.teletexString:
      return latin1(bytes);
    case TAG.bmpString:
      return wide(bytes, 2);
    case TAG.universalString:
      return wide(bytes, 4);
    default:
      return null;
  }
}

function wide(bytes: Uint8Array, width: number): string {
  let text = "";
  for (let at = 0; at + width <= bytes.length; at += width) {
    const point = bytes.subarray(at, at + width).reduce((sum, octet) => sum * 256 + octet, 0);
    text += point <= 0x10ffff ? String.fromCodePoint(point) : "\ufffd";
  }
  return text;
}
