import { randomBytes } from "node:crypto";
import {
  CreateBucketCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutBucketVersioningCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { s3Client } from "../../shared/adapters/aws/s3-objects.ts";
import type { Bucket } from "../../shared/workflow/ports/objects.ts";

const need = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run this with npm run test:s3-real`);
  return value;
};

/** A client of the S3 server that `test/s3-real/run.ts` has started. */
export const realS3 = (credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string }): S3Client =>
  s3Client({
    endpoint: need("VISTO_S3_ENDPOINT"),
    region: "us-east-1",
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: credentials ?? {
      accessKeyId: need("VISTO_S3_ACCESS_KEY"),
      secretAccessKey: need("VISTO_S3_SECRET_KEY"),
    },
  });

/** A new bucket, as the product's are: versioned, with Object Lock where it is asked for. */
export async function makeBucket(
  client: S3Client,
  how: { readonly versioned?: boolean; readonly lock?: boolean } = {},
): Promise<string> {
  const Bucket = `visto-${randomBytes(6).toString("hex")}`;
  await client.send(new CreateBucketCommand({ Bucket, ...(how.lock && { ObjectLockEnabledForBucket: true }) }));
  if (how.versioned !== false)
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  return Bucket;
}

/** The three buckets of the product: the vault has Object Lock. */
export async function makeBuckets(client: S3Client): Promise<Readonly<Record<Bucket, string>>> {
  return {
    intake: await makeBucket(client),
    vault: await makeBucket(client, { lock: true }),
    portal: await makeBucket(client),
  };
}

/** Every version, delete marker and unfinished upload of a bucket, with its size. */
export async function everythingIn(client: S3Client, Bucket: string): Promise<string[]> {
  const found: string[] = [];
  let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
  while (from !== undefined) {
    const page: ListObjectVersionsCommandOutput = await client.send(new ListObjectVersionsCommand({ Bucket, ...from }));
    for (const one of page.Versions ?? []) found.push(`${Bucket} ${one.Key} ${one.VersionId} ${one.Size}`);
    for (const one of page.DeleteMarkers ?? []) found.push(`${Bucket} ${one.Key} ${one.VersionId} deleted`);
    from = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : undefined;
  }
  const uploads = await client.send(new ListMultipartUploadsCommand({ Bucket }));
  for (const one of uploads.Uploads ?? []) found.push(`${Bucket} ${one.Key} unfinished`);
  return found.sort();
}
