import { emptyRoot, foldRoots, type Hash, nodeHash, sameHash } from "./hash.ts";

/** Leaves from `from` up to and without `to`. */
export type Range = readonly [from: number, to: number];

/** A perfect subtree: `2^height` leaves, the `index`-th of its height from the left. */
export type Subtree = { readonly height: number; readonly index: number };

/** Largest power of two below `n`, for n > 1 (RFC 6962 §2.1). By division: sizes go beyond 32 bits. */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** The perfect subtrees of a range that a proof names, from left to right. */
export function subtreesOf([from, to]: Range): Subtree[] {
  const found: Subtree[] = [];
  for (let at = from; at < to; ) {
    let height = 0;
    while (2 ** (height + 1) <= to - at) height += 1;
    found.push({ height, index: at / 2 ** height });
    at += 2 ** height;
  }
  return found;
}

/** Ranges whose roots are the inclusion proof of a leaf, from its sibling up (RFC 6962 §2.1.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size))
    throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
  const down = (from: number, to: number): Range[] => {
    if (to - from === 1) return [];
    const middle = from + splitOf(to - from);
    return index < middle ? [...down(from, middle), [middle, to]] : [...down(middle, to), [from, middle]];
  };
  return down(0, size);
}

/** Ranges whose roots are the proof that the tree of `size` begins with the one of `earlier` (RFC 6962 §2.1.2). */
export function consistencyRanges(earlier: number, size: number): Range[] {
  if (!(Number.isSafeInteger(earlier) && earlier > 0 && earlier <= size))
    throw new RangeError(`a tree of ${size} leaves has none of ${earlier} before it`);
  const down = (from: number, to: number, isWhole: boolean): Range[] => {
    if (earlier === to) return isWhole ? [] : [[from, to]];
    const middle = from + splitOf(to - from);
    return earlier <= middle
      ? [...down(from, middle, isWhole), [middle, to]]
      : [...down(middle, to, false), [from, middle]];
  };
  return down(0, size, true);
}

/** Root of all leaves, by the recursion of RFC 6962 §2.1: for small trees and for tests. */
export function rootOf(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return emptyRoot();
  const subtrees = subtreesOf([0, leaves.length]);
  return foldRoots(subtrees.map(({ height, index }) => perfectRoot(leaves.slice(index * 2 ** height), height)));
}

/** Root of the first `2^height` hashes. */
export function perfectRoot(hashes: readonly Hash[], height: number): Hash {
  let level = hashes.slice(0, 2 ** height);
  if (level.length !== 2 ** height) throw new Error(`a subtree of height ${height} wants ${2 ** height} hashes`);
  while (level.length > 1)
    level = level.flatMap((left, at) => {
      const right = level[at + 1];
      return at % 2 === 0 && right ? [nodeHash(left, right)] : [];
    });
  const [root] = level;
  if (!root) throw new Error("a subtree has a root");
  return root;
}

/** Whether the leaf is at that index of the tree with that root (RFC 9162 §2.1.3.2). Never throws. */
export function isIncluded(
  leaf: Hash,
  { index, size, root }: { readonly index: number; readonly size: number; readonly root: Hash },
  proof: readonly Hash[],
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const step of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(step, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else hash = nodeHash(hash, step);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameHash(hash, root);
}

type TreeHead = { readonly size: number; readonly root: Hash };

/** Whether the later tree begins with the earlier one (RFC 9162 §2.1.4.2). Never throws. */
export function isConsistent(earlier: TreeHead, later: TreeHead, proof: readonly Hash[]): boolean {
  if (![earlier.size, later.size].every((size) => Number.isSafeInteger(size) && size >= 0)) return false;
  if (earlier.size > later.size) return false;
  if (earlier.size === later.size) return proof.length === 0 && sameHash(earlier.root, later.root);
  // Everything begins with nothing.
  if (earlier.size === 0) return proof.length === 0 && sameHash(earlier.root, emptyRoot());
  let [at, last] = [earlier.size - 1, later.size - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  const [first, ...rest] = at === 0 ? [earlier.root, ...proof] : proof;
  if (!first) return false;
  let [before, after] = [first, first];
  for (const step of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [before, after] = [nodeHash(step, before), nodeHash(step, after)];
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else after = nodeHash(after, step);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameHash(before, earlier.root) && sameHash(after, later.root);
}
