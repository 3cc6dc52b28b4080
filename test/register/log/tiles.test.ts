import { describe, expect, it } from "vitest";
import {
  appendLeaves,
  bytesOfTile,
  consistencyRanges,
  entryBundle,
  type Hash,
  hashesOfTile,
  hexOf,
  inclusionRanges,
  isConsistent,
  isIncluded,
  leafHash,
  noTiles,
  readTilePath,
  rootOf,
  rootOfOpen,
  rootsFromTiles,
  tilePath,
} from "../../../shared/register/log/index.ts";

const leaves = Array.from({ length: 70_000 }, (_, n) => leafHash(new TextEncoder().encode(`leaf ${n}`)));

/** A log that grew in steps, and everything that was served of it. */
function grown(steps: readonly number[]) {
  const served = new Map<string, readonly Hash[]>();
  let open = noTiles;
  for (const to of steps) {
    const added = appendLeaves(open, leaves.slice(open.size, to));
    for (const tile of added.tiles) served.set(tilePath(tile), tile.hashes);
    open = added.open;
  }
  const read = (name: Parameters<typeof tilePath>[0]) => {
    const hashes = served.get(tilePath(name));
    return hashes ? Promise.resolve(hashes) : Promise.reject(new Error(`${tilePath(name)} is not served`));
  };
  return { open, served, read };
}

describe("tiles", () => {
  it("are those of the format's own example: a tree of 70,000", () => {
    const { served } = grown([70_000]);
    expect([...served.keys()].filter((path) => /^tile\/0\/.*\.p\//.test(path))).toEqual(["tile/0/273.p/112"]);
    expect([...served.keys()].filter((path) => path.startsWith("tile/0/"))).toHaveLength(274);
    expect([...served.keys()].filter((path) => !path.startsWith("tile/0/"))).toEqual([
      "tile/1/000",
      "tile/1/001.p/17",
      "tile/2/000.p/1",
    ]);
  });

  it.each([1, 2, 255, 256, 257, 511, 512, 1_025, 65_537])("prove leaves of a tree of %i", async (size) => {
    const { open, read } = grown([Math.ceil(size / 3), size]);
    const root = rootOfOpen(open);
    expect(hexOf(root)).toBe(hexOf(rootOf(leaves.slice(0, size))));
    for (const index of new Set([0, 1, 255, 256, Math.floor(size / 2), size - 2, size - 1])) {
      if (index < 0 || index >= size) continue;
      const proof = await rootsFromTiles(inclusionRanges(index, size), size, read);
      expect(isIncluded(leaves[index] ?? root, { index, size, root }, proof)).toBe(true);
    }
    const earlier = Math.ceil(size / 3);
    const proof = await rootsFromTiles(consistencyRanges(earlier, size), size, read);
    const before = { size: earlier, root: rootOf(leaves.slice(0, earlier)) };
    expect(isConsistent(before, { size, root }, proof)).toBe(true);
  });

  it("are the same however the leaves came", () => {
    const steps = grown([1, 90, 91, 256, 300, 700, 1_000]);
    const atOnce = grown([1_000]);
    for (const [path, hashes] of atOnce.served) expect(steps.served.get(path)).toEqual(hashes);
    expect(steps.open).toEqual(atOnce.open);
  });

  it("come back from their bytes, and not from others", () => {
    const hashes = leaves.slice(0, 3);
    expect(hashesOfTile(bytesOfTile({ hashes }), 3)).toEqual(hashes);
    expect(hashesOfTile(bytesOfTile({ hashes }), 4)).toBeUndefined();
    expect([...entryBundle([Uint8Array.of(7), new Uint8Array(300)]).slice(0, 5)]).toEqual([0, 1, 7, 1, 44]);
  });
});

describe("the path of a tile", () => {
  it.each([
    [{ level: 0, index: 0, width: 256 }, "tile/0/000"],
    [{ level: 0, index: 1_234_067, width: 256 }, "tile/0/x001/x234/067"],
    [{ level: 3, index: 273, width: 112 }, "tile/3/273.p/112"],
    [{ level: "entries", index: 5, width: 1 }, "tile/entries/005.p/1"],
  ] as const)("of %j is %s, both ways", (name, path) => {
    expect(tilePath(name)).toBe(path);
    expect(readTilePath(path)).toEqual(name);
  });

  it.each([
    "",
    "tile/0/0",
    "tile/00/000",
    "tile/64/000",
    "tile/0/x000/000",
    "tile/0/001/067",
    "tile/0/x001/x234/67",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/01",
    "tile/0/000.p/",
    "tile/-1/000",
    "tile/0/../000",
    "tile/entry/000",
    "tile/0/000\n",
    "/tile/0/000",
  ])("is not %j", (path) => {
    expect(readTilePath(path)).toBeUndefined();
  });
});
