// Public copies on a real S3, which says no digest of a copy: each is read back.
import { publicCopiesContract } from "../contracts/public-copies.contract.ts";
import { makeBuckets, realS3 } from "../support/real-s3.ts";

publicCopiesContract("Ceph Object Gateway", async () => {
  const client = realS3();
  return { client, buckets: await makeBuckets(client), close: async () => client.destroy() };
});
