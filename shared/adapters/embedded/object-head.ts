import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { Bucket, ObjectHead } from "../../workflow/ports/objects.ts";
import { hasCode, placeOf } from "./object-place.ts";

const headSchema = z.strictObject({
  bucket: z.enum(["intake", "vault", "portal"]),
  key: z.string().min(1),
  version: z.string().min(1),
  length: z.int().nonnegative(),
  type: z.string().min(1),
  sha256: z.string().regex(/^[0-9A-F]{64}$/),
  storedAt: z.iso.datetime(),
});
export type StoredHead = z.infer<typeof headSchema> & ObjectHead;

export const headFile = "head.json";

/** The file that holds the bytes: named by their digest, so that `sha256sum` alone can tell whether it is whole. */
export function bytesFile(place: string, head: { readonly sha256: string }): string {
  return join(place, head.sha256.toLowerCase());
}

/** @throws when the file is not one that this store wrote. */
export async function readHead(place: string): Promise<StoredHead | undefined> {
  let text: string;
  try {
    text = await readFile(join(place, headFile), "utf8");
  } catch (fault) {
    if (hasCode(fault, "ENOENT")) return undefined;
    throw fault;
  }
  return headSchema.parse(JSON.parse(text));
}

/** @throws also when the folder holds the head of another object. */
export async function findHead(
  dir: string,
  target: { readonly bucket: Bucket; readonly key: string },
): Promise<StoredHead | undefined> {
  const head = await readHead(placeOf(dir, target));
  if (head !== undefined && (head.bucket !== target.bucket || head.key !== target.key))
    throw new Error(`the place of ${target.bucket} ${target.key} holds another object`);
  return head;
}
