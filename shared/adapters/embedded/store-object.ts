import { randomBytes } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { idMaker } from "../../workflow/ports/ids.ts";
import type { Bucket, ByteStream, Sha256Hex } from "../../workflow/ports/objects.ts";
import { bytesFile, findHead, headFile, type StoredHead } from "./object-head.ts";
import { hasCode, makeFolderDurably, placeOf, syncFolder } from "./object-place.ts";
import { makeTempPlace } from "./temp-place.ts";
import { writeBytes } from "./write-bytes.ts";

const chance = (length: number) => new Uint8Array(randomBytes(length));

export type StoreTarget = {
  readonly bucket: Bucket;
  readonly key: string;
  readonly type: string;
  readonly sha256?: Sha256Hex | undefined;
  readonly length?: number | undefined;
};

export type Stored =
  | { readonly ok: true; readonly created: boolean; readonly head: StoredHead }
  | { readonly ok: false; readonly code: "TOO_LONG" | "TOO_SHORT"; readonly found: number }
  | { readonly ok: false; readonly code: "WRONG_DIGEST"; readonly found: Sha256Hex };

/** Puts the complete folder in its place. Of racing writers one wins: a folder that has files is never renamed over. */
async function claim(temp: string, place: string): Promise<boolean> {
  await syncFolder(temp);
  await makeFolderDurably(dirname(place));
  try {
    await rename(temp, place);
    return true;
  } catch (fault) {
    // Windows says EPERM of a folder that is there.
    if (!hasCode(fault, "EEXIST", "ENOTEMPTY", "EPERM")) throw fault;
    return false;
  } finally {
    // The loser answers with the winner's object, so it too waits until that is on the disk.
    await syncFolder(dirname(place));
  }
}

async function receive(
  dir: string,
  temp: string,
  target: StoreTarget,
  bytes: ByteStream | Uint8Array,
  most: number,
  now: () => Date,
): Promise<Stored> {
  const received = join(temp, "receiving");
  const written = await writeBytes(received, bytes, target.length ?? most);
  if (!written.whole) return { ok: false, code: "TOO_LONG", found: written.length };
  const { length, sha256 } = written;
  if (target.length !== undefined && length < target.length) return { ok: false, code: "TOO_SHORT", found: length };
  if (target.sha256 !== undefined && sha256 !== target.sha256)
    return { ok: false, code: "WRONG_DIGEST", found: sha256 };
  const at = now();
  const { bucket, key, type } = target;
  const head: StoredHead = {
    bucket,
    key,
    version: idMaker(() => at, chance)(),
    length,
    type,
    sha256,
    storedAt: at.toISOString(),
  };
  await rename(received, bytesFile(temp, head));
  await writeBytes(join(temp, headFile), Buffer.from(JSON.stringify(head)), Number.MAX_SAFE_INTEGER);
  if (await claim(temp, placeOf(dir, target))) return { ok: true, created: true, head };
  const winner = await findHead(dir, target);
  if (winner === undefined) throw new Error(`the place of ${bucket} ${key} is taken by something else`);
  return { ok: true, created: false, head: winner };
}

/**
 * Stores bytes under a key that nobody has used, checked against what the target declares. One rename makes the
 * object and its head visible together, so a crash leaves all of it or nothing but a temporary folder.
 * @throws the fault of the stream or of the disk; nothing is left behind then either.
 */
export async function storeObject(
  dir: string,
  target: StoreTarget,
  bytes: ByteStream | Uint8Array,
  rules: { readonly most: number; readonly now: () => Date },
): Promise<Stored> {
  const earlier = await findHead(dir, target);
  if (earlier !== undefined) return { ok: true, created: false, head: earlier };
  const temp = await makeTempPlace(dir);
  try {
    return await receive(dir, temp, target, bytes, rules.most, rules.now);
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}
