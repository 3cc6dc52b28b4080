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
  const arcs: string[] = [];
  let arc = 0n;
  let octets = 0;
  for (const octet of bytes) {
    if (octets === 0 && octet === 0x80) throw new MalformedError("DER_BAD_VALUE", "padded arc in an OID", offset);
    if (++octets > maxArcOctets) throw new MalformedError("DER_BAD_VALUE", "overlong arc in an OID", offset);
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if (octet < 0x80) {
      arcs.push(...(arcs.length === 0 ? firstArcs(arc) : [arc.toString()]));
      arc = 0n;
      octets = 0;
    }
  }
  if (octets !== 0) throw new MalformedError("DER_BAD_VALUE", "the last arc of an OID is cut", offset);
  return arcs.join(".");
}

/** The first two arcs share one number (X.690 §8.19.4). */
function firstArcs(arc: bigint): string[] {
  if (arc < 40n) return ["0", arc.toString()];
  if (arc < 80n) return ["1", (arc - 40n).toString()];
  return ["2", (arc - 80n).toString()];
}
