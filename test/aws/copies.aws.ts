// Public copies on a real account: the same rules as on Ceph, and the digest that S3 itself says of a copy.
import { CopyObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { publicCopiesContract } from "../contracts/public-copies.contract.ts";
import { sha256, someBytes } from "../support/bytes.ts";
import { bucketsOnAccount } from "./account.ts";

publicCopiesContract("AWS", bucketsOnAccount);

it("a copy has the digest that S3 says of it, so that no byte of it is read back", async () => {
  const { client, buckets, close } = await bucketsOnAccount();
  try {
    const body = someBytes(1000);
    const { VersionId } = await client.send(new PutObjectCommand({ Bucket: buckets.vault, Key: "da", Body: body }));
    const copy = new CopyObjectCommand({
      ...{ Bucket: buckets.portal, Key: "file/a", ChecksumAlgorithm: "SHA256" as const },
      CopySource: `${buckets.vault}/da?versionId=${VersionId}`,
    });
    const { CopyObjectResult } = await client.send(copy);
    expect(CopyObjectResult?.ChecksumSHA256).toBe(Buffer.from(sha256(body), "hex").toString("base64"));
  } finally {
    await close();
  }
}, 120_000);
