import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { ObjectLimitError } from "../../workflow/ports/object-limits.ts";
import type { ByteStream, Sha256Hex } from "../../workflow/ports/objects.ts";

/** The most that is held in memory when nobody said how many bytes will come: S3 wants the number first. */
const heldBytes = 64 * 1024 ** 2;

/** The stream had another number of bytes than was declared. */
export class WrongLength extends Error {
  override readonly name = "WrongLength";
}

/**
 * The same bytes, the last part held back until the stream has ended with the declared number: S3 must never see a
 * body that is complete by count when more would have come.
 */
async function* counted(bytes: ByteStream, length: number): AsyncGenerator<Uint8Array> {
  let total = 0;
  let held: Uint8Array | undefined;
  for await (const part of bytes) {
    total += part.length;
    if (total > length) throw new WrongLength(`more than ${length} bytes came`);
    if (held !== undefined) yield held;
    held = part;
  }
  if (total < length) throw new WrongLength(`${total} bytes came instead of ${length}`);
  if (held !== undefined) yield held;
}

/**
 * The same bytes until something fails; then `fail` is told and no more comes. A body that threw would not do: the SDK
 * pipes it through streams of its own, which leave the request waiting and the fault uncaught.
 */
async function* silentAfter(bytes: ByteStream, fail: (fault: unknown) => void): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (fault) {
    fail(fault);
    // Not an end either: S3 could take what it has for the whole body.
    await new Promise<never>(() => {});
  }
}

async function hold(bytes: ByteStream): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of bytes) {
    total += part.length;
    if (total > heldBytes)
      throw new ObjectLimitError("BAD_LENGTH", `a stream of more than ${heldBytes} bytes needs its length declared`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function base64(sha256: Sha256Hex): string {
  return Buffer.from(sha256, "hex").toString("base64");
}

function wholeBody(bytes: Uint8Array, declared: { readonly sha256?: Sha256Hex; readonly length?: number }) {
  if (declared.length !== undefined && declared.length !== bytes.length)
    throw new WrongLength(`${bytes.length} bytes came instead of ${declared.length}`);
  const ChecksumSHA256 = base64(declared.sha256 ?? createHash("sha256").update(bytes).digest("hex"));
  return { Body: bytes, ContentLength: bytes.length, ChecksumAlgorithm: "SHA256" as const, ChecksumSHA256 };
}

/**
 * The part of a PUT that carries the bytes, with a SHA-256 for S3 to check and keep: the declared one, or one that is
 * computed on the way and sent as a trailer.
 * `fail` is told when the stream fails or has another number of bytes, before S3 has seen the last part; whoever sends
 * the body must then end the request.
 * @throws {WrongLength} for bytes that are here already.
 */
export async function putBody(
  bytes: ByteStream | Uint8Array,
  declared: { readonly sha256?: Sha256Hex; readonly length?: number },
  fail: (fault: unknown) => void,
) {
  if (bytes instanceof Uint8Array) return wholeBody(bytes, declared);
  // An empty body has no last part to hold back, and S3 refuses an empty stream with a trailer.
  if (declared.length === undefined || declared.length === 0) return wholeBody(await hold(bytes), declared);
  return {
    Body: Readable.from(silentAfter(counted(bytes, declared.length), fail), { objectMode: false }),
    ContentLength: declared.length,
    ChecksumAlgorithm: "SHA256" as const,
    ...(declared.sha256 !== undefined && { ChecksumSHA256: base64(declared.sha256) }),
  };
}
