import { contentBytes, type DerNode, rawBytes, TAG } from "../der/node.ts";
import { hex, latin1 } from "../text.ts";

/** Cannot occur in a prepared value: preparation removes control characters. */
const between = "\u0001";

/**
 * A relative name as a string that is equal for names that RFC 5280 §7.1 calls equal.
 *
 * Case, repeated spaces and the string type do not count (RFC 4518 preparation, in so far as Unicode NFKC and lower case
 * give it). Values that are no string, or a broken one, are equal only octet for octet.
 */
export function relativeNameKey(
  pairs: readonly { readonly oid: string; readonly value: DerNode | undefined }[],
): string {
  return pairs
    .map(({ oid, value }) => `${oid}=${value === undefined ? "" : valueKey(value)}`)
    .sort()
    .join(between);
}

function valueKey(node: DerNode): string {
  const text = textOf(node);
  return text === null ? `#${hex(rawBytes(node))}` : prepared(text);
}

/** RFC 4518: map (§2.2), normalize (§2.3), fold case, and bring spaces to one form (§2.6.1). */
export function prepared(text: string): string {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .normalize("NFKC")
      .replace(/\s+/gu, " ")
      // Soft hyphens, joiners, other format characters and controls map to nothing.
      .replace(/[\p{Cc}\p{Cf}]/gu, "")
      .replace(/ {2,}/g, " ")
      .trim()
  );
}

function textOf(node: DerNode): string | null {
  const bytes = contentBytes(node);
  switch (node.tag) {
    case TAG.utf8String:
      return utf8(bytes);
    case TAG.printableString:
    case TAG.ia5String:
    case TAG.numericString:
    case TAG.visibleString:
    case TAG.teletexString:
      return latin1(bytes);
    case TAG.bmpString:
      return bytes.length % 2 === 0 ? wide(bytes, 2) : null;
    case TAG.universalString:
      return bytes.length % 4 === 0 ? wide(bytes, 4) : null;
    default:
      return null;
  }
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Two different broken strings must not become equal through the same replacement character.
    return null;
  }
}

function wide(bytes: Uint8Array, width: number): string | null {
  let text = "";
  for (let at = 0; at < bytes.length; at += width) {
    const point = bytes.subarray(at, at + width).reduce((sum, octet) => sum * 256 + octet, 0);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return null;
    text += String.fromCodePoint(point);
  }
  return text;
}
