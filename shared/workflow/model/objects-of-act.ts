import { type Stored, sha256Of } from "../../act/index.ts";
import type { Bucket, ByteStream, ObjectRef, Objects } from "../ports/objects.ts";

const utf8 = new TextEncoder();
const text = new TextDecoder("utf-8", { fatal: true });

/**
 * Stores bytes in the vault under a key that ends with their digest: the same bytes have the same key, so that a
 * repeated delivery finds them there and two writers cannot disagree.
 */
export async function keep(
  objects: Objects,
  prefix: string,
  bytes: Uint8Array,
  type: string,
  extension: string,
): Promise<Stored> {
  const sha256 = sha256Of(bytes);
  const key = `${prefix}/${sha256}${extension}`;
  const put = await objects.create({ bucket: "vault", key, type, sha256, length: bytes.length }, bytes);
  if (!put.ok) throw new Error(`the store says that ${key} is not what was sent: ${put.code}`);
  return { key, version: put.head.version, sha256, length: bytes.length };
}

export const keepJson = (objects: Objects, prefix: string, value: unknown): Promise<Stored> =>
  keep(objects, prefix, utf8.encode(JSON.stringify(value)), "application/json", ".json");

export async function collect(stream: ByteStream, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/**
 * The version that holds what was stored. Reports name versions too, and their bytes cannot change: in a store that was
 * restored from an archive the object has another version, and its key ends with its digest.
 */
export async function heldVersion(objects: Objects, stored: Stored, bucket: Bucket = "vault"): Promise<ObjectRef> {
  const head = await objects.head({ bucket, key: stored.key });
  const isHeld = head?.length === stored.length && (head.sha256 ?? stored.sha256) === stored.sha256;
  return { bucket, key: stored.key, version: isHeld ? head.version : stored.version };
}

/** The bytes of a stored object, checked against the digest that the item names. @throws when they are not there or differ. */
export async function bytesOf(objects: Objects, stored: Stored, bucket: Bucket = "vault"): Promise<Uint8Array> {
  const ref: ObjectRef = { bucket, key: stored.key, version: stored.version };
  const stream = (await objects.read(ref)) ?? (await objects.read(await heldVersion(objects, stored, bucket)));
  if (!stream) throw new Error(`object ${bucket}/${stored.key} (${stored.version}) is not in the store`);
  const bytes = await collect(stream, stored.length);
  if (!bytes || bytes.length !== stored.length || sha256Of(bytes) !== stored.sha256)
    throw new Error(`object ${bucket}/${stored.key} is not the one that was stored: its digest differs`);
  return bytes;
}

export const jsonOf = async (objects: Objects, stored: Stored): Promise<unknown> =>
  JSON.parse(text.decode(await bytesOf(objects, stored)));
