import { hash } from "node:crypto";

/** A SHA-256 digest of the tree: 32 bytes. */
export type Hash = Uint8Array;
export const hashBytes = 32;

const digestOf = (prefix: readonly number[], ...parts: readonly Uint8Array[]): Hash => {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, prefix.length));
  bytes.set(prefix);
  let at = prefix.length;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return Uint8Array.from(hash("sha256", bytes, "buffer"));
};

/** Hash of a leaf: SHA-256(0x00 ‖ data) (RFC 6962 §2.1). The prefix keeps a leaf from ever passing for a node. */
export const leafHash = (data: Uint8Array): Hash => digestOf([0], data);

/** Hash of a node: SHA-256(0x01 ‖ left ‖ right) (RFC 6962 §2.1). */
export const nodeHash = (left: Hash, right: Hash): Hash => digestOf([1], left, right);

/** Root of the tree without leaves: SHA-256 of nothing. */
export const emptyRoot = (): Hash => digestOf([]);

export const sameHash = (a: Hash, b: Hash): boolean =>
  a.length === b.length && a.every((octet, index) => octet === b[index]);

/** Roots of the perfect subtrees of a range, from left to right, to the root of the range. @throws for an empty list */
export function foldRoots(roots: readonly Hash[]): Hash {
  return roots.reduceRight((right, left) => nodeHash(left, right));
}
