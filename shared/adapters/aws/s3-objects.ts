import { Readable } from "node:stream";
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { assertDeclared, assertObjectKey, assertRange } from "../../workflow/ports/object-limits.ts";
import type {
  Bucket,
  ByteStream,
  ObjectHead,
  ObjectRef,
  Objects,
  PutOutcome,
  Sha256Hex,
} from "../../workflow/ports/objects.ts";
import { putBody, WrongLength } from "./s3-body.ts";
import { presignUpload } from "./s3-upload.ts";

/** A client that adds no checksum of its own choice: digests are named by this adapter, always SHA-256. */
export function s3Client(config: S3ClientConfig): S3Client {
  return new S3Client({
    ...config,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
}

type World = { readonly client: S3Client; readonly buckets: Readonly<Record<Bucket, string>> };
type Target = Parameters<Objects["create"]>[0];

function is(fault: unknown, ...names: readonly string[]): boolean {
  return (
    fault instanceof S3ServiceException &&
    (names.includes(fault.name) || names.includes(`${fault.$metadata.httpStatusCode}`))
  );
}

/** S3's digest when it is one of the whole object; a multipart upload has a digest of digests, `…-2`. */
export function wholeDigest(checksum: string | undefined): Sha256Hex | undefined {
  const bytes = Buffer.from(checksum ?? "", "base64");
  return bytes.length === 32 && checksum === bytes.toString("base64") ? bytes.toString("hex").toUpperCase() : undefined;
}

async function findHead(world: World, bucket: Bucket, key: string, version?: string): Promise<ObjectHead | undefined> {
  try {
    const where = { Bucket: world.buckets[bucket], Key: key, ...(version !== undefined && { VersionId: version }) };
    const found = await world.client.send(new HeadObjectCommand({ ...where, ChecksumMode: "ENABLED" }));
    if (found.LastModified === undefined || found.ContentLength === undefined)
      throw new Error(`S3 says neither the length nor the time of ${bucket} ${key}`);
    return {
      bucket,
      key,
      version: found.VersionId ?? "null",
      length: found.ContentLength,
      type: found.ContentType ?? "application/octet-stream",
      sha256: wholeDigest(found.ChecksumSHA256),
      storedAt: found.LastModified.toISOString(),
    };
  } catch (fault) {
    if (is(fault, "404")) return undefined;
    throw fault;
  }
}

/** What an edge serves from the bucket as it lies there, and what is written once and never again. */
const lasting = /^log\/(?:\d+\/)?tile\//;
const cacheOf = ({ bucket, key }: Target) =>
  bucket === "portal" && lasting.test(key) ? { CacheControl: "public, max-age=31536000, immutable" } : {};

/** Sends the PUT, and ends it when its body fails. Answers with the version that was made. */
async function sendPut(world: World, target: Target, bytes: ByteStream | Uint8Array): Promise<string | undefined> {
  const where = { Bucket: world.buckets[target.bucket], Key: target.key, ContentType: target.type, IfNoneMatch: "*" };
  const lasts = cacheOf(target);
  const abort = new AbortController();
  let failure: { readonly fault: unknown } | undefined;
  const body = await putBody(bytes, target, (fault) => {
    failure = { fault };
    abort.abort();
  });
  try {
    const put = new PutObjectCommand({ ...where, ...lasts, ...body });
    return (await world.client.send(put, { abortSignal: abort.signal })).VersionId;
  } catch (fault) {
    throw failure === undefined ? fault : failure.fault;
  }
}

async function put(world: World, target: Target, bytes: ByteStream | Uint8Array): Promise<PutOutcome | "taken"> {
  let version: string | undefined;
  try {
    version = await sendPut(world, target, bytes);
  } catch (fault) {
    if (fault instanceof WrongLength) return { ok: false, code: "WRONG_LENGTH" };
    if (is(fault, "BadDigest", "XAmzContentChecksumMismatch")) return { ok: false, code: "WRONG_DIGEST" };
    // 409: another PUT of the same key is under way, and S3 has not decided yet.
    if (is(fault, "412", "ConditionalRequestConflict")) return "taken";
    throw fault;
  }
  // The version that we wrote, not the newest: a server may let two writers of one key have their way.
  const head = await findHead(world, target.bucket, target.key, version);
  if (head === undefined) throw new Error(`${target.bucket} ${target.key} was stored and is not there`);
  return { ok: true, created: true, head };
}

async function create(world: World, target: Target, bytes: ByteStream | Uint8Array): Promise<PutOutcome> {
  const earlier = await findHead(world, target.bucket, target.key);
  if (earlier !== undefined) return { ok: true, created: false, head: earlier };
  const outcome = await put(world, target, bytes);
  if (outcome !== "taken") return outcome;
  const winner = await findHead(world, target.bucket, target.key);
  // A fault, so that the caller tries again: the other PUT may still fail.
  if (winner === undefined) throw new Error(`another write of ${target.bucket} ${target.key} is not decided yet`);
  return { ok: true, created: false, head: winner };
}

async function* nothing(): ByteStream {}

async function read(
  world: World,
  ref: ObjectRef,
  range: { from: number; to: number } | undefined,
): Promise<ByteStream | undefined> {
  try {
    const { Body } = await world.client.send(
      new GetObjectCommand({
        Bucket: world.buckets[ref.bucket],
        Key: ref.key,
        VersionId: ref.version,
        ...(range !== undefined && { Range: `bytes=${range.from}-${range.to}` }),
      }),
    );
    if (!(Body instanceof Readable)) throw new Error("S3 answered without a stream");
    return Body;
  } catch (fault) {
    if (is(fault, "416")) return nothing();
    // A version of another object is one that S3 cannot even read.
    if (is(fault, "404", "NoSuchVersion", "InvalidArgument")) return undefined;
    throw fault;
  }
}

/**
 * Objects in S3, one versioned bucket for each of ours.
 *
 * Every PUT says `If-None-Match: *` and names a SHA-256 that S3 checks before it keeps anything. Make the client with
 * `s3Client`. `now` dates upload permissions; S3 judges them by its own clock.
 * A stream whose length is not declared is held in memory, up to 64 MiB.
 * Proved by the contract suite on Ceph Object Gateway 20 over TLS (`npm run test:s3-real`); not on AWS. There, racing
 * writers of one key can all win when a bucket is versioned (in a plain bucket one does): each is answered with the
 * version that it wrote, and only the reader who pinned one is safe.
 */
export function s3Objects(options: {
  readonly client: S3Client;
  readonly buckets: Readonly<Record<Bucket, string>>;
  readonly now: () => Date;
}): Objects {
  const { client, buckets, now } = options;
  return {
    async create(target, bytes) {
      assertObjectKey(target.key);
      assertDeclared(target);
      return create(options, target, bytes);
    },
    async head(target) {
      assertObjectKey(target.key);
      return findHead(options, target.bucket, target.key);
    },
    async read(ref, range) {
      assertObjectKey(ref.key);
      assertRange(range);
      return read(options, ref, range);
    },
    async permitUpload(terms) {
      assertObjectKey(terms.key);
      assertDeclared(terms);
      return presignUpload(client, buckets[terms.bucket], terms, now());
    },
  };
}
