import {
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { Bucket, ObjectRef } from "../../shared/workflow/ports/objects.ts";

/**
 * Until when a version can neither be deleted nor replaced. GOVERNANCE can be lifted by who has the permission to bypass
 * it (so that what the Garante or a judge orders to be erased can be); COMPLIANCE by nobody, the account's owner included.
 */
export type Retention = { readonly mode: "GOVERNANCE" | "COMPLIANCE"; readonly until: string };
export type Locks = { readonly retention: Retention | undefined; readonly held: boolean };

function address(buckets: Readonly<Record<Bucket, string>>, ref: ObjectRef) {
  return { Bucket: buckets[ref.bucket], Key: ref.key, VersionId: ref.version };
}

/** A version without a lock is answered with a fault, not with an empty lock: the first name is AWS's, the second Ceph's. */
const noLock = ["NoSuchObjectLockConfiguration", "ObjectLockConfigurationNotFoundError"];

async function unlessNone<T>(ask: Promise<T>): Promise<T | undefined> {
  try {
    return await ask;
  } catch (fault) {
    if (fault instanceof S3ServiceException && noLock.includes(fault.name)) return undefined;
    throw fault;
  }
}

/**
 * Object Lock of single versions, for a bucket that was made with it (the vault). Always names the version: a lock on
 * "the newest" would be one on bytes that nobody looked at.
 * Proved on Ceph Object Gateway 20; not on AWS. @throws when the bucket has no Object Lock or the server refuses
 */
export function s3Locks({
  client,
  buckets,
}: {
  readonly client: S3Client;
  readonly buckets: Readonly<Record<Bucket, string>>;
}) {
  return {
    async locksOf(ref: ObjectRef): Promise<Locks> {
      const where = address(buckets, ref);
      const [retention, hold] = await Promise.all([
        unlessNone(client.send(new GetObjectRetentionCommand(where))),
        unlessNone(client.send(new GetObjectLegalHoldCommand(where))),
      ]);
      const { Mode: mode, RetainUntilDate: until } = retention?.Retention ?? {};
      return {
        retention: mode !== undefined && until !== undefined ? { mode, until: until.toISOString() } : undefined,
        held: hold?.LegalHold?.Status === "ON",
      };
    },
    /** Sets or lengthens; shortening is refused by the server. */
    async retain(ref: ObjectRef, { mode, until }: Retention): Promise<void> {
      const Retention = { Mode: mode, RetainUntilDate: new Date(until) };
      const Digest = { ChecksumAlgorithm: "SHA256" } as const;
      await client.send(new PutObjectRetentionCommand({ ...address(buckets, ref), ...Digest, Retention }));
    },
    /** A hold has no end of its own: it lasts until it is lifted. */
    async hold(ref: ObjectRef, held: boolean): Promise<void> {
      const LegalHold = { Status: held ? "ON" : "OFF" } as const;
      const Digest = { ChecksumAlgorithm: "SHA256" } as const;
      await client.send(new PutObjectLegalHoldCommand({ ...address(buckets, ref), ...Digest, LegalHold }));
    },
  };
}
