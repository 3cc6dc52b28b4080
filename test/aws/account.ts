import { randomBytes } from "node:crypto";
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { dynamoItems } from "../../shared/adapters/aws/dynamo-items.ts";
import { s3Client, s3Objects } from "../../shared/adapters/aws/s3-objects.ts";
import { tableDefinition } from "../../shared/adapters/aws/table.ts";
import type { Bucket, Items, Objects } from "../../shared/workflow/index.ts";

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this with npm run test:aws`);
  return value;
};
const nameOf = (what: string) => `visto-test-${what}-${randomBytes(6).toString("hex")}`;

export type OnAccount<T> = { readonly store: T; readonly close: () => Promise<void> };

/** A table of this run alone. @throws, having deleted it again, when the account is not the one that was named */
export async function tableOnAccount(): Promise<OnAccount<Items>> {
  const account = need("VISTO_TEST_AWS_ACCOUNT");
  const client = new DynamoDBClient({});
  const table = nameOf("items");
  const close = async () => {
    await client.send(new DeleteTableCommand({ TableName: table }));
    client.destroy();
  };
  const { TableDescription } = await client.send(new CreateTableCommand(tableDefinition(table)));
  await waitUntilTableExists({ client, maxWaitTime: 120 }, { TableName: table });
  if (TableDescription?.TableArn?.split(":")[4] !== account) {
    await close();
    throw new Error(`the credentials are not of account ${account}`);
  }
  return { store: dynamoItems({ client, table }), close };
}

async function makeBucket(client: S3Client, what: Bucket): Promise<string> {
  const Bucket = nameOf(what);
  const region = need("AWS_REGION");
  await client.send(
    new CreateBucketCommand({
      Bucket,
      ...(region !== "us-east-1" && { CreateBucketConfiguration: { LocationConstraint: region as "eu-south-1" } }),
      ...(what === "vault" && { ObjectLockEnabledForBucket: true }),
    }),
  );
  const VersioningConfiguration = { Status: "Enabled" as const };
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  return Bucket;
}

/** Deletes every version and then the bucket. Nothing in it was locked for longer than the run. */
async function removeBucket(client: S3Client, Bucket: string): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    const all = [...Versions, ...DeleteMarkers];
    if (all.length === 0) break;
    for (const { Key, VersionId } of all) await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  }
  await client.send(new DeleteBucketCommand({ Bucket }));
}

export type AccountObjects = OnAccount<Objects> & {
  readonly client: S3Client;
  readonly buckets: Readonly<Record<Bucket, string>>;
};

/** Three buckets of this run alone, as the product's are. Made after the account was checked by its table. */
export async function bucketsOnAccount(): Promise<AccountObjects> {
  const { close: closeTable } = await tableOnAccount();
  await closeTable();
  const client = s3Client({});
  const made: string[] = [];
  const make = async (what: Bucket) => {
    const name = await makeBucket(client, what);
    made.push(name);
    return name;
  };
  const buckets = { intake: await make("intake"), vault: await make("vault"), portal: await make("portal") };
  const close = async () => {
    for (const name of made) await removeBucket(client, name);
    client.destroy();
  };
  return { store: s3Objects({ client, buckets, now: () => new Date() }), close, client, buckets };
}
