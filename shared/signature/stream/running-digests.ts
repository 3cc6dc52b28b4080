import { createHash } from "node:crypto";
import type { DigestName } from "../algorithms/digests.ts";

/** Pieces smaller than this are put together first: a call per piece of a BER string costs more than the hashing. */
const smallPiece = 16 * 1024;
const stagingSize = 64 * 1024;

export interface RunningDigests {
  /** `bytes` may be overwritten by the caller afterwards. */
  push(bytes: Uint8Array): void;
  finish(): ReadonlyMap<DigestName, Uint8Array>;
}

/** Several digests over the same bytes in one pass. */
export function runningDigests(names: readonly DigestName[]): RunningDigests {
  const hashes = names.map((name) => ({ name, hash: createHash(name) }));
  // Made when the first small piece comes: most readers never need it.
  let staging: Uint8Array | null = null;
  let staged = 0;
  const flush = () => {
    if (staging === null || staged === 0) return;
    for (const { hash } of hashes) hash.update(staging.subarray(0, staged));
    staged = 0;
  };
  return {
    push(bytes) {
      if (hashes.length === 0) return;
      if (bytes.length < smallPiece) {
        staging ??= new Uint8Array(stagingSize);
        if (staged + bytes.length > stagingSize) flush();
        staging.set(bytes, staged);
        staged += bytes.length;
        return;
      }
      flush();
      for (const { hash } of hashes) hash.update(bytes);
    },
    finish() {
      flush();
      return new Map(hashes.map(({ name, hash }) => [name, hash.digest()]));
    },
  };
}
