import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { ObjectRef } from "../../workflow/ports/objects.ts";

/** Long enough to begin; a transfer that has begun goes on. */
const seconds = 300;

/**
 * An address at which this very version is fetched from S3 for five minutes, whoever holds it. The function never
 * carries the bytes: an answer of Lambda ends at 6 MB. PDFs open, everything else is saved, and S3 says neither type nor
 * name of its own.
 */
export function downloadUrl(
  client: S3Client,
  buckets: Readonly<Partial<Record<ObjectRef["bucket"], string>>>,
  file: ObjectRef & { readonly type: string; readonly fileName: string },
): Promise<string> {
  const isPdf = file.type === "application/pdf";
  return getSignedUrl(
    client,
    new GetObjectCommand({
      Bucket: buckets[file.bucket],
      Key: file.key,
      VersionId: file.version,
      ResponseContentType: isPdf ? "application/pdf" : "application/octet-stream",
      ResponseContentDisposition: `${isPdf ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      ResponseCacheControl: "private, no-store",
    }),
    { expiresIn: seconds },
  );
}
