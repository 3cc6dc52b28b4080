import { MalformedError } from "../error.ts";
import { readLength } from "./length.ts";
import { maxChildren, maxDepth } from "./limits.ts";
import type { DerNode } from "./node.ts";
import { skipTag } from "./tag.ts";

/**
 * Reads the element that starts at `start`; what follows it is not looked at.
 *
 * Strict DER lengths. Content is read lazily, by {@link children}: a long `OCTET STRING` costs nothing.
 *
 * @throws {MalformedError}
 */
export function readElement(bytes: Uint8Array, start = 0, end = bytes.length, depth = 0): DerNode {
  if (depth > maxDepth) throw new MalformedError("DER_TOO_DEEP", `more than ${maxDepth} levels`, start);
  const afterTag = skipTag(bytes, start, end);
  const { length, next } = readLength(bytes, afterTag, end);
  if (length > end - next) throw new MalformedError("DER_TRUNCATED", "length runs past the enclosing element", start);
  return { bytes, tag: bytes[start] ?? 0, start, contentStart: next, end: next + length, depth };
}

/**
 * Reads bytes that must be exactly one element.
 *
 * @throws {MalformedError} `DER_TRAILING_DATA` when anything follows it
 */
export function readWhole(bytes: Uint8Array): DerNode {
  const node = readElement(bytes);
  if (node.end !== bytes.length) throw new MalformedError("DER_TRAILING_DATA", "bytes after the element", node.end);
  return node;
}

/**
 * The elements inside a constructed element, in their order.
 *
 * @throws {MalformedError} `DER_UNEXPECTED_TAG` for a primitive element, `DER_TOO_MANY_NODES`
 */
export function children(node: DerNode): DerNode[] {
  if ((node.tag & 0x20) === 0) {
    throw new MalformedError("DER_UNEXPECTED_TAG", "a primitive element has no elements inside", node.start);
  }
  return elementsBetween(node.bytes, node.contentStart, node.end, node.depth + 1);
}

function elementsBetween(bytes: Uint8Array, start: number, end: number, depth: number): DerNode[] {
  const found: DerNode[] = [];
  for (let at = start; at < end; ) {
    if (found.length >= maxChildren) throw new MalformedError("DER_TOO_MANY_NODES", "too many elements", at);
    const child = readElement(bytes, at, end, depth);
    found.push(child);
    at = child.end;
  }
  return found;
}

/** The same node, when it has the tag that the structure asks for. @throws {MalformedError} `DER_UNEXPECTED_TAG` */
export function expectTag(node: DerNode | undefined, tag: number, what: string, at = 0): DerNode {
  if (node === undefined) throw new MalformedError("DER_UNEXPECTED_TAG", `${what} is missing`, at);
  if (node.tag !== tag) throw new MalformedError("DER_UNEXPECTED_TAG", `${what} has tag ${node.tag}`, node.start);
  return node;
}

/** The elements of a node that must have the given tag. @throws {MalformedError} */
export function childrenOf(node: DerNode | undefined, tag: number, what: string, at = 0): DerNode[] {
  return children(expectTag(node, tag, what, at));
}
