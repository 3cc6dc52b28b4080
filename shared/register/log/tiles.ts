import { decimal } from "./encoding.ts";
import { emptyRoot, foldRoots, type Hash, hashBytes } from "./hash.ts";
import { perfectRoot, type Range, type Subtree, subtreesOf } from "./proofs.ts";

/** Hashes in a full tile; a tile is a subtree of height 8 (C2SP tlog-tiles). */
export const tileWidth = 256;
const tileHeight = 8;

/** A tile: `level` 0 holds the leaves' hashes, each hash of a level above is the root of a full tile below. */
export type TileName = { readonly level: number | "entries"; readonly index: number; readonly width: number };
export type Tile = TileName & { readonly level: number; readonly hashes: readonly Hash[] };

/** `tile/<L>/<N>[.p/<W>]`: N in groups of three digits, all but the last marked with an x. */
export function tilePath({ level, index, width }: TileName): string {
  const groups = [String(index % 1000).padStart(3, "0")];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  return `tile/${level}/${groups.join("/")}${width === tileWidth ? "" : `.p/${width}`}`;
}

/** The tile that a path names; `undefined` for any text that {@link tilePath} would not write. */
export function readTilePath(path: string): TileName | undefined {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!match) return undefined;
  const [, level = "", groups = "", partial] = match;
  const index = Number(groups.replaceAll(/[x/]/g, ""));
  const width = partial === undefined ? tileWidth : decimal(partial);
  if (width === undefined || (partial !== undefined && width >= tileWidth) || width < 1) return undefined;
  const name = { level: level === "entries" ? ("entries" as const) : Number(level), index, width };
  return tilePath(name) === path && (name.level === "entries" || name.level < 64) ? name : undefined;
}

/** What of a tree can still grow: the hashes of the last tile of each level while it is not full, level 0 first. */
export type OpenTiles = { readonly size: number; readonly levels: readonly (readonly Hash[])[] };

export const noTiles: OpenTiles = { size: 0, levels: [] };

/** Adds leaves' hashes. Answers what can grow then, and the tiles that are new: full ones, and the last of each level. */
export function appendLeaves(
  open: OpenTiles,
  leaves: readonly Hash[],
): { readonly open: OpenTiles; readonly tiles: readonly Tile[] } {
  const levels = open.levels.map((hashes) => [...hashes]);
  const touched = new Set<number>();
  const tiles: Tile[] = [];
  const counts = levels.map((_, level) => Math.floor(open.size / tileWidth ** level));
  const push = (level: number, hash: Hash) => {
    levels[level] ??= [];
    const row = levels[level];
    row.push(hash);
    counts[level] = (counts[level] ?? 0) + 1;
    touched.add(level);
    if (row.length < tileWidth) return;
    tiles.push({ level, index: counts[level] / tileWidth - 1, width: tileWidth, hashes: row });
    levels[level] = [];
    push(level + 1, perfectRoot(row, tileHeight));
  };
  for (const leaf of leaves) push(0, leaf);
  for (const [level, hashes] of levels.entries())
    if (touched.has(level) && hashes.length > 0)
      tiles.push({ level, index: Math.floor((counts[level] ?? 0) / tileWidth), width: hashes.length, hashes });
  return { open: { size: open.size + leaves.length, levels }, tiles };
}

/** Root of the tree, from what can still grow: the levels above hold the roots of everything that is full. */
export function rootOfOpen({ size, levels }: OpenTiles): Hash {
  if (size === 0) return emptyRoot();
  const roots = levels.flatMap((hashes) =>
    subtreesOf([0, hashes.length])
      .map(({ height, index }) => perfectRoot(hashes.slice(index * 2 ** height), height))
      .reverse(),
  );
  return foldRoots(roots.reverse());
}

export const bytesOfTile = ({ hashes }: Pick<Tile, "hashes">): Uint8Array => {
  const bytes = new Uint8Array(hashes.length * hashBytes);
  for (const [at, hash] of hashes.entries()) bytes.set(hash, at * hashBytes);
  return bytes;
};

/** The hashes of a tile's bytes; `undefined` when it has not the width that its name says. */
export function hashesOfTile(bytes: Uint8Array, width: number): Hash[] | undefined {
  if (bytes.length !== width * hashBytes) return undefined;
  return Array.from({ length: width }, (_, at) => bytes.slice(at * hashBytes, (at + 1) * hashBytes));
}

/** An entry bundle: each entry after its length in two bytes, big-endian. */
export function entryBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    bytes.set([entry.length >> 8, entry.length & 255], at);
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** The tile that holds the hashes under a subtree, in a tree of that size. */
export function tileOf({ height, index }: Subtree, size: number): TileName & { readonly level: number } {
  const level = Math.floor(height / tileHeight);
  const first = index * 2 ** (height - level * tileHeight);
  const tile = Math.floor(first / tileWidth);
  const there = Math.floor(size / tileWidth ** level) - tile * tileWidth;
  return { level, index: tile, width: Math.min(tileWidth, there) };
}

/** The tree's hashes by tile. @throws when a tile is not there */
export type ReadTile = (name: TileName & { readonly level: number }) => Promise<readonly Hash[]>;

/** Roots of the ranges of a proof, each from the tiles of a tree of that size. */
export async function rootsFromTiles(ranges: readonly Range[], size: number, read: ReadTile): Promise<Hash[]> {
  const rootOfSubtree = async (subtree: Subtree) => {
    const name = tileOf(subtree, size);
    const within = subtree.height - name.level * tileHeight;
    const from = subtree.index * 2 ** within - name.index * tileWidth;
    return perfectRoot((await read(name)).slice(from), within);
  };
  const roots: Hash[] = [];
  for (const range of ranges) {
    const parts: Hash[] = [];
    for (const subtree of subtreesOf(range)) parts.push(await rootOfSubtree(subtree));
    roots.push(foldRoots(parts));
  }
  return roots;
}
