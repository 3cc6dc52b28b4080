// Proves what S3 is asked for when a public copy is made or taken away, and that one of other bytes does not stay.
import { describe, expect, it, onTestFinished } from "vitest";
import { sha256Of } from "../../../shared/act/index.ts";
import { everyPortalFile, portalFiles } from "../../../shared/adapters/aws/portal-files.ts";
import { s3Client } from "../../../shared/adapters/aws/s3-objects.ts";
import type { PublicFile } from "../../../shared/workflow/index.ts";
import { type CannedAnswer, cannedServer } from "../../support/canned-server.ts";
import { config } from "../../support/kms-stand-in.ts";

const digest = "AB".repeat(32);
const copied = (hex: string): CannedAnswer => ({
  status: 200,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0"?><CopyObjectResult><ETag>"e"</ETag><ChecksumSHA256>${Buffer.from(hex, "hex").toString("base64")}</ChecksumSHA256></CopyObjectResult>`,
});
const removed: CannedAnswer = { status: 204, body: "" };
const file: PublicFile = {
  ...{ bucket: "intake" as const, key: "uploads/01ACT/perché +1", version: "v+1/2", sha256: digest, length: 10 },
  ...{ type: "application/pdf", fileName: "determinazione-12-2025 «copia».pdf" },
};

async function bench(...answers: CannedAnswer[]) {
  const { url, seen } = await cannedServer(...answers);
  const client = s3Client({ ...config, endpoint: url, forcePathStyle: true });
  onTestFinished(() => client.destroy());
  const places = { client, buckets: { intake: "arrivi", vault: "deposito", portal: "portale" } };
  return { files: portalFiles(places), every: everyPortalFile(places), seen };
}

describe("a public copy", () => {
  it("is made by S3 itself of the very version, with what a browser must know and no tag of a scan", async () => {
    const { files, seen } = await bench(copied(digest));
    await files.put("file/trasparenza/2030-12-31/01ACT/copia-abab.pdf", file);
    expect(seen).toHaveLength(1);
    const [put] = seen;
    expect([put?.method, put?.path.split("?")[0], put?.body]).toEqual([
      "PUT",
      "/portale/file/trasparenza/2030-12-31/01ACT/copia-abab.pdf",
      "",
    ]);
    expect(put?.headers).toMatchObject({
      "x-amz-copy-source": "arrivi/uploads/01ACT/perch%C3%A9%20%2B1?versionId=v%2B1%2F2",
      "x-amz-metadata-directive": "REPLACE",
      "x-amz-tagging-directive": "REPLACE",
      "x-amz-checksum-algorithm": "SHA256",
      "content-type": "application/pdf",
      "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      "cache-control": "public, max-age=60",
    });
  });

  it("of anything but a PDF is saved and never opened", async () => {
    const { files, seen } = await bench(copied(digest));
    await files.put("file/a", { ...file, type: "text/html" });
    expect(seen[0]?.headers).toMatchObject({ "content-type": "application/octet-stream" });
    expect(seen[0]?.headers["content-disposition"]).toMatch(/^attachment;/);
  });

  const silent = { ...copied(digest), body: "<CopyObjectResult><ETag>e</ETag></CopyObjectResult>" };
  const asked = (seen: readonly { method: string; path: string }[]) =>
    seen.map(({ method, path }) => `${method} ${path.split("?")[0]}`);

  it("of other bytes than its address says is taken away again, and that is a fault", async () => {
    for (const answers of [[copied("CD".repeat(32))], [silent, { status: 200, body: "altri byte" }]]) {
      const { files, seen } = await bench(...answers, removed);
      await expect(files.put("file/a", file)).rejects.toThrow(`expected ${digest}`);
      expect(asked(seen).at(-1)).toBe("DELETE /portale/file/a");
    }
  });

  it("is read back where the server says no digest", async () => {
    const { files, seen } = await bench(silent, { status: 200, body: "gli stessi byte" });
    await files.put("file/a", { ...file, sha256: sha256Of("gli stessi byte") });
    expect(asked(seen)).toEqual(["PUT /portale/file/a", "GET /portale/file/a"]);
  });

  it("is found by whoever lists them, page by page, and nothing else of the bucket", async () => {
    const page = (key: string, more: string): CannedAnswer => ({
      status: 200,
      headers: { "content-type": "application/xml" },
      body: `<ListBucketResult>${more}<Contents><Key>${key}</Key><Size>7</Size></Contents></ListBucketResult>`,
    });
    const more = "<IsTruncated>true</IsTruncated><NextContinuationToken>poi</NextContinuationToken>";
    const { every, seen } = await bench(page("file/a", more), page("file/b", "<IsTruncated>false</IsTruncated>"));
    const found = [];
    for await (const one of every.list()) found.push(one);
    expect(found).toEqual([
      { key: "file/a", length: 7 },
      { key: "file/b", length: 7 },
    ]);
    const queries = seen.map(({ path }) => new URL(path, "http://s3").searchParams);
    expect(queries.map((one) => [one.get("prefix"), one.get("continuation-token")])).toEqual([
      ["file/", null],
      ["file/", "poi"],
    ]);
  });

  it("is taken away by its key alone: versions stay for who may read them", async () => {
    const { files, seen } = await bench(removed);
    await files.remove("file/a");
    expect(seen.map(({ method, path }) => [method, path.includes("versionId")])).toEqual([["DELETE", false]]);
  });
});
