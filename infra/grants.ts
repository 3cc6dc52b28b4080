import type { Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { type ISecret, Secret } from "aws-cdk-lib/aws-secretsmanager";
import { heardText } from "../shared/adapters/aws/function-environments.ts";
import type { ProductFunction } from "./constructs/product-function.ts";
import type { Bucket as BucketName } from "./functions.ts";
import type { Settings } from "./settings.ts";

export type Stores = { readonly table: Table; readonly buckets: Readonly<Record<BucketName, Bucket>> };

/** What every function that works on acts is told of the world. */
export const worldOf = (settings: Settings, { table, buckets }: Stores) => ({
  VISTO_ORIGIN: settings.origin,
  VISTO_TENANT: settings.tenant,
  VISTO_BODY_NAME: settings.bodyName,
  VISTO_BODY_PLACE: settings.bodyPlace,
  VISTO_OFFICE: settings.office,
  VISTO_BODY_FACTS: settings.facts && JSON.stringify(settings.facts),
  VISTO_TABLE: table.tableName,
  VISTO_INTAKE_BUCKET: buckets.intake.bucketName,
  VISTO_VAULT_BUCKET: buckets.vault.bucketName,
  VISTO_PORTAL_BUCKET: buckets.portal.bucketName,
  VISTO_WEBHOOKS: settings.webhooks.length > 0 ? heardText(settings.webhooks) : undefined,
});

/** What a function that lets officers in, or writes to them, is told of their provider: nothing secret. */
export function providerOf({ oidc }: Settings): string | undefined {
  if (oidc === undefined) return undefined;
  const { clientSecret: _, audience: __, ...provider } = oidc;
  return JSON.stringify(provider);
}

/** A secret that was made by hand, by its name; one construct for all who read it. */
export function giveNamedSecret(
  stack: Stack,
  id: string,
  { handler }: ProductFunction,
  name: string | undefined,
): void {
  if (name === undefined) return;
  const known = stack.node.tryFindChild(id) as ISecret | undefined;
  (known ?? Secret.fromSecretNameV2(stack, id, name)).grantRead(handler);
}

/** Whom a function asks for timestamps. Addresses with a password are a secret: only its name stands here. */
export const stampingOf = (settings: Settings) => ({
  VISTO_TIMESTAMPS: settings.timestamps.length > 0 ? settings.timestamps.join(" ") : undefined,
  VISTO_TIMESTAMP_SECRET: settings.timestampSecret,
});

/** What a function that verifies is told besides. */
export const verificationOf = (settings: Settings, { buckets }: Stores) => ({
  VISTO_TRUST_BUCKET: buckets.trust.bucketName,
  VISTO_FETCH_MATERIAL: settings.fetchMaterial ? ("yes" as const) : ("no" as const),
  VISTO_MALWARE_SCAN: settings.malwareScan ? ("yes" as const) : ("no" as const),
  ...stampingOf(settings),
});

/** Opens the stores to a function, as far as its row in the table of functions says and no further. */
export function openStores({ handler, spec }: ProductFunction, { table, buckets }: Stores): void {
  // Not grantReadWriteData: no function scans the table or writes outside of a transaction.
  if (spec.items)
    table.grant(
      handler,
      "dynamodb:GetItem",
      "dynamodb:Query",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      "dynamodb:DeleteItem",
      "dynamodb:ConditionCheckItem",
    );
  for (const [name, access] of Object.entries(spec.buckets)) {
    const bucket = buckets[name as BucketName];
    bucket.grantRead(handler);
    if (access === "write") bucket.grantPut(handler);
  }
  if (spec.removesCopies)
    handler.addToRolePolicy(
      new PolicyStatement({ actions: ["s3:DeleteObject"], resources: [buckets.portal.arnForObjects("file/*")] }),
    );
}
