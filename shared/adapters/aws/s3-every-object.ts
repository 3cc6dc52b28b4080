import { HeadObjectCommand, ListObjectVersionsCommand, type S3Client } from "@aws-sdk/client-s3";
import type { EveryObject } from "../../workflow/ports/every-object.ts";
import type { Bucket, ObjectHead } from "../../workflow/ports/objects.ts";
import { publicFilesPrefix } from "../../workflow/ports/public-files.ts";
import { wholeDigest } from "./s3-objects.ts";

type Places = { readonly client: S3Client; readonly buckets: Readonly<Record<Bucket, string>> };

async function headOf({ client, buckets }: Places, bucket: Bucket, key: string, version: string): Promise<ObjectHead> {
  const found = await client.send(
    new HeadObjectCommand({ Bucket: buckets[bucket], Key: key, VersionId: version, ChecksumMode: "ENABLED" }),
  );
  return {
    bucket,
    key,
    version,
    length: found.ContentLength ?? 0,
    type: found.ContentType ?? "application/octet-stream",
    sha256: wholeDigest(found.ChecksumSHA256),
    storedAt: (found.LastModified ?? new Date(0)).toISOString(),
  };
}

/**
 * Every version in the buckets, asked for with an operator's own credentials: no function may list versions. An object
 * with a delete marker on top is given all the same, since items name its versions; listing gives neither type nor
 * digest, so each version costs a HEAD.
 */
export function s3EveryObject(places: Places): EveryObject {
  return {
    async *heads(bucket) {
      let at: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
      while (at !== undefined) {
        const page: Awaited<ReturnType<typeof list>> = await list(places, bucket, at);
        // Public copies are made from what is given anyway.
        for (const { Key, VersionId } of page.Versions ?? [])
          if (Key !== undefined && !(bucket === "portal" && Key.startsWith(publicFilesPrefix)))
            yield await headOf(places, bucket, Key, VersionId ?? "null");
        at = page.IsTruncated
          ? {
              ...(page.NextKeyMarker !== undefined && { KeyMarker: page.NextKeyMarker }),
              ...(page.NextVersionIdMarker !== undefined && { VersionIdMarker: page.NextVersionIdMarker }),
            }
          : undefined;
      }
    },
  };
}

const list = ({ client, buckets }: Places, bucket: Bucket, at: { KeyMarker?: string; VersionIdMarker?: string }) =>
  client.send(new ListObjectVersionsCommand({ Bucket: buckets[bucket], ...at }));
