import { CopyObjectCommand, DeleteObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Bucket } from "../../workflow/ports/objects.ts";
import type { PublicFiles } from "../../workflow/ports/public-files.ts";
import { wholeDigest } from "./s3-objects.ts";

/** How long an edge and a browser show a file without asking again, seconds: what is withdrawn must be gone at once. */
const seconds = 60;

/**
 * Public copies in the portal's bucket. S3 copies by itself: no byte passes through the function, whatever the length (one
 * copy takes up to 5 GB, as one upload does). Tags of a scan stay behind.
 *
 * Proved on canned answers; not on AWS.
 */
export function portalFiles({
  client,
  buckets,
}: {
  readonly client: S3Client;
  readonly buckets: Readonly<Record<Bucket, string>>;
}): PublicFiles {
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
      const digest = wholeDigest(made?.ChecksumSHA256);
      if (digest === sha256.toUpperCase()) return;
      // The address names the impronta: other bytes under it would be a lie that anybody can find.
      await client.send(new DeleteObjectCommand({ Bucket: buckets.portal, Key: key }));
      throw new Error(`the public copy ${key} has the digest ${digest ?? "(none said)"}, expected ${sha256}`);
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: buckets.portal, Key: key }));
    },
  };
}
