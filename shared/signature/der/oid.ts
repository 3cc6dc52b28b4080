import { MalformedError } from "../error.ts";
import { contentBytes, type DerNode, TAG } from "./node.ts";
import { expectTag } from "./read.ts";

/** Long enough for a UUID arc (19 octets). Longer arcs were used to overflow into a trusted OID (CVE-2025-66030). */
const maxArcOctets = 19;

/**
 * Reads an OBJECT IDENTIFIER as dotted decimal.
 *
 * @throws {MalformedError} `DER_BAD_VALUE` for an empty, truncated, padded or overlong arc
 */
export function readOid(node: DerNode | undefined, what = "object identifier"): string {
  const checked = expectTag(node, TAG.oid, what);
  return decodeOid(contentBytes(checked), checked.contentStart);
}

function decodeOid(bytes: Uint8Array, offset: number): string {
  if (bytes.length === 0 || bytes.length > 256) throw new MalformedError("DER_BAD_VALUE", "length of an OID", offset);
  let text = "";
  // A number holds seven octets of an arc exactly; what is longer goes on as a bigint.
  let arc: number | bigint = 0;
  let octets = 0;
  for (let at = 0; at < bytes.length; at++) {
    const octet = bytes[at] ?? 0;
    if (octets === 0 && octet === 0x80) throw new MalformedError("DER_BAD_VALUE", "padded arc in an OID", offset);
    if (++octets > maxArcOctets) throw new MalformedError("DER_BAD_VALUE", "overlong arc in an OID", offset);
    arc = octets <= 7 ? Number(arc) * 128 + (octet & 0x7f) : (BigInt(arc) << 7n) | BigInt(octet & 0x7f);
    if (octet < 0x80) {
      text += text === "" ? firstArcs(arc) : `.${arc}`;
      arc = 0;
      octets = 0;
    }
  }
  if (octets !== 0) throw new MalformedError("DER_BAD_VALUE", "the last arc of an OID is cut", offset);
  return text;
}

/** The first two arcs share one number (X.690 §8.19.4). */
function firstArcs(arc: number | bigint): string {
  if (arc < 40) return `0.${arc}`;
  if (arc < 80) return `1.${BigInt(arc) - 40n}`;
  return `2.${BigInt(arc) - 80n}`;
}
