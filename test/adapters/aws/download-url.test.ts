import { expect, it } from "vitest";
import { downloadUrl } from "../../../shared/adapters/aws/download-url.ts";
import { s3Client } from "../../../shared/adapters/aws/s3-objects.ts";

const client = s3Client({ region: "eu-south-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } });
const file = {
  bucket: "vault",
  key: "copie/01.pdf",
  version: "v1",
  type: "application/pdf",
  fileName: "copia d'atto.pdf",
} as const;
const at = async (over: Partial<typeof file> | { readonly type: string }) =>
  new URL(await downloadUrl(client, { vault: "kept" }, { ...file, ...over })).searchParams;

it("is of this version alone, for five minutes, and under the name that we give", async () => {
  const query = await at({});
  expect(query.get("versionId")).toBe("v1");
  expect(query.get("X-Amz-Expires")).toBe("300");
  expect(query.get("response-content-disposition")).toBe("inline; filename*=UTF-8''copia%20d'atto.pdf");
  expect(query.get("response-cache-control")).toBe("private, no-store");
});

it("makes a browser save, and never show, what is no PDF, whatever was declared", async () => {
  const query = await at({ type: "text/html" });
  expect(query.get("response-content-type")).toBe("application/octet-stream");
  expect(query.get("response-content-disposition")).toMatch(/^attachment;/);
});
