import type { DigestName } from "../algorithms/digests.ts";
import { sameBytes } from "../text.ts";
import { type ByteSource, SourceFault, streamExactly } from "./byte-source.ts";
import { passingDigests, type WantedDigest } from "./passing-digests.ts";
import { passingScan, type Scanned } from "./passing-scan.ts";
import type { Windows } from "./windows.ts";

/** A stretch of the file to keep while it passes by. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Asked {
  /** The algorithm of the impronta; null when it is known. */
  readonly whole: DigestName | null;
  readonly digests: readonly WantedDigest[];
  /** In the order of the file, not overlapping. */
  readonly keep: readonly Stretch[];
}

export interface Passed {
  readonly digests: ReadonlyMap<string, Uint8Array>;
  readonly scanned: Scanned;
  readonly hashed: number;
}

/**
 * Reads the file once, from its first octet to its last: digests, marks, and what is worth keeping.
 *
 * What was at hand before is held against what passes by: a verdict over two files would be a verdict over none.
 *
 * @throws {SourceFault} and the source's own faults
 */
export async function passOver(source: ByteSource, windows: Windows, asked: Asked): Promise<Passed> {
  const digests = passingDigests(asked.whole, asked.digests, source.length);
  const scan = passingScan();
  const before = comparison(windows);
  const keeper = keeping(windows, asked.keep);
  let at = 0;
  for await (const chunk of streamExactly(source)) {
    digests.push(chunk);
    scan.push(chunk);
    before(chunk, at);
    keeper.push(chunk, at);
    at += chunk.length;
  }
  keeper.finish();
  return { digests: digests.finish(), scanned: scan.finish(), hashed: digests.hashed() };
}

function comparison(windows: Windows): (chunk: Uint8Array, at: number) => void {
  const list = [...windows.all()];
  let next = 0;
  return (chunk, at) => {
    const end = at + chunk.length;
    for (let index = next; index < list.length; index++) {
      const window = list[index];
      if (window === undefined || window.start >= end) return;
      const stop = window.start + window.bytes.length;
      const [from, to] = [Math.max(at, window.start), Math.min(end, stop)];
      const was = window.bytes.subarray(from - window.start, to - window.start);
      if (!sameBytes(was, chunk.subarray(from - at, to - at))) throw new SourceFault("SOURCE_CHANGED", `at ${from}`);
      if (stop <= end) next = index + 1;
    }
  };
}

function keeping(windows: Windows, stretches: readonly Stretch[]) {
  const found: { readonly start: number; readonly bytes: Uint8Array }[] = [];
  let next = 0;
  let begun: { readonly start: number; readonly bytes: Uint8Array } | null = null;
  const push = (chunk: Uint8Array, at: number): void => {
    const end = at + chunk.length;
    for (let stretch = stretches[next]; stretch !== undefined && stretch.from < end; stretch = stretches[next]) {
      begun ??= { start: stretch.from, bytes: new Uint8Array(stretch.to - stretch.from) };
      const from = Math.max(at, stretch.from);
      begun.bytes.set(chunk.subarray(from - at, Math.min(end, stretch.to) - at), from - stretch.from);
      if (stretch.to > end) return;
      found.push(begun);
      begun = null;
      next++;
    }
  };
  // Kept only when all has passed: what is at hand is compared with the stream meanwhile.
  const finish = () => {
    for (const { start, bytes } of found) windows.add(start, bytes);
  };
  return { push, finish };
}
