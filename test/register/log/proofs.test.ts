// RFC 6962 by brute force: the definition of the tree, written once more and without a thought for speed.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  appendLeaves,
  consistencyRanges,
  emptyRoot,
  hexOf,
  inclusionRanges,
  isConsistent,
  isIncluded,
  leafHash,
  noTiles,
  type OpenTiles,
  rootOf,
  rootOfOpen,
} from "../../../shared/register/log/index.ts";

const largest = 130;
/** Every way to spoil a proof is tried up to this size: all shapes of a path are there, and the test stays quick. */
const tampered = 66;
const sha = (...parts: Uint8Array[]) => new Uint8Array(createHash("sha256").update(Buffer.concat(parts)).digest());
const data = Array.from({ length: largest }, (_, n) => new TextEncoder().encode(`leaf ${n}`));
const known = new Map<string, Uint8Array>();

/** MTH of RFC 6962 §2.1, of the leaves from `from` up to and without `to`. */
function mth(from: number, to: number): Uint8Array {
  if (from === to) return sha();
  if (to - from === 1) return sha(Uint8Array.of(0), data[from] ?? new Uint8Array());
  const name = `${from}-${to}`;
  const before = known.get(name);
  if (before) return before;
  const k = 2 ** Math.floor(Math.log2(to - from - 1));
  const hash = sha(Uint8Array.of(1), mth(from, from + k), mth(from + k, to));
  known.set(name, hash);
  return hash;
}
const sizes = Array.from({ length: largest }, (_, n) => n + 1);
const leaves = data.map(leafHash);
const rootsOf = (ranges: readonly (readonly [number, number])[]) => ranges.map(([from, to]) => mth(from, to));
const flipped = (hash: Uint8Array) => hash.map((octet, at) => (at === 0 ? octet ^ 1 : octet));

describe("the tree", () => {
  it("has the roots of the certificate transparency test vectors", () => {
    // The leaves and roots that implementations of RFC 6962 share.
    const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    const hashes = inputs.map((hex) => leafHash(new Uint8Array(Buffer.from(hex, "hex"))));
    expect(hexOf(emptyRoot())).toBe("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855");
    expect(hexOf(rootOf(hashes.slice(0, 1)))).toBe("6E340B9CFFB37A989CA544E6BB780A2C78901D3FB33738768511A30617AFA01D");
    expect(hexOf(rootOf(hashes))).toBe("5DC9DA79A70659A9AD559CB701DED9A2AB9D823AAD2F4960CFE370EFF4604328");
  });

  it("has the root of the definition at every size, also when it grows leaf by leaf", () => {
    let open: OpenTiles = noTiles;
    for (const size of sizes) {
      open = appendLeaves(open, leaves.slice(size - 1, size)).open;
      const want = hexOf(mth(0, size));
      expect([hexOf(rootOf(leaves.slice(0, size))), hexOf(rootOfOpen(open))]).toEqual([want, want]);
    }
  });
});

describe("an inclusion proof", () => {
  it("holds for every leaf of every size, and nothing that was changed does", () => {
    let [held, refused, accepted] = [0, 0, 0];
    for (const size of sizes)
      for (let index = 0; index < size; index += 1) {
        const leaf = leaves[index] ?? emptyRoot();
        const proof = rootsOf(inclusionRanges(index, size));
        const root = mth(0, size);
        held += isIncluded(leaf, { index, size, root }, proof) ? 1 : 0;
        if (size > tampered) continue;
        const wrong = [
          isIncluded(flipped(leaf), { index, size, root }, proof),
          isIncluded(leaf, { index, size, root: flipped(root) }, proof),
          isIncluded(leaf, { index: index + 1, size, root }, proof),
          isIncluded(leaf, { index, size: index, root }, proof),
          isIncluded(leaf, { index, size, root }, [...proof, root]),
          ...(proof.length === 0 ? [] : [isIncluded(leaf, { index, size, root }, proof.slice(1))]),
          ...proof.map((hash, at) => isIncluded(leaf, { index, size, root }, proof.with(at, flipped(hash)))),
        ];
        refused += wrong.filter((one) => !one).length;
        accepted += wrong.filter((one) => one).length;
      }
    expect(accepted).toBe(0);
    expect(held).toBe((largest * (largest + 1)) / 2);
    expect(refused).toBeGreaterThan(20_000);
  });

  it("is refused for an index or a size that no tree has", () => {
    const [leaf] = leaves;
    if (!leaf) throw new Error("there are leaves");
    for (const [index, size] of [
      [-1, 1],
      [1, 1],
      [0, 0],
      [0.5, 1],
      [0, 2 ** 60],
      [Number.NaN, 3],
    ] as const)
      expect(isIncluded(leaf, { index, size, root: leaf }, [])).toBe(false);
    expect(() => inclusionRanges(3, 3)).toThrow(RangeError);
  });
});

describe("a consistency proof", () => {
  it("holds from every size to every later one, and nothing that was changed does", () => {
    let [held, accepted] = [0, 0];
    for (const size of sizes)
      for (let earlier = 1; earlier <= size; earlier += 1) {
        const proof = rootsOf(consistencyRanges(earlier, size));
        const [before, after] = [
          { size: earlier, root: mth(0, earlier) },
          { size, root: mth(0, size) },
        ];
        held += isConsistent(before, after, proof) ? 1 : 0;
        if (size > tampered) continue;
        const wrong = [
          isConsistent({ ...before, root: flipped(before.root) }, after, proof),
          isConsistent(before, { ...after, root: flipped(after.root) }, proof),
          isConsistent(after, { ...before, size: before.size - 1 }, proof),
          isConsistent(before, after, [...proof, after.root]),
          ...(proof.length === 0 ? [] : [isConsistent(before, after, proof.slice(0, -1))]),
          ...proof.map((hash, at) => isConsistent(before, after, proof.with(at, flipped(hash)))),
        ];
        accepted += wrong.filter((one) => one).length;
      }
    expect(accepted).toBe(0);
    expect(held).toBe((largest * (largest + 1)) / 2);
  });

  it("begins with nothing from the empty tree, and with nothing else", () => {
    const empty = { size: 0, root: emptyRoot() };
    const one = { size: 1, root: mth(0, 1) };
    expect(isConsistent(empty, one, [])).toBe(true);
    expect(isConsistent(empty, one, [one.root])).toBe(false);
    expect(isConsistent({ size: 0, root: one.root }, one, [])).toBe(false);
    expect(isConsistent(empty, empty, [])).toBe(true);
  });
});
