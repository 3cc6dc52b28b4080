import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodingOf } from "../../../functions/web/encoding.ts";
import { openStaticSite } from "../../../functions/web/static-site.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";

let site: TestSite;
beforeAll(async () => {
  site = await openTestSite();
});
afterAll(() => site.stop());

const files = openStaticSite();
const sheet = "/static/visto.css";
const named = files.names[sheet] ?? "";

/** `fetch` would undo the encoding; what travels is of interest here. */
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${site.url}${path}`, { headers: { "accept-encoding": "identity", ...headers }, redirect: "manual" });

test("a name with a digest is kept for a year, a plain one is asked again and answered 304", async () => {
  const fixed = await get(named);
  expect(fixed.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  const plain = await get(sheet);
  expect(plain.headers.get("cache-control")).toBe("no-cache");
  expect(await plain.text()).toBe(await fixed.text());
  const again = await get(sheet, { "if-none-match": plain.headers.get("etag") ?? "" });
  expect(again.status).toBe(304);
});

test("what is sent compressed is the same file", async () => {
  const plain = await files.find(sheet);
  const [br, gz] = [await files.find(sheet, "gzip, br"), await files.find(sheet, "gzip")];
  expect(br?.encoding).toBe("br");
  expect(gz?.encoding).toBe("gzip");
  expect(brotliDecompressSync(br?.bytes ?? new Uint8Array()).equals(plain?.bytes ?? new Uint8Array())).toBe(true);
  expect(gunzipSync(gz?.bytes ?? new Uint8Array()).equals(plain?.bytes ?? new Uint8Array())).toBe(true);
  expect(br?.bytes.length).toBeLessThan((plain?.bytes.length ?? 0) / 4);
  const answer = await get(named, { "accept-encoding": "br" });
  expect(answer.headers.get("content-encoding")).toBe("br");
  expect(answer.headers.get("vary")).toContain("accept-encoding");
});

test.each([
  [undefined, undefined],
  ["", undefined],
  ["identity", undefined],
  ["gzip", "gzip"],
  ["gzip, deflate, br, zstd", "br"],
  ["br;q=0, gzip;q=0.5", "gzip"],
  ["br;q=0.000", undefined],
  ["brotli", undefined],
] as const)("accept-encoding %o is answered with %o", (header, encoding) => {
  expect(encodingOf(header)).toBe(encoding);
});

test("pages of the portal travel compressed, pages with a token never", async () => {
  expect((await get("/", { "accept-encoding": "br" })).headers.get("content-encoding")).toBe("br");
  expect((await get("/trasparenza", { "accept-encoding": "gzip" })).headers.get("content-encoding")).toBe("gzip");
  expect((await get("/", {})).headers.get("content-encoding")).toBeNull();
  for (const path of ["/accesso", "/f", "/posta"])
    expect((await get(path, { "accept-encoding": "br, gzip" })).headers.get("content-encoding")).toBeNull();
  const officer = await site.signedIn();
  expect((await officer.get("/ufficio")).headers.get("content-encoding")).toBeNull();
});
