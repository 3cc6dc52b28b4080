import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { assertDeclared, assertObjectKey, assertRange, ObjectLimitError } from "../../workflow/ports/object-limits.ts";
import type {
  Bucket,
  ByteStream,
  ObjectHead,
  Objects,
  PutOutcome,
  UploadPermission,
  UploadTerms,
} from "../../workflow/ports/objects.ts";
import { bytesFile, findHead, readHead, type StoredHead } from "./object-head.ts";
import { hasCode, makeFolderDurably, placeOf } from "./object-place.ts";
import { type Received, receiveUpload, type UploadHeaders } from "./receive-upload.ts";
import { type Stored, storeObject } from "./store-object.ts";
import { removeStaleTemps } from "./temp-place.ts";
import { signTerms } from "./upload-token.ts";

/** The cap of one upload unless told otherwise: 1 GiB. */
const defaultMostBytes = 1024 ** 3;

export type FileObjects = Objects & {
  /** What the HTTP server calls for a PUT on `uploadBase`; it says why not in a form that can be answered as it is. */
  receiveUpload(token: string, headers: UploadHeaders, body: ByteStream): Promise<Received>;
  /** Every object of a bucket, in no order: for sweeps and for checks from outside, never for a page. */
  heads(bucket: Bucket): AsyncIterable<ObjectHead>;
};

async function* bytesOf(place: string, head: StoredHead, range: { from: number; to: number }): ByteStream {
  const file = await open(bytesFile(place, head), "r");
  try {
    const { size } = await file.stat();
    // A reader must never take a damaged file for a short one.
    if (size !== head.length)
      throw new Error(`${head.bucket} ${head.key} has ${size} bytes, ${head.length} were stored`);
    const end = Math.min(range.to, size - 1);
    if (range.from <= end) yield* file.createReadStream({ start: range.from, end, autoClose: false });
  } finally {
    await file.close();
  }
}

function outcomeOf(stored: Stored, length: number | undefined, most: number): PutOutcome {
  if (stored.ok) return { ok: true, created: stored.created, head: stored.head };
  if (stored.code === "TOO_LONG" && length === undefined)
    throw new ObjectLimitError("BAD_LENGTH", `more than ${most} bytes came`);
  return { ok: false, code: stored.code === "WRONG_DIGEST" ? "WRONG_DIGEST" : "WRONG_LENGTH" };
}

function permission(terms: UploadTerms, base: string, secret: Uint8Array): UploadPermission {
  const { sha256 } = terms;
  return {
    method: "PUT",
    url: `${base}/${signTerms(terms, secret)}`,
    headers: {
      "content-type": terms.type,
      "if-none-match": "*",
      ...(sha256 !== undefined && {
        "x-amz-checksum-sha256": Buffer.from(sha256, "hex").toString("base64"),
        "x-amz-sdk-checksum-algorithm": "SHA256",
      }),
    },
  };
}

async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (fault) {
    if (hasCode(fault, "ENOENT")) return [];
    throw fault;
  }
}

async function* headsOf(dir: string, bucket: Bucket): AsyncGenerator<ObjectHead> {
  const root = join(dir, "objects", bucket);
  for (const shard of await names(root))
    for (const name of await names(join(root, shard))) {
      const head = await readHead(join(root, shard, name));
      if (head !== undefined) yield head;
    }
}

/**
 * Objects as files under `dir`, readable by their owner only: `objects/<bucket>/ab/<SHA-256 of bucket and key>/` holds
 * `head.json` and the bytes, in a file named by their own SHA-256. What `create` acknowledged is on the disk. Several
 * processes may share the folder. Opening it removes what killed processes had begun to receive.
 * `secret` signs upload permissions; `uploadBase` is where the server takes them, without a final slash.
 * Not promised: that equal bytes under two keys are kept once; that bytes which rot on the disk are noticed when read,
 * unless their number changes.
 */
export async function openFileObjects(options: {
  readonly dir: string;
  readonly now: () => Date;
  readonly secret: Uint8Array;
  readonly uploadBase: string;
  readonly maxBytes?: number;
}): Promise<FileObjects> {
  const { dir, now, secret, uploadBase, maxBytes: most = defaultMostBytes } = options;
  if (secret.length < 32) throw new RangeError("the secret that signs uploads needs at least 32 bytes");
  await makeFolderDurably(dir);
  await removeStaleTemps(dir);
  return {
    async create(target, bytes) {
      assertObjectKey(target.key);
      assertDeclared(target, most);
      return outcomeOf(await storeObject(dir, target, bytes, { most, now }), target.length, most);
    },
    async head(target) {
      assertObjectKey(target.key);
      return findHead(dir, target);
    },
    async read(ref, range) {
      assertObjectKey(ref.key);
      assertRange(range);
      const head = await findHead(dir, ref);
      if (head?.version !== ref.version) return undefined;
      return bytesOf(placeOf(dir, ref), head, range ?? { from: 0, to: head.length });
    },
    async permitUpload(terms) {
      assertObjectKey(terms.key);
      assertDeclared(terms, most);
      if (new Date(terms.expiresAt).toJSON() !== terms.expiresAt)
        throw new ObjectLimitError("BAD_EXPIRY", `${terms.expiresAt} is not an ISO instant in UTC with milliseconds`);
      return permission(terms, uploadBase, secret);
    },
    receiveUpload: (token, headers, body) => receiveUpload({ dir, secret, most, now }, token, headers, body),
    heads: (bucket) => headsOf(dir, bucket),
  };
}
