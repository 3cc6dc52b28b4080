import { type DerNode, rawBytes, TAG } from "../der/node.ts";
import { children } from "../der/read.ts";

/**
 * An element with every SET in it, at whatever depth, in DER order; lengths stay, because sorting moves octets.
 *
 * Signed attributes are signed in DER whatever order they are stored in (RFC 5652 §5.4), and that reaches into their
 * values: Bouncy Castle, hence DSS, re-encodes all of them.
 */
export function withSortedSets(node: DerNode): Uint8Array {
  return inOrder(node) ? rawBytes(node) : sortedAgain(node);
}

/** Nearly all attributes are stored in order; then nothing is copied. */
function inOrder(node: DerNode): boolean {
  if ((node.tag & 0x20) === 0) return true;
  const members = children(node);
  return members.every((member, at) => {
    const before = node.tag === TAG.set ? members[at - 1] : undefined;
    return inOrder(member) && (before === undefined || compareMembers(rawBytes(before), rawBytes(member)) <= 0);
  });
}

function sortedAgain(node: DerNode): Uint8Array {
  if ((node.tag & 0x20) === 0) return rawBytes(node);
  const stored = rawBytes(node);
  const members = children(node).map(sortedAgain);
  const ordered = node.tag === TAG.set ? [...members].sort(compareMembers) : members;
  const out = Uint8Array.from(stored);
  let at = node.contentStart - node.start;
  for (const member of ordered) {
    out.set(member, at);
    at += member.length;
  }
  return out;
}

/**
 * X.690 §10.3 and §11.6: by tag, then as octet strings. The constructed bit is no part of the tag: a SET (17) stands
 * before a PrintableString (19) although its first octet is larger.
 */
export function compareMembers(a: Uint8Array, b: Uint8Array): number {
  const byTag = ((a[0] ?? 0) & ~0x20) - ((b[0] ?? 0) & ~0x20);
  if (byTag !== 0) return byTag;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
