// How S3's refusals are told apart and what a permission signs. A loopback server gives answers in S3's form; whether a
// server keeps to them is for the contract suite on a real one.
import { S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it, onTestFinished } from "vitest";
import { s3Client, s3Objects } from "../../../shared/adapters/aws/s3-objects.ts";
import type { UploadTerms } from "../../../shared/workflow/ports/objects.ts";
import { inParts, sha256, someBytes, thenFails } from "../../support/bytes.ts";
import { type CannedAnswer, cannedServer } from "../../support/canned-server.ts";

const config = {
  region: "eu-south-1",
  forcePathStyle: true,
  maxAttempts: 1,
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
};
const buckets = { intake: "in", vault: "va", portal: "po" };
const now = () => new Date("2025-12-24T10:00:00Z");
const bytes = someBytes(1000);
const base64 = (of: Uint8Array) => Buffer.from(sha256(of), "hex").toString("base64");

const refusal = (status: number, code: string): CannedAnswer => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});
const missing: CannedAnswer = { status: 404, body: "" };
const taken: CannedAnswer = { status: 200, body: "", headers: { "x-amz-version-id": "v1" } };
const headOf = (of: Uint8Array, checksum = base64(of)): CannedAnswer => ({
  status: 200,
  body: "",
  headers: {
    "content-type": "application/pdf",
    "content-length": `${of.length}`,
    "last-modified": "Wed, 24 Dec 2025 10:00:00 GMT",
    "x-amz-version-id": "v1",
    "x-amz-checksum-sha256": checksum,
  },
});
const head = {
  bucket: "vault",
  key: "k",
  version: "v1",
  length: 1000,
  type: "application/pdf",
  sha256: sha256(bytes),
  storedAt: "2025-12-24T10:00:00.000Z",
};

async function bench(...answers: CannedAnswer[]) {
  const { url, seen } = await cannedServer(...answers);
  const client = s3Client({ ...config, endpoint: url });
  onTestFinished(() => client.destroy());
  return { objects: s3Objects({ client, buckets, now }), seen };
}

const target = { bucket: "vault", key: "k", type: "application/pdf" } as const;

describe("S3's answers", () => {
  it("create an object only where there is none, with a digest that S3 must check", async () => {
    const { objects, seen } = await bench(missing, taken, headOf(bytes));
    expect(await objects.create(target, bytes)).toEqual({ ok: true, created: true, head });
    expect(seen.map(({ method, path }) => `${method} ${path.split("?")[0]}`)).toEqual([
      "HEAD /va/k",
      "PUT /va/k",
      "HEAD /va/k",
    ]);
    expect(seen[1]?.headers).toMatchObject({
      "if-none-match": "*",
      "content-length": "1000",
      "x-amz-checksum-sha256": base64(bytes),
      "x-amz-sdk-checksum-algorithm": "SHA256",
    });
  });

  it.each([
    ["412 PreconditionFailed", refusal(412, "PreconditionFailed")],
    ["409 ConditionalRequestConflict", refusal(409, "ConditionalRequestConflict")],
  ])("say with %s that somebody else was quicker", async (_, answer) => {
    const { objects } = await bench(missing, answer, headOf(bytes));
    expect(await objects.create(target, bytes)).toEqual({ ok: true, created: false, head });
  });

  it("leave a race that is not decided to the caller, as a fault", async () => {
    const { objects } = await bench(missing, refusal(409, "ConditionalRequestConflict"), missing);
    await expect(objects.create(target, bytes)).rejects.toThrow("not decided");
  });

  it("say with BadDigest that the bytes are others", async () => {
    const { objects } = await bench(missing, refusal(400, "BadDigest"));
    expect(await objects.create({ ...target, sha256: sha256(someBytes(3)) }, bytes)).toEqual({
      ok: false,
      code: "WRONG_DIGEST",
    });
  });

  it.each([
    ["a refusal of the key", refusal(403, "AccessDenied")],
    ["an error of the service", refusal(500, "InternalError")],
    ["throttling", refusal(503, "SlowDown")],
    ["a bad request", refusal(400, "InvalidRequest")],
  ])("are thrown when they are %s", async (_, answer) => {
    const { objects } = await bench(missing, answer);
    await expect(objects.create(target, bytes)).rejects.toThrow();
  });

  it("give no digest of a multipart upload, which is a digest of digests", async () => {
    const { objects } = await bench(headOf(bytes, `${base64(bytes)}-2`));
    expect(await objects.head(target)).toEqual({ ...head, sha256: undefined });
  });

  it("are not waited for when the body fails or has another length: no whole request is ever sent", async () => {
    const { objects, seen } = await bench(missing);
    await expect(objects.create({ ...target, length: 2000 }, thenFails(bytes))).rejects.toThrow("went away");
    expect(await objects.create({ ...target, length: 999 }, inParts(bytes, 100))).toEqual({
      ok: false,
      code: "WRONG_LENGTH",
    });
    expect(await objects.create({ ...target, length: 1001 }, inParts(bytes, 100))).toEqual({
      ok: false,
      code: "WRONG_LENGTH",
    });
    expect(await objects.create({ ...target, length: 999 }, bytes)).toEqual({ ok: false, code: "WRONG_LENGTH" });
    expect(seen.map((request) => request.method)).toEqual(["HEAD", "HEAD", "HEAD", "HEAD"]);
  });
});

describe("a permission to upload to S3", () => {
  const terms: UploadTerms = {
    bucket: "intake",
    key: "acts/01/ATT A",
    sha256: sha256(bytes),
    length: 1000,
    type: "application/pdf",
    expiresAt: "2025-12-24T10:10:00.000Z",
  };

  it("signs every term as a header and puts none into the address", async () => {
    const { objects } = await bench(missing);
    const { url, headers } = await objects.permitUpload(terms);
    const query = new URL(url).searchParams;
    expect(query.get("X-Amz-SignedHeaders")?.split(";")).toEqual(
      expect.arrayContaining(["content-length", "content-type", "host", ...Object.keys(headers)]),
    );
    expect(query.get("X-Amz-Expires")).toBe("600");
    expect(query.get("X-Amz-Date")).toBe("20251224T100000Z");
    expect([...query.keys()].filter((name) => /checksum|none-match/i.test(name))).toEqual([]);
    expect(new URL(url).pathname).toBe("/in/acts/01/ATT%20A");
  });

  it("puts no checksum of an empty body into the address when no digest is known", async () => {
    const { sha256: _, ...undigested } = terms;
    const { objects } = await bench(missing);
    const { url, headers } = await objects.permitUpload(undigested);
    expect(url).not.toMatch(/checksum/i);
    expect(headers).toEqual({ "content-type": "application/pdf", "if-none-match": "*" });
  });

  it("is over when the terms are", async () => {
    const { objects } = await bench(missing);
    const { url } = await objects.permitUpload({ ...terms, expiresAt: "2025-12-24T09:00:00.000Z" });
    const query = new URL(url).searchParams;
    expect([query.get("X-Amz-Date"), query.get("X-Amz-Expires")]).toEqual(["20251224T085959Z", "1"]);
  });

  it("cannot last longer than S3 allows", async () => {
    const { objects } = await bench(missing);
    await expect(objects.permitUpload({ ...terms, expiresAt: "2026-01-24T10:00:00.000Z" })).rejects.toMatchObject({
      code: "BAD_EXPIRY",
    });
  });

  it("is not given by a client that would add checksums of its own", async () => {
    const client = new S3Client({ ...config, endpoint: "http://127.0.0.1:9" });
    await expect(s3Objects({ client, buckets, now }).permitUpload(terms)).rejects.toThrow("WHEN_REQUIRED");
  });
});
