import { type DerNode, rawBytes, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { children, childrenOf } from "../der/read.ts";

export interface Attribute {
  readonly oid: string;
  /** The values in the SET, in stored order. */
  readonly values: readonly DerNode[];
}

/** Attributes with the bytes that a signature may cover. */
export interface SignedAttributes {
  readonly list: readonly Attribute[];
  /** As stored, under the SET tag that RFC 5652 §5.4 has signed in place of `[0]`. */
  readonly stored: Uint8Array;
  /** Re-encoded as DER: the set, and the sets of values, in ascending order of their encodings (X.690 §11.6). */
  readonly sorted: Uint8Array;
}

/** Reads the attributes inside a `[0]` or `[1]` element. @throws {MalformedError} */
export function readAttributes(node: DerNode): Attribute[] {
  return children(node).map((attribute) => {
    const [oid, values] = childrenOf(attribute, TAG.sequence, "attribute");
    return { oid: readOid(oid, "attribute"), values: childrenOf(values, TAG.set, "attribute values") };
  });
}

export function readSignedAttributes(node: DerNode): SignedAttributes {
  const stored = Uint8Array.from(rawBytes(node));
  stored[0] = TAG.set;
  const sorted = sortedSet(children(node).map(withSortedValues), stored, node);
  return { list: readAttributes(node), stored, sorted };
}

/** An Attribute with its SET of values in order. Lengths stay, because sorting moves octets and adds none. */
function withSortedValues(attribute: DerNode): Uint8Array {
  const [, values] = childrenOf(attribute, TAG.sequence, "attribute");
  if (values === undefined) return rawBytes(attribute);
  const members = childrenOf(values, TAG.set, "attribute values").map(rawBytes);
  if (members.length < 2) return rawBytes(attribute);
  const copy = Uint8Array.from(rawBytes(attribute));
  let at = values.contentStart - attribute.start;
  for (const member of [...members].sort(compareBytes)) {
    copy.set(member, at);
    at += member.length;
  }
  return copy;
}

function sortedSet(members: Uint8Array[], stored: Uint8Array, node: DerNode): Uint8Array {
  const out = Uint8Array.from(stored);
  let at = node.contentStart - node.start;
  for (const member of [...members].sort(compareBytes)) {
    out.set(member, at);
    at += member.length;
  }
  return out;
}

/** X.690 §11.6: as octet strings, the shorter one padded with zeros; a prefix sorts first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The attributes of a kind. More than one is for a check to refuse, not for a reader to pick from. */
export function attributesOf(list: readonly Attribute[], oid: string): readonly Attribute[] {
  return list.filter((attribute) => attribute.oid === oid);
}
