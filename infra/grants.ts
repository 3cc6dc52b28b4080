import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { ProductFunction } from "./constructs/product-function.ts";
import type { Bucket as BucketName, FunctionSpec } from "./functions.ts";
import type { Settings } from "./settings.ts";

export type Stores = { readonly table: Table; readonly buckets: Readonly<Record<BucketName, Bucket>> };

/** What every function is told of the world. A test reads it with the very reader that the functions have. */
export const environmentOf = (settings: Settings, { table, buckets }: Stores): Readonly<Record<string, string>> => ({
  VISTO_ORIGIN: settings.origin,
  VISTO_TENANT: settings.tenant,
  VISTO_BODY_NAME: settings.bodyName,
  VISTO_BODY_PLACE: settings.bodyPlace,
  VISTO_OFFICE: settings.office,
  VISTO_TABLE: table.tableName,
  VISTO_INTAKE_BUCKET: buckets.intake.bucketName,
  VISTO_VAULT_BUCKET: buckets.vault.bucketName,
  VISTO_PORTAL_BUCKET: buckets.portal.bucketName,
  VISTO_TRUST_BUCKET: buckets.trust.bucketName,
});

/** Opens the stores to a function, as far as its row in the table of functions says and no further. */
export function openStores({ handler }: ProductFunction, spec: FunctionSpec, { table, buckets }: Stores): void {
  table.grantReadWriteData(handler);
  for (const [name, access] of Object.entries(spec.buckets)) {
    const bucket = buckets[name as BucketName];
    bucket.grantRead(handler);
    if (access === "write") bucket.grantPut(handler);
  }
}
