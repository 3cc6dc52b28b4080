/**
 * DER and BER as a tree that can be rewritten, lenient on purpose: it shares no code with the readers that it attacks.
 */
export interface Tree {
  tag: number;
  /** Null: the body is kept as it is. An OCTET STRING that holds DER has children too. */
  children: Tree[] | null;
  body: Uint8Array;
  /** How the length is written; `lie` is added to the true one. */
  length: "short" | "long" | "indefinite";
  lie: number;
}

const maxDepth = 48;

/** The elements of `bytes`, up to the first that cannot be read; what follows it becomes one raw leaf. */
export function parseTrees(bytes: Uint8Array): Tree[] {
  const found = readTrees(bytes, 0, bytes.length, 0, false);
  if (found.end < bytes.length) found.trees.push(raw(bytes.subarray(found.end)));
  return found.trees;
}

/** A leaf without a header. */
export const raw = (body: Uint8Array): Tree => ({ tag: -1, children: null, body, length: "short", lie: 0 });

function readTrees(bytes: Uint8Array, from: number, to: number, depth: number, untilEnd: boolean) {
  const trees: Tree[] = [];
  let at = from;
  while (at + 2 <= to) {
    if (untilEnd && bytes[at] === 0 && bytes[at + 1] === 0) return { trees, end: at + 2, closed: true };
    const one = readTree(bytes, at, to, depth);
    if (one === null) break;
    trees.push(one.tree);
    at = one.end;
  }
  return { trees, end: at, closed: !untilEnd && at === to };
}

function readTree(bytes: Uint8Array, at: number, to: number, depth: number): { tree: Tree; end: number } | null {
  const tag = bytes[at] ?? 0;
  const first = bytes[at + 1] ?? 0;
  if ((tag & 0x1f) === 0x1f || depth > maxDepth) return null;
  if (first === 0x80) {
    const inner = readTrees(bytes, at + 2, to, depth + 1, true);
    if (!inner.closed || (tag & 0x20) === 0) return null;
    const tree: Tree = { tag, children: inner.trees, body: new Uint8Array(), length: "indefinite", lie: 0 };
    return { tree, end: inner.end };
  }
  const octets = first < 0x80 ? 0 : first & 0x7f;
  if (octets > 4) return null;
  let size = octets === 0 ? first : 0;
  for (let index = 0; index < octets; index++) size = size * 256 + (bytes[at + 2 + index] ?? 0);
  const start = at + 2 + octets;
  if (start + size > to) return null;
  const body = bytes.subarray(start, start + size);
  const mayHold = (tag & 0x20) !== 0 || (tag === 0x04 && size > 2 && (body[0] === 0x30 || body[0] === 0x04));
  const inner = mayHold ? readTrees(bytes, start, start + size, depth + 1, false) : null;
  const children = inner?.closed ? inner.trees : null;
  return { tree: { tag, children, body, length: "short", lie: 0 }, end: start + size };
}

export function encodeTrees(trees: readonly Tree[]): Buffer {
  return Buffer.concat(trees.map(encodeTree));
}

function encodeTree(tree: Tree): Buffer {
  const body = tree.children === null ? tree.body : encodeTrees(tree.children);
  if (tree.tag < 0) return Buffer.from(body);
  if (tree.length === "indefinite" && (tree.tag & 0x20) !== 0) {
    return Buffer.concat([Buffer.from([tree.tag, 0x80]), body, Buffer.alloc(2)]);
  }
  return Buffer.concat([Buffer.from([tree.tag]), lengthOctets(Math.max(0, body.length + tree.lie), tree.length), body]);
}

function lengthOctets(length: number, form: Tree["length"]): Buffer {
  if (form === "short" && length < 0x80) return Buffer.from([length]);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  if (form === "long") octets.unshift(0);
  return Buffer.from([0x80 | octets.length, ...octets]);
}

/** Every node, with the list that holds it. */
export function nodesOf(trees: Tree[]): { node: Tree; siblings: Tree[] }[] {
  const found: { node: Tree; siblings: Tree[] }[] = [];
  const walk = (siblings: Tree[]): void => {
    for (const node of siblings) {
      found.push({ node, siblings });
      if (node.children !== null) walk(node.children);
    }
  };
  walk(trees);
  return found;
}
