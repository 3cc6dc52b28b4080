import { randomBytes } from "node:crypto";
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { CreateKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
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

function assertAccount(arn: string | undefined, account: string): void {
  if (arn?.split(":")[4] !== account) throw new Error(`the credentials are not of account ${account}`);
}

/** Ends all of them, the last first, though one fails. @throws when some failed, after all */
async function endAll(ends: readonly (() => Promise<unknown>)[]): Promise<void> {
  const faults: unknown[] = [];
  for (const end of ends.toReversed()) await end().catch((fault: unknown) => faults.push(fault));
  if (faults.length > 0) throw new AggregateError(faults, `not all is deleted: ${faults.join("; ")}`);
}

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
  try {
    // Before it can be deleted it must be there.
    await waitUntilTableExists({ client, maxWaitTime: 120 }, { TableName: table });
    assertAccount(TableDescription?.TableArn, account);
  } catch (fault) {
    await close();
    throw fault;
  }
  return { store: dynamoItems({ client, table }), close };
}

async function makeBucket(client: S3Client, Bucket: string, what: Bucket): Promise<void> {
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
}

/** Deletes every version and then the bucket. Nothing in it was locked for longer than the run. */
async function removeBucket(client: S3Client, Bucket: string): Promise<void> {
  const isThere = await client.send(new HeadBucketCommand({ Bucket })).then(
    () => true,
    (fault: unknown) => {
      if (fault instanceof Error && fault.name === "NotFound") return false;
      throw fault;
    },
  );
  if (!isThere) return;
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
  const ends: (() => Promise<unknown>)[] = [async () => client.destroy()];
  const close = () => endAll(ends);
  const make = async (what: Bucket) => {
    const Bucket = nameOf(what);
    ends.push(() => removeBucket(client, Bucket));
    await makeBucket(client, Bucket, what);
    return Bucket;
  };
  try {
    const buckets = { intake: await make("intake"), vault: await make("vault"), portal: await make("portal") };
    return { store: s3Objects({ client, buckets, now: () => new Date() }), close, client, buckets };
  } catch (fault) {
    await close();
    throw fault;
  }
}

export type SealOnAccount = { readonly keyId: string; readonly secret: string; readonly close: () => Promise<void> };

/**
 * A key of KMS that signs, as the stack makes it, and the secret of its certificates, of this run alone. KMS deletes no
 * key at once: it is scheduled for the soonest day, a week ahead, and costs nothing meanwhile.
 */
export async function sealOnAccount(): Promise<SealOnAccount> {
  const account = need("VISTO_TEST_AWS_ACCOUNT");
  const [kms, secrets] = [new KMSClient({}), new SecretsManagerClient({})];
  const ends: (() => Promise<unknown>)[] = [];
  const close = () => endAll(ends);
  try {
    const spec = { KeySpec: "RSA_3072", KeyUsage: "SIGN_VERIFY" } as const;
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ ...spec, Description: nameOf("seal") }));
    const keyId = KeyMetadata?.Arn ?? "";
    ends.push(() => kms.send(new ScheduleKeyDeletionCommand({ KeyId: keyId, PendingWindowInDays: 7 })));
    assertAccount(keyId, account);
    const secret = nameOf("seal");
    await secrets.send(new CreateSecretCommand({ Name: secret, SecretString: "{}" }));
    ends.push(() => secrets.send(new DeleteSecretCommand({ SecretId: secret, ForceDeleteWithoutRecovery: true })));
    return { keyId, secret, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}
