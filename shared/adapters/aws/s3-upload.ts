import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { ObjectLimitError } from "../../workflow/ports/object-limits.ts";
import type { UploadPermission, UploadTerms } from "../../workflow/ports/objects.ts";

const longestSeconds = 7 * 24 * 3600;

/** Signed as headers: moved into the query, where the presigner puts them unless told, S3 does not check the body by them. */
const bound = ["content-type", "if-none-match", "x-amz-checksum-sha256", "x-amz-sdk-checksum-algorithm"];

/** A presigned URL lives from its date for whole seconds; one that is over already is dated back, and S3 refuses it. */
function lifetime(expiresAt: string, now: Date): { signingDate: Date; expiresIn: number } {
  const end = new Date(expiresAt);
  if (end.toJSON() !== expiresAt)
    throw new ObjectLimitError("BAD_EXPIRY", `${expiresAt} is not an ISO instant in UTC with milliseconds`);
  const seconds = Math.floor((end.getTime() - now.getTime()) / 1000);
  if (seconds > longestSeconds) throw new ObjectLimitError("BAD_EXPIRY", `${expiresAt} is more than seven days ahead`);
  if (seconds < 1) return { signingDate: new Date(end.getTime() - 1000), expiresIn: 1 };
  return { signingDate: now, expiresIn: seconds };
}

/**
 * A presigned PUT of exactly these bytes: key, type, length, digest and "only if there is none" are all signed headers.
 * `content-length` is signed too; browsers set it themselves.
 */
export async function presignUpload(
  client: S3Client,
  bucket: string,
  terms: UploadTerms,
  now: Date,
): Promise<UploadPermission> {
  // The SDK's default would put the CRC of an empty body into the address.
  if ((await client.config.requestChecksumCalculation()) !== "WHEN_REQUIRED")
    throw new Error('the S3 client must be made with requestChecksumCalculation: "WHEN_REQUIRED"');
  const digest = terms.sha256 === undefined ? undefined : Buffer.from(terms.sha256, "hex").toString("base64");
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: terms.key,
    ContentType: terms.type,
    ContentLength: terms.length,
    IfNoneMatch: "*",
    // Both: an S3 server may ignore the digest when the algorithm is not named.
    ...(digest !== undefined && { ChecksumSHA256: digest, ChecksumAlgorithm: "SHA256" }),
  });
  const url = await getSignedUrl(client, command, {
    ...lifetime(terms.expiresAt, now),
    unhoistableHeaders: new Set(bound),
    signableHeaders: new Set([...bound, "content-length", "host"]),
  });
  return {
    method: "PUT",
    url,
    headers: {
      "content-type": terms.type,
      "if-none-match": "*",
      ...(digest !== undefined && { "x-amz-checksum-sha256": digest, "x-amz-sdk-checksum-algorithm": "SHA256" }),
    },
  };
}
