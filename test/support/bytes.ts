import { createHash } from "node:crypto";

/** Bytes that follow a pattern, so that a shifted or swapped part shows. */
export function someBytes(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, at) => (at * 31 + seed * 17 + (at >> 8)) & 0xff);
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").toUpperCase();
}

/** The bytes in parts of the given size, as a stream. */
export async function* inParts(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The bytes, then a fault: the disk that is pulled out, the sender that goes away. */
export async function* thenFails(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
  throw new Error("the sender went away");
}

/** Bytes in one line that can be compared at once: their number and digest. */
export function content(bytes: Uint8Array): string {
  return `${bytes.length} bytes ${sha256(bytes)}`;
}

/** What comes out of the stream, as `content` says it. */
export async function contentOf(stream: AsyncIterable<Uint8Array> | undefined): Promise<string | undefined> {
  if (stream === undefined) return undefined;
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return content(Buffer.concat(parts));
}
