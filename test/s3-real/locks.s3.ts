// What Object Lock keeps, asked of the server itself: a delete that names the version, as whoever wants it gone would.
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { s3Objects } from "../../shared/adapters/aws/s3-objects.ts";
import type { Bucket, ObjectRef } from "../../shared/workflow/ports/objects.ts";
import { content, contentOf, someBytes } from "../support/bytes.ts";
import { makeBuckets, realS3 } from "../support/real-s3.ts";
import { s3Locks } from "../support/s3-locks.ts";

const client = realS3();
let buckets: Readonly<Record<Bucket, string>>;
beforeAll(async () => {
  buckets = await makeBuckets(client);
});
afterAll(() => client.destroy());

const objects = () => s3Objects({ client, buckets, now: () => new Date() });
const locks = () => s3Locks({ client, buckets });
const inMinutes = (minutes: number) => new Date(Math.floor(Date.now() / 1000 + minutes * 60) * 1000).toISOString();
const bytes = someBytes(5000);
let keys = 0;

async function stored(): Promise<ObjectRef> {
  keys += 1;
  const made = await objects().create({ bucket: "vault", key: `sealed/${keys}.pdf`, type: "application/pdf" }, bytes);
  if (!made.ok) throw new Error(made.code);
  return made.head;
}

const remove = (ref: ObjectRef, BypassGovernanceRetention?: boolean) =>
  client.send(
    new DeleteObjectCommand({
      Bucket: buckets[ref.bucket],
      Key: ref.key,
      VersionId: ref.version,
      ...(BypassGovernanceRetention && { BypassGovernanceRetention }),
    }),
  );
const denied = { name: "AccessDenied" };

describe("Object Lock", () => {
  it("is on nothing unless somebody asks", async () => {
    const ref = await stored();
    expect(await locks().locksOf(ref)).toEqual({ retention: undefined, held: false });
    await remove(ref);
    expect(await objects().read(ref)).toBeUndefined();
  });

  it("in GOVERNANCE refuses to delete the version, but for who may bypass it", async () => {
    const ref = await stored();
    const until = inMinutes(60);
    await locks().retain(ref, { mode: "GOVERNANCE", until });
    expect(await locks().locksOf(ref)).toEqual({ retention: { mode: "GOVERNANCE", until }, held: false });
    await expect(remove(ref)).rejects.toMatchObject(denied);
    expect(await contentOf(await objects().read(ref))).toBe(content(bytes));
    await remove(ref, true);
    expect(await objects().read(ref)).toBeUndefined();
  });

  it("in COMPLIANCE is never shortened, weakened or bypassed, only lengthened", async () => {
    const ref = await stored();
    const until = inMinutes(60);
    await locks().retain(ref, { mode: "COMPLIANCE", until });
    await expect(remove(ref)).rejects.toMatchObject(denied);
    await expect(remove(ref, true)).rejects.toMatchObject(denied);
    await expect(locks().retain(ref, { mode: "COMPLIANCE", until: inMinutes(1) })).rejects.toMatchObject(denied);
    await expect(locks().retain(ref, { mode: "GOVERNANCE", until: inMinutes(90) })).rejects.toMatchObject(denied);
    const later = inMinutes(120);
    await locks().retain(ref, { mode: "COMPLIANCE", until: later });
    expect((await locks().locksOf(ref)).retention).toEqual({ mode: "COMPLIANCE", until: later });
    expect(await contentOf(await objects().read(ref))).toBe(content(bytes));
  });

  it("holds until the hold is lifted", async () => {
    const ref = await stored();
    await locks().hold(ref, true);
    expect(await locks().locksOf(ref)).toEqual({ retention: undefined, held: true });
    await expect(remove(ref)).rejects.toMatchObject(denied);
    await expect(remove(ref, true)).rejects.toMatchObject(denied);
    await locks().hold(ref, false);
    await remove(ref);
    expect(await objects().read(ref)).toBeUndefined();
  });

  it("keeps the bytes behind a delete that names no version", async () => {
    const ref = await stored();
    await locks().retain(ref, { mode: "GOVERNANCE", until: inMinutes(60) });
    await client.send(new DeleteObjectCommand({ Bucket: buckets.vault, Key: ref.key }));
    expect(await objects().head(ref)).toBeUndefined();
    expect(await contentOf(await objects().read(ref))).toBe(content(bytes));
  });

  it("is a fault in a bucket that was made without it", async () => {
    const made = await objects().create({ bucket: "intake", key: "k", type: "application/pdf" }, bytes);
    if (!made.ok) throw new Error(made.code);
    await expect(locks().hold(made.head, true)).rejects.toThrow();
  });
});
