import { NeedBytes } from "../pdf/file-bytes.ts";
import { type ByteSource, readExactly } from "./byte-source.ts";
import type { Windows } from "./windows.ts";

/** How much is fetched and kept. The defaults keep an examination within 64 MB of memory. */
export interface WindowLimits {
  /** Octets read at once from the end: cross-reference, trailer and the newest signature stand there as a rule. */
  readonly tail: number;
  /** Octets of the first read at a new place; reads that go on where the last one ended get longer. */
  readonly first: number;
  readonly longest: number;
  /** Octets picked up at most while the file passes by. */
  readonly kept: number;
  /** Octets that may be at hand. */
  readonly held: number;
  readonly reads: number;
}

export const defaultLimits: WindowLimits = {
  tail: 32 * 1024,
  first: 8 * 1024,
  longest: 256 * 1024,
  kept: 14 * 1024 * 1024,
  held: 24 * 1024 * 1024,
  reads: 400,
};

export interface WindowReader {
  /**
   * Asks until what is asked for is at hand. `ask` may run many times: it must start where it left off, or be cheap.
   *
   * @throws {OutOfReach} when the limits are reached first
   */
  readonly answer: <T>(ask: () => T) => Promise<T>;
  readonly fetch: (from: number, to: number) => Promise<void>;
  readonly picked: () => number;
  readonly reads: () => number;
}

export function windowReader(source: ByteSource, windows: Windows, limits: WindowLimits): WindowReader {
  let picked = 0;
  let reads = 0;
  let last = { from: -1, to: -1, size: 0 };

  const fetch = async (from: number, to: number): Promise<void> => {
    const bytes = await readExactly(source, from, to);
    picked += bytes.length;
    reads++;
    windows.add(from, bytes);
    last = { from, to, size: to - from };
  };
  /** More than was asked for, the way that the last reads were going: forward along a table, backward in a search. */
  const widened = ({ from, to }: NeedBytes): [number, number] => {
    const onwards = from === last.to;
    const backwards = to === last.from;
    const size = onwards || backwards ? Math.min(limits.longest, 2 * last.size) : limits.first;
    const hole = windows.hole(from);
    if (backwards) return [Math.max(hole.from, Math.min(from, to - size)), to];
    return [from, Math.min(hole.to, source.length, Math.max(to, from + size))];
  };
  const answer = async <T>(ask: () => T): Promise<T> => {
    for (;;) {
      try {
        return ask();
      } catch (error) {
        if (!(error instanceof NeedBytes)) throw error;
        const [from, to] = widened(error);
        if (reads >= limits.reads || windows.held() + to - from > limits.held) windows.close();
        else await fetch(from, to);
      }
    }
  };
  return { answer, fetch, picked: () => picked, reads: () => reads };
}
