// The tag of a scanner, on the version that it looked at and on no other; an upload cannot bring one along.
import { PutObjectTaggingCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { s3Objects } from "../../shared/adapters/aws/s3-objects.ts";
import { s3Scans } from "../../shared/adapters/aws/s3-scans.ts";
import type { Bucket, ObjectRef } from "../../shared/workflow/ports/objects.ts";
import { someBytes } from "../support/bytes.ts";
import { makeBuckets, realS3 } from "../support/real-s3.ts";

const client = realS3();
let buckets: Readonly<Record<Bucket, string>>;
beforeAll(async () => {
  buckets = await makeBuckets(client);
});
afterAll(() => client.destroy());

const objects = () => s3Objects({ client, buckets, now: () => new Date() });
const resultOf = (ref: ObjectRef) => s3Scans({ client, buckets }).resultOf(ref);

async function stored(key: string): Promise<ObjectRef> {
  const made = await objects().create({ bucket: "intake", key, type: "application/pdf" }, someBytes(10));
  if (!made.ok) throw new Error(made.code);
  return made.head;
}

const says = (ref: ObjectRef, Value: string) =>
  client.send(
    new PutObjectTaggingCommand({
      Bucket: buckets.intake,
      Key: ref.key,
      VersionId: ref.version,
      Tagging: { TagSet: [{ Key: "GuardDutyMalwareScanStatus", Value }] },
    }),
  );

it("is nothing while nobody has looked, then what the scanner says of that version", async () => {
  const ref = await stored("a");
  expect(await resultOf(ref)).toBeUndefined();
  for (const [said, found] of [
    ["NO_THREATS_FOUND", "clean"],
    ["THREATS_FOUND", "infected"],
    ["UNSUPPORTED", "not-scannable"],
  ] as const) {
    await says(ref, said);
    expect(await resultOf(ref)).toBe(found);
  }
});

it.each(["FAILED", "ACCESS_DENIED", "SOMETHING_NEW"])("is a fault when the scanner says %s", async (said) => {
  const ref = await stored(said);
  await says(ref, said);
  await expect(resultOf(ref)).rejects.toThrow(said);
});

it("cannot be brought along by whoever uploads", async () => {
  const bytes = someBytes(20);
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  const terms = { bucket: "intake", key: "b", length: bytes.length, type: "application/pdf", expiresAt } as const;
  const { url, headers } = await objects().permitUpload(terms);
  const tagged = { ...headers, "x-amz-tagging": "GuardDutyMalwareScanStatus=NO_THREATS_FOUND" };
  const answer = await fetch(url, { method: "PUT", headers: tagged, body: bytes });
  expect(answer.status).toBe(403);
  expect(await objects().head(terms)).toBeUndefined();
});
