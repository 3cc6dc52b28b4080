import { type DerNode, rawBytes, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { children, childrenOf } from "../der/read.ts";
import { withSortedSets } from "./canonical.ts";

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
  /** Re-encoded as DER: every set in them in the order of X.690 §10.3 and §11.6. */
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
  const copy = { ...node, bytes: stored, tag: TAG.set, start: 0, ...contentAt(node) };
  return { list: readAttributes(node), stored, sorted: withSortedSets(copy) };
}

function contentAt(node: DerNode): { contentStart: number; end: number } {
  return { contentStart: node.contentStart - node.start, end: node.end - node.start };
}

/** The attributes of a kind. More than one is for a check to refuse, not for a reader to pick from. */
export function attributesOf(list: readonly Attribute[], oid: string): readonly Attribute[] {
  return list.filter((attribute) => attribute.oid === oid);
}
