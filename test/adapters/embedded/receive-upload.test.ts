// Each way in which an upload to the embedded store is refused: status, code, both languages, and nothing left behind.
import { describe, expect, it } from "vitest";
import { openFileObjects } from "../../../shared/adapters/embedded/file-objects.ts";
import type { UploadHeaders } from "../../../shared/adapters/embedded/receive-upload.ts";
import type { UploadTerms } from "../../../shared/workflow/ports/objects.ts";
import { inParts, sha256, someBytes, thenFails } from "../../support/bytes.ts";
import { listFiles } from "../../support/list-files.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const bytes = someBytes(5000);
const other = someBytes(5000, 2);
const digest = (of: Uint8Array) => Buffer.from(sha256(of), "hex").toString("base64");
const start = new Date("2025-12-24T10:00:00Z");

const terms: UploadTerms = {
  bucket: "intake",
  key: "acts/01/ATT#A",
  sha256: sha256(bytes),
  length: 5000,
  type: "application/pdf",
  expiresAt: "2025-12-24T10:10:00.000Z",
};
const right: UploadHeaders = { contentType: "application/pdf", contentLength: "5000", sha256: digest(bytes) };

async function bench(given: UploadTerms = terms) {
  const dir = await tempFolder();
  let now = start;
  const objects = await openFileObjects({
    dir,
    now: () => now,
    secret: new Uint8Array(32).fill(1),
    uploadBase: "http://127.0.0.1/uploads",
  });
  const { url } = await objects.permitUpload(given);
  const token = url.slice("http://127.0.0.1/uploads/".length);
  const put = (
    headers: UploadHeaders = right,
    body: AsyncIterable<Uint8Array> = inParts(bytes, 700),
    withToken = token,
  ) => objects.receiveUpload(withToken, headers, body);
  return {
    dir,
    objects,
    token,
    put,
    files: () => listFiles(dir),
    later: (ms: number) => (now = new Date(start.getTime() + ms)),
  };
}

const { sha256: _, ...undigested } = terms;

describe("an upload to the embedded store", () => {
  it("is taken when it keeps the terms, which are given back with what was stored", async () => {
    const { put } = await bench();
    const received = await put();
    expect(received).toMatchObject({ ok: true, terms, head: { key: terms.key, length: 5000, sha256: sha256(bytes) } });
    expect(received.ok && received.terms).toEqual(terms);
  });

  it("is taken without a digest where none was declared, and then its own is checked if it sends one", async () => {
    const plain = await bench(undigested);
    expect(await plain.put({ contentType: right.contentType, contentLength: "5000" })).toMatchObject({
      ok: true,
      terms: undigested,
    });
    const lying = await bench(undigested);
    expect(await lying.put(right, inParts(other, 700))).toMatchObject({ ok: false, code: "WRONG_DIGEST" });
  });

  it.each<[number, string, UploadHeaders, AsyncIterable<Uint8Array>, string, string]>([
    [415, "WRONG_TYPE", { ...right, contentType: "text/html" }, inParts(bytes, 700), "application/pdf", "text/html"],
    [415, "WRONG_TYPE", { ...right, contentType: undefined }, inParts(bytes, 700), "application/pdf", "—"],
    [411, "LENGTH_REQUIRED", { ...right, contentLength: undefined }, inParts(bytes, 700), "5000", ""],
    [400, "WRONG_LENGTH", { ...right, contentLength: "5001" }, inParts(bytes, 700), "5000", "5001"],
    [400, "WRONG_LENGTH", { ...right, contentLength: "-1" }, inParts(bytes, 700), "5000", "-1"],
    [400, "WRONG_LENGTH", { ...right, contentLength: "5e3" }, inParts(bytes, 700), "5000", "5e3"],
    [413, "TOO_LONG", right, inParts(someBytes(5001), 700), "5000", "5001"],
    [400, "TOO_SHORT", right, inParts(someBytes(4999), 700), "5000", "4999"],
    [400, "TOO_SHORT", right, inParts(new Uint8Array(), 700), "5000", "0"],
    [400, "WRONG_DIGEST", right, inParts(other, 700), sha256(bytes), sha256(other)],
    [400, "WRONG_DIGEST", { ...right, sha256: digest(other) }, inParts(other, 700), sha256(bytes), digest(other)],
    [400, "WRONG_DIGEST", { ...right, sha256: undefined }, inParts(bytes, 700), sha256(bytes), "—"],
    [400, "WRONG_DIGEST", { ...right, sha256: "not base64" }, inParts(bytes, 700), sha256(bytes), "not base64"],
  ])(
    "is refused with %i %s, says what was expected and found, and leaves nothing",
    async (status, code, headers, body, expected, found) => {
      const { put, files } = await bench();
      const received = await put(headers, body);
      expect(received).toMatchObject({ ok: false, status, code });
      const { message } = received as Exclude<typeof received, { ok: true }>;
      for (const text of [message.it, message.en]) {
        expect(text).toContain(expected);
        expect(text).toContain(found);
      }
      expect(message.it).not.toBe(message.en);
      expect(await files()).toEqual([]);
      expect(await put()).toMatchObject({ ok: true });
    },
  );

  it("is stopped at the part with the first byte too many, and its stream is left to the server", async () => {
    const { put } = await bench();
    let parts = 0;
    let closed = false;
    async function* endless() {
      try {
        for (;;) {
          parts += 1;
          yield someBytes(1000);
        }
      } finally {
        closed = true;
      }
    }
    expect(await put(right, endless())).toMatchObject({ status: 413, code: "TOO_LONG" });
    expect({ parts, closed }).toEqual({ parts: 6, closed: false });
  });

  it("leaves nothing when the sender goes away, and can be made again", async () => {
    const { put, files } = await bench();
    await expect(put(right, thenFails(someBytes(100)))).rejects.toThrow("went away");
    expect(await files()).toEqual([]);
    expect(await put()).toMatchObject({ ok: true });
  });

  it("is refused a second time, without its body being read", async () => {
    const { put, files } = await bench();
    await put();
    const before = await files();
    expect(await put(right, thenFails(new Uint8Array()))).toMatchObject({ status: 412, code: "ALREADY_UPLOADED" });
    expect(await files()).toEqual(before);
  });

  it("is taken once of twenty that race", async () => {
    const { put, files } = await bench();
    const received = await Promise.all(Array.from({ length: 20 }, () => put()));
    expect(received.filter((each) => each.ok)).toHaveLength(1);
    expect(new Set(received.flatMap((each) => (each.ok ? [] : [each.code])))).toEqual(new Set(["ALREADY_UPLOADED"]));
    expect(await files()).toHaveLength(2);
  });

  it("is refused from the very moment at which the permission ends", async () => {
    const { put, files, later } = await bench();
    later(600_000);
    expect(await put()).toMatchObject({ status: 403, code: "UPLOAD_EXPIRED" });
    expect(await files()).toEqual([]);
    later(599_999);
    expect(await put()).toMatchObject({ ok: true });
  });

  it("is refused when its token is not one that was given", async () => {
    const { put, token, files } = await bench();
    const longer = await bench({ ...terms, length: 6000 });
    const [payload = "", mac = ""] = token.split(".");
    const [otherPayload = ""] = longer.token.split(".");
    const changed = Buffer.from(JSON.stringify({ ...terms, key: "other" })).toString("base64url");
    const forged = [
      "",
      ".",
      "garbage",
      payload,
      `${payload}.`,
      `.${mac}`,
      `${otherPayload}.${mac}`,
      `${changed}.${mac}`,
      `${payload}.${mac}.${mac}`,
      `${payload}.${mac.slice(0, -2)}`,
      `${payload}.${Buffer.alloc(32).toString("base64url")}`,
      `${payload} .${mac}`,
    ];
    for (const each of forged)
      expect(await put(right, inParts(bytes, 700), each)).toMatchObject({ status: 403, code: "UPLOAD_NOT_PERMITTED" });
    expect(await files()).toEqual([]);
  });

  it("is refused when its token was signed with another secret", async () => {
    const { token } = await bench();
    const stranger = await openFileObjects({
      dir: await tempFolder(),
      now: () => start,
      secret: new Uint8Array(32).fill(2),
      uploadBase: "x",
    });
    expect(await stranger.receiveUpload(token, right, inParts(bytes, 700))).toMatchObject({
      code: "UPLOAD_NOT_PERMITTED",
    });
  });
});
