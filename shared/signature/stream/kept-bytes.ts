/** The bytes seen so far, as long as they stay within a limit. */
export interface KeptBytes {
  push(bytes: Uint8Array): void;
  /** So many more would still be within the limit. */
  fits(more: number): boolean;
  /** Sets another limit; bytes beyond it are given up. */
  limit(most: number): void;
  /** Null: there were more than the limit. */
  all(): Uint8Array | null;
}

/** `blockSize`: what is taken from memory at once. */
export function keptBytes(most: number, blockSize = 256 * 1024): KeptBytes {
  let limit = most;
  let blocks: Uint8Array[] | null = [];
  let length = 0;
  const room = (): Uint8Array => {
    const used = length % blockSize;
    if (used === 0) blocks?.push(new Uint8Array(blockSize));
    return (blocks?.at(-1) ?? new Uint8Array()).subarray(used);
  };
  return {
    fits: (more) => blocks !== null && length + more <= limit,
    push(bytes) {
      if (blocks === null) return;
      if (length + bytes.length > limit) {
        blocks = null;
        return;
      }
      for (let at = 0; at < bytes.length; ) {
        const space = room();
        const piece = bytes.subarray(at, at + space.length);
        space.set(piece);
        at += piece.length;
        length += piece.length;
      }
    },
    limit(next) {
      limit = next;
      if (length > limit) blocks = null;
    },
    all() {
      if (blocks === null) return null;
      const whole = new Uint8Array(length);
      blocks.forEach((block, index) => {
        whole.set(block.subarray(0, Math.min(blockSize, length - index * blockSize)), index * blockSize);
      });
      return whole;
    },
  };
}
