import { createHash } from "node:crypto";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { Bucket } from "../../workflow/ports/objects.ts";
import { type EveryPublicFile, type PublicFiles, publicFilesPrefix } from "../../workflow/ports/public-files.ts";
import { wholeDigest } from "./s3-objects.ts";

/** How long an edge and a browser show a file without asking again, seconds: what is withdrawn must be gone at once. */
const seconds = 60;

type Places = { readonly client: S3Client; readonly buckets: Readonly<Record<Bucket, string>> };

/**
 * Public copies in the portal's bucket. S3 copies by itself and says the digest: no byte passes through the function,
 * whatever the length (one copy takes up to 5 GB, as one upload does). Of a server that says none the copy is read back.
 * Tags of a scan stay behind.
 *
 * Proved on Ceph Object Gateway 20, which says no digest (`npm run test:s3-real`), and on canned answers; not on AWS.
 */
export function portalFiles({ client, buckets }: Places): PublicFiles {
  return {
    async put(key, { bucket, key: from, version, sha256, type, fileName }) {
      const isPdf = type === "application/pdf";
      const source = `${buckets[bucket]}/${from.split("/").map(encodeURIComponent).join("/")}`;
      const { CopyObjectResult: made } = await client.send(
        new CopyObjectCommand({
          Bucket: buckets.portal,
          Key: key,
          CopySource: `${source}?versionId=${encodeURIComponent(version)}`,
          MetadataDirective: "REPLACE",
          TaggingDirective: "REPLACE",
          ChecksumAlgorithm: "SHA256",
          // PDFs open, everything else is saved; nothing of it may run, whatever it is.
          ContentType: isPdf ? type : "application/octet-stream",
          ContentDisposition: `${isPdf ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(fileName)}`,
          CacheControl: `public, max-age=${seconds}`,
        }),
      );
      const digest = wholeDigest(made?.ChecksumSHA256) ?? (await digestOf(client, buckets.portal, key));
      if (digest === sha256.toUpperCase()) return;
      // The address names the impronta: other bytes under it would be a lie that anybody can find.
      await client.send(new DeleteObjectCommand({ Bucket: buckets.portal, Key: key }));
      throw new Error(`the public copy ${key} has the digest ${digest}, expected ${sha256}`);
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: buckets.portal, Key: key }));
    },
  };
}

async function digestOf(client: S3Client, bucket: string, key: string): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (Body === undefined) throw new Error(`S3 answered without a body for ${bucket} ${key}`);
  const hash = createHash("sha256");
  for await (const part of Body as AsyncIterable<Uint8Array>) hash.update(part);
  return hash.digest("hex").toUpperCase();
}

/** The copies that are there now, a thousand to a request, with an operator's own credentials. */
export function everyPortalFile({ client, buckets }: Places): EveryPublicFile {
  return {
    async *list() {
      let next: string | undefined;
      do {
        const page: ListObjectsV2CommandOutput = await client.send(
          new ListObjectsV2Command({ Bucket: buckets.portal, Prefix: publicFilesPrefix, ContinuationToken: next }),
        );
        for (const { Key: key, Size: length } of page.Contents ?? [])
          if (key !== undefined) yield { key, length: length ?? 0 };
        next = page.NextContinuationToken;
      } while (next !== undefined);
    },
  };
}
