// The contract that the embedded store passes, on a real S3 server with buckets as the product has them.
import { s3Objects } from "../../shared/adapters/aws/s3-objects.ts";
import { objectsContract } from "../contracts/objects.contract.ts";
import { everythingIn, makeBuckets, realS3 } from "../support/real-s3.ts";

objectsContract("Ceph Object Gateway, versioned", async () => {
  const client = realS3();
  const buckets = await makeBuckets(client);
  const now = () => new Date();
  return {
    objects: s3Objects({ client, buckets, now }),
    now,
    // In versioned buckets; `differences.s3.ts` shows it, and that in plain ones a single writer wins.
    racingWritersAllWin: true,
    everything: async () =>
      (await Promise.all(Object.values(buckets).map((name) => everythingIn(client, name)))).flat(),
    close: async () => client.destroy(),
  };
});
