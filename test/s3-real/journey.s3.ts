// The use cases on both stores of AWS at once: items on Dynoxide, objects on Ceph, uploads by presigned PUT.
import { afterAll, beforeAll, describe } from "vitest";
import { dynamoItems } from "../../shared/adapters/aws/dynamo-items.ts";
import { s3Objects } from "../../shared/adapters/aws/s3-objects.ts";
import type { Items, Objects } from "../../shared/workflow/index.ts";
import { findDynoxide, startDynoxide } from "../support/dynoxide.ts";
import { journeyOnAws } from "../support/journey-on-aws.ts";
import { makeBuckets, realS3 } from "../support/real-s3.ts";

const dynoxide = findDynoxide();
const missing = "missing" in dynoxide ? dynoxide.missing : undefined;
if (missing !== undefined) console.warn(`the journey on AWS's stores is not tested: ${missing}`);

describe.skipIf(missing !== undefined)("the stores of AWS", () => {
  const client = realS3();
  let stores: { readonly items: Items; readonly objects: Objects } | undefined;
  let stop = async () => client.destroy();
  beforeAll(async () => {
    if ("missing" in dynoxide) throw new Error(dynoxide.missing);
    const started = await startDynoxide(dynoxide.program);
    stop = async () => {
      client.destroy();
      await started.stop();
    };
    const buckets = await makeBuckets(client);
    stores = { items: dynamoItems(started), objects: s3Objects({ client, buckets, now: () => new Date() }) };
  });
  afterAll(() => stop());
  journeyOnAws(() => {
    if (stores === undefined) throw new Error("the stores are not open");
    return stores;
  });
});
