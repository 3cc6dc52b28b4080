// One presigned PUT with everything bound, and what a browser of the body's pages may do with it.
import { PutBucketCorsCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { s3Objects } from "../../shared/adapters/aws/s3-objects.ts";
import type { Bucket, UploadPermission } from "../../shared/workflow/ports/objects.ts";
import { content, contentOf, sha256, someBytes } from "../support/bytes.ts";
import { makeBuckets, realS3 } from "../support/real-s3.ts";

const origin = "https://visto.example.org";
const client = realS3();
let buckets: Readonly<Record<Bucket, string>>;
beforeAll(async () => {
  buckets = await makeBuckets(client);
  // As infra/stacks/data.ts sets it for the intake.
  const rule = {
    AllowedOrigins: [origin],
    AllowedMethods: ["PUT"],
    AllowedHeaders: ["content-type", "if-none-match", "x-amz-checksum-sha256", "x-amz-sdk-checksum-algorithm"],
    MaxAgeSeconds: 3600,
  };
  const CORSConfiguration = { CORSRules: [rule] };
  await client.send(new PutBucketCorsCommand({ Bucket: buckets.intake, CORSConfiguration }));
});
afterAll(() => client.destroy());

const objects = () => s3Objects({ client, buckets, now: () => new Date() });
const bytes = someBytes(20_000);
let keys = 0;

async function permitted(): Promise<{ readonly key: string; readonly permission: UploadPermission }> {
  keys += 1;
  const key = `acts/01/upload-${keys}`;
  const expiresAt = new Date(Date.now() + 600_000).toISOString();
  const terms = {
    bucket: "intake",
    key,
    sha256: sha256(bytes),
    length: bytes.length,
    type: "application/pdf",
  } as const;
  return { key, permission: await objects().permitUpload({ ...terms, expiresAt }) };
}

async function put(
  { url, headers }: UploadPermission,
  body: Uint8Array<ArrayBuffer>,
  changed: Readonly<Record<string, string>> = {},
): Promise<string> {
  const answer = await fetch(url, { method: "PUT", headers: { ...headers, ...changed }, body });
  const code = /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1];
  return code === undefined ? `${answer.status}` : `${answer.status} ${code}`;
}

describe("one presigned PUT", () => {
  it("binds digest, algorithm, length, type and 'only if there is none' at once, and refuses each that is broken", async () => {
    const { key, permission } = await permitted();
    expect(new URL(permission.url).searchParams.get("X-Amz-SignedHeaders")).toBe(
      "content-length;content-type;host;if-none-match;x-amz-checksum-sha256;x-amz-sdk-checksum-algorithm",
    );
    const nobody = async () => (await objects().head({ bucket: "intake", key })) === undefined;
    expect(await put(permission, someBytes(bytes.length, 2))).toBe("400 BadDigest");
    expect(await put(permission, someBytes(bytes.length + 1))).toBe("403 SignatureDoesNotMatch");
    expect(await put(permission, bytes, { "content-type": "text/html" })).toBe("403 SignatureDoesNotMatch");
    expect(await put(permission, bytes, { "if-none-match": "x" })).toBe("403 SignatureDoesNotMatch");
    expect(await put(permission, bytes, { "x-amz-sdk-checksum-algorithm": "CRC32" })).toBe("403 SignatureDoesNotMatch");
    expect(await nobody()).toBe(true);
    expect(await put(permission, bytes)).toBe("200");
    expect(await put(permission, bytes)).toBe("412 PreconditionFailed");
    const head = await objects().head({ bucket: "intake", key });
    expect(head).toMatchObject({ length: bytes.length, sha256: sha256(bytes), type: "application/pdf" });
    expect(head && (await contentOf(await objects().read(head)))).toBe(content(bytes));
  });

  it("opens no other key, no reading and no deleting", async () => {
    const { key, permission } = await permitted();
    const other = { ...permission, url: permission.url.replace(key, `${key}0`) };
    expect(await put(other, bytes)).toMatch(/^403/);
    for (const method of ["GET", "HEAD", "DELETE"]) {
      const answer = await fetch(permission.url, { method, headers: permission.headers });
      expect([method, answer.status]).toEqual([method, 403]);
    }
    expect(await objects().head({ bucket: "intake", key })).toBeUndefined();
  });
});

describe("a browser", () => {
  const preflight = (url: string, from: string, method: string, headers: readonly string[]) =>
    fetch(url, {
      method: "OPTIONS",
      headers: {
        origin: from,
        "access-control-request-method": method,
        "access-control-request-headers": headers.join(","),
      },
    });

  it("on the body's pages may send exactly the headers of a permission, and sees that it was taken", async () => {
    const { permission } = await permitted();
    const asked = await preflight(permission.url, origin, "PUT", Object.keys(permission.headers));
    expect([asked.status, asked.headers.get("access-control-allow-origin")]).toEqual([200, origin]);
    const answer = await fetch(permission.url, {
      method: "PUT",
      headers: { ...permission.headers, origin },
      body: bytes,
    });
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([200, origin]);
  });

  it.each([
    ["on another page", "https://evil.example", "PUT", ["content-type"]],
    ["with another method", origin, "DELETE", ["content-type"]],
    ["with a header of its own", origin, "PUT", ["x-amz-acl"]],
  ])("%s is told no", async (_, from, method, headers) => {
    const { permission } = await permitted();
    const asked = await preflight(permission.url, from, method, headers);
    expect(asked.headers.get("access-control-allow-origin")).toBeNull();
    expect(asked.status).toBe(403);
  });
});
