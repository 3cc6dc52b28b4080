import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EveryItem } from "../../workflow/ports/every-item.ts";
import type { EveryObject } from "../../workflow/ports/every-object.ts";
import type { Items } from "../../workflow/ports/items.ts";
import type { Bucket, Objects } from "../../workflow/ports/objects.ts";
import type { EveryPublicFile, PublicFiles } from "../../workflow/ports/public-files.ts";
import { dynamoItems } from "./dynamo-items.ts";
import { dynamoScan } from "./dynamo-scan.ts";
import { everyPortalFile, portalFiles } from "./portal-files.ts";
import { s3EveryObject } from "./s3-every-object.ts";
import { s3Client, s3Objects } from "./s3-objects.ts";

/** A body's table for the commands that move and migrate it: region and credentials are the operator's own. */
export function dynamoStore(table: string): Items & EveryItem {
  const client = new DynamoDBClient({});
  return { ...dynamoItems({ client, table }), ...dynamoScan({ client, table }) };
}

type S3Store = {
  readonly objects: Objects & EveryObject;
  /** Public copies in the portal's bucket. */
  readonly copies: PublicFiles & EveryPublicFile;
};

/** A body's buckets for the same commands. */
export function s3Store(buckets: Readonly<Record<Bucket, string>>): S3Store {
  const client = s3Client({});
  const places = { client, buckets };
  return {
    objects: { ...s3Objects({ ...places, now: () => new Date() }), ...s3EveryObject(places) },
    copies: { ...portalFiles(places), ...everyPortalFile(places) },
  };
}
