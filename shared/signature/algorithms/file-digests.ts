import { createHash, type Hash } from "node:crypto";
import type { DigestName } from "./digests.ts";

/** The bytes that a PDF signature leaves out, and where what it covers ends. */
export type GappedRange = readonly [start: number, length: number, second: number, rest: number];

/** Digests over one file, whole and with gaps, that share the work of what they have in common. */
export interface FileDigests {
  /** Of the whole file. */
  readonly whole: (name: DigestName) => Uint8Array;
  /** Of the bytes before the gap and of those after it, as far as the range goes; the range starts at 0. */
  readonly gapped: (name: DigestName, range: GappedRange) => Uint8Array;
  /** Octets that went through a hash so far: what the work costs. */
  readonly hashed: () => number;
}

/**
 * One hash state runs through the file; where a gap begins it is copied, and the copy goes on behind the gap.
 *
 * So any number of signatures and the impronta cost one pass and what lies between each gap and the end of its
 * revision. `gaps`: the offsets at which gaps may begin, so that asking for a later one first costs nothing more.
 */
export function fileDigests(bytes: Uint8Array, gaps: readonly number[]): FileDigests {
  const stops = [...new Set(gaps)].filter((offset) => offset > 0 && offset < bytes.length).sort((a, b) => a - b);
  const chains = new Map<DigestName, Chain>();
  const known = new Map<string, Uint8Array>();
  let hashed = 0;
  const update = (hash: Hash, from: number, to: number) => {
    hashed += to - from;
    hash.update(bytes.subarray(from, to));
  };
  const stateAt = (name: DigestName, offset: number): Hash => {
    let chain = chains.get(name);
    if (chain === undefined || (chain.at > offset && !chain.saved.has(offset))) {
      chain = { at: 0, state: createHash(name), saved: new Map() };
      chains.set(name, chain);
    }
    const saved = chain.saved.get(offset);
    if (saved !== undefined) return saved.copy();
    for (const stop of [...stops.filter((each) => each < offset), offset]) {
      if (stop <= chain.at) continue;
      update(chain.state, chain.at, stop);
      chain.at = stop;
      chain.saved.set(stop, chain.state.copy());
    }
    return chain.state.copy();
  };
  const remembered = (key: string, compute: () => Uint8Array) => {
    const value = known.get(key) ?? compute();
    known.set(key, value);
    return value;
  };
  return {
    whole: (name) => remembered(name, () => stateAt(name, bytes.length).digest()),
    gapped: (name, range) =>
      remembered(`${name} ${range.join(" ")}`, () => {
        const [, length, second, rest] = range;
        const state = stateAt(name, length);
        update(state, second, second + rest);
        return state.digest();
      }),
    hashed: () => hashed,
  };
}

interface Chain {
  at: number;
  readonly state: Hash;
  readonly saved: Map<number, Hash>;
}
