import { createHash, type Hash } from "node:crypto";
import type { DigestName } from "../algorithms/digests.ts";
import type { GappedRange } from "../algorithms/file-digests.ts";

export interface WantedDigest {
  readonly name: DigestName;
  readonly range: GappedRange;
}

export const keyOf = ({ name, range }: WantedDigest): string => `${name} ${range.join(" ")}`;

export interface PassingDigests {
  readonly push: (bytes: Uint8Array) => void;
  /** By {@link keyOf}; the whole file under the name alone. */
  readonly finish: () => ReadonlyMap<string, Uint8Array>;
  readonly hashed: () => number;
}

/** A hash over two stretches of the file. Without a state of its own it waits for the one that runs from the start. */
interface Gapped {
  readonly wanted: WantedDigest;
  hash: Hash | null;
}

interface Running {
  readonly hash: Hash;
  /** The states that are forked off it, by where. */
  readonly forks: Gapped[];
  /** Where it is of no use any more. */
  readonly end: number;
}

/**
 * Digests over a file that passes by once: one state per algorithm runs from the first octet, and is copied where a gap
 * begins. So the impronta and any number of signatures cost one pass, and for each signature what lies between its gap
 * and its end. `whole`: the algorithm of the impronta.
 */
export function passingDigests(
  whole: DigestName | null,
  wanted: readonly WantedDigest[],
  length: number,
): PassingDigests {
  const all = new Map(wanted.map((each) => [keyOf(each), { wanted: each, hash: null } as Gapped]));
  const gapped = [...all.values()];
  const names = new Set([...(whole === null ? [] : [whole]), ...wanted.map(({ name }) => name)]);
  const running = [...names].map((name): Running => {
    const forks = gapped.filter((each) => each.wanted.name === name && each.wanted.range[0] === 0);
    forks.sort((a, b) => a.wanted.range[1] - b.wanted.range[1]);
    const end = name === whole ? length : Math.max(0, ...forks.map((each) => each.wanted.range[1]));
    return { hash: createHash(name), forks, end };
  });
  let at = 0;
  let hashed = 0;
  const update = (hash: Hash, bytes: Uint8Array, from: number, to: number) => {
    const piece = bytes.subarray(Math.max(0, from - at), Math.max(0, to - at));
    if (piece.length === 0) return;
    hashed += piece.length;
    hash.update(piece);
  };
  const runOn = ({ hash, forks, end }: Running, bytes: Uint8Array) => {
    let done = at;
    for (let next = forks[0]; next !== undefined && next.wanted.range[1] <= at + bytes.length; next = forks[0]) {
      update(hash, bytes, done, next.wanted.range[1]);
      done = Math.max(done, next.wanted.range[1]);
      next.hash = hash.copy();
      forks.shift();
    }
    update(hash, bytes, done, end);
  };
  const push = (bytes: Uint8Array): void => {
    for (const each of running) runOn(each, bytes);
    for (const each of gapped) {
      const [start, size, second, rest] = each.wanted.range;
      if (start > 0) {
        each.hash ??= createHash(each.wanted.name);
        update(each.hash, bytes, start, start + size);
      }
      if (each.hash !== null) update(each.hash, bytes, second, second + rest);
    }
    at += bytes.length;
  };
  const finish = () => {
    const found = new Map<string, Uint8Array>();
    for (const [key, { hash }] of all) if (hash !== null) found.set(key, hash.digest());
    const index = whole === null ? -1 : [...names].indexOf(whole);
    const impronta = running[index]?.hash;
    if (whole !== null && impronta !== undefined) found.set(whole, impronta.digest());
    return found;
  };
  return { push, finish, hashed: () => hashed };
}
