import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { ByteStream, Sha256Hex } from "../../workflow/ports/objects.ts";

export type Written =
  | { readonly whole: true; readonly length: number; readonly sha256: Sha256Hex }
  /** More than `most` bytes came; `length` is how many had been seen when the reading stopped. */
  | { readonly whole: false; readonly length: number };

async function* once(bytes: Uint8Array): ByteStream {
  yield bytes;
}

/**
 * Streams the bytes into a new file, synced to the disk, and digests them on the way. Stops at the first byte too many
 * and closes the stream.
 * @throws the fault of the stream or of the disk; the file is then incomplete and the caller's to remove.
 */
export async function writeBytes(path: string, bytes: ByteStream | Uint8Array, most: number): Promise<Written> {
  const parts = (bytes instanceof Uint8Array ? once(bytes) : bytes)[Symbol.asyncIterator]();
  const digest = createHash("sha256");
  const file = await open(path, "wx", 0o600);
  try {
    let length = 0;
    for (let part = await parts.next(); !part.done; part = await parts.next()) {
      length += part.value.length;
      if (length > most) {
        await parts.return?.();
        return { whole: false, length };
      }
      digest.update(part.value);
      await file.appendFile(part.value);
    }
    await file.sync();
    return { whole: true, length, sha256: digest.digest("hex").toUpperCase() };
  } finally {
    await file.close();
  }
}
