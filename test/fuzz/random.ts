/** Chance that can be had again: the same seed gives the same run on every machine. */
export interface Random {
  /** An integer from 0 to `below` - 1; 0 when `below` is not above 0. */
  int(below: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** An index of `list`, or -1 when it is empty. */
  index(list: { readonly length: number }): number;
  bytes(count: number): Uint8Array;
}

/** mulberry32 over a mixed pair of seeds: good enough to choose mutations, worth nothing as a secret. */
export function randomOf(seed: number, run: number): Random {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(run + 1, 0xc2b2ae35)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const int = (below: number): number => (below > 0 ? Math.floor(next() * below) : 0);
  return {
    int,
    chance: (share) => next() < share,
    pick: (list) => list[int(list.length)] ?? list[0],
    index: (list) => (list.length === 0 ? -1 : int(list.length)),
    bytes: (count) => Uint8Array.from({ length: count }, () => int(256)),
  };
}
