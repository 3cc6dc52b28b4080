import type { ByteSource } from "../../shared/signature/index.ts";

/** Bytes as a source that notes what is asked of it. Chunks share one buffer, as a careful reader's do. */
export function sourceOf(bytes: Uint8Array, chunk = 65_536) {
  const reads: { readonly from: number; readonly to: number }[] = [];
  const buffer = new Uint8Array(chunk);
  let passes = 0;
  const source: ByteSource = {
    length: bytes.length,
    read: async (from, to) => {
      reads.push({ from, to });
      return bytes.slice(from, to);
    },
    async *stream() {
      passes++;
      for (let at = 0; at < bytes.length; at += chunk) {
        const piece = bytes.subarray(at, at + chunk);
        buffer.fill(0xaa);
        buffer.set(piece);
        yield buffer.subarray(0, piece.length);
      }
    },
  };
  return { source, reads, passes: () => passes };
}
