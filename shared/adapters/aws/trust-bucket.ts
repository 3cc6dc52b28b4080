import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { isTrustFile, type TrustFile, type TrustFromFiles, trustFromFiles } from "../../signature/index.ts";
import type { TrustSource } from "../../workflow/ports/trust.ts";

type Listed = { readonly key: string; readonly etag: string };

/** A bucket of trust has a handful of files: more is another bucket than was meant. */
const mostFiles = 200;

/**
 * Certificates and trusted lists as objects of a bucket, as `visto refresh-trust-lists` writes them into a folder.
 *
 * Listed with every question; what changed since this process last looked is read again and the rest is kept, so that a
 * refresh counts at once and a warm function reads nothing. What does not count is told once for each reading; a list
 * with a lower number than this process has seen is refused. @throws when the bucket cannot be read
 */
export function trustBucket(options: {
  readonly client: S3Client;
  readonly bucket: string;
  readonly told: (problem: TrustFromFiles["problems"][number]) => void;
}): TrustSource {
  const { client, bucket, told } = options;
  let known: { readonly state: string; readonly trust: TrustFromFiles } | undefined;
  const seen: Record<string, number> = {};
  const files = new Map<string, TrustFile>();
  return {
    async current() {
      const listed = await listFiles(client, bucket);
      const state = listed.map(({ key, etag }) => `${key} ${etag}`).join("\n");
      if (known?.state === state) return known.trust;
      const read: TrustFile[] = [];
      for (const { key, etag } of listed) {
        const file = files.get(`${key} ${etag}`) ?? { name: key, bytes: await readFile(client, bucket, key) };
        files.set(`${key} ${etag}`, file);
        read.push(file);
      }
      const trust = trustFromFiles(read, seen);
      for (const { territory, sequence } of trust.trustedLists?.lists ?? []) seen[territory] = sequence;
      for (const problem of trust.problems) told(problem);
      known = { state, trust };
      return trust;
    },
  };
}

async function listFiles(client: S3Client, bucket: string): Promise<Listed[]> {
  const found: Listed[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: token }));
    for (const { Key: key, ETag: etag } of page.Contents ?? [])
      if (key !== undefined && etag !== undefined && isTrustFile(key)) found.push({ key, etag });
    if (found.length > mostFiles) throw new Error(`${bucket} holds more than ${mostFiles} certificates and lists`);
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return found;
}

async function readFile(client: S3Client, bucket: string, key: string): Promise<Uint8Array> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (Body === undefined) throw new Error(`S3 answered without a body for ${bucket} ${key}`);
  return new Uint8Array(await Body.transformToByteArray());
}
