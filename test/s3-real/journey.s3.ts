// The use cases on both stores of AWS at once: items on Dynoxide, objects on Ceph, uploads by presigned PUT.
import { afterAll, beforeAll, describe } from "vitest";
import { dynamoItems } from "../../shared/adapters/aws/dynamo-items.ts";
import { portalFiles } from "../../shared/adapters/aws/portal-files.ts";
import { s3Objects } from "../../shared/adapters/aws/s3-objects.ts";
import { findDynoxide, startDynoxide } from "../support/dynoxide.ts";
import { journeyOnAws } from "../support/journey-on-aws.ts";
import { makeBuckets, realS3 } from "../support/real-s3.ts";

const dynoxide = findDynoxide();
const missing = "missing" in dynoxide ? dynoxide.missing : undefined;
if (missing !== undefined) console.warn(`the journey on AWS's stores is not tested: ${missing}`);

describe.skipIf(missing !== undefined)("the stores of AWS", () => {
  const client = realS3();
  let stores: ReturnType<Parameters<typeof journeyOnAws>[0]> | undefined;
  let stop = async () => client.destroy();
  beforeAll(async () => {
    if ("missing" in dynoxide) throw new Error(dynoxide.missing);
    const started = await startDynoxide(dynoxide.program);
    stop = async () => {
      client.destroy();
      await started.stop();
    };
    const buckets = await makeBuckets(client);
    const objects = s3Objects({ client, buckets, now: () => new Date() });
    stores = { items: dynamoItems(started), objects, publicFiles: portalFiles({ client, buckets }) };
  });
  afterAll(() => stop());
  journeyOnAws(() => {
    if (stores === undefined) throw new Error("the stores are not open");
    return stores;
  });
});
