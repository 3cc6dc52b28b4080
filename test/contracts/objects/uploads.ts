import { describe, expect, it } from "vitest";
import type { UploadPermission, UploadTerms } from "../../../shared/workflow/ports/objects.ts";
import { content, contentOf, sha256, someBytes } from "../../support/bytes.ts";
import { send } from "../../support/send-upload.ts";
import type { ObjectsUnderTest } from "../objects.contract.ts";

const bytes = someBytes(40_000);

export function objectUploads(store: ObjectsUnderTest): void {
  const termsFor = (changes: Partial<UploadTerms> = {}): UploadTerms => ({
    bucket: "intake",
    key: store.key(),
    sha256: sha256(bytes),
    length: bytes.length,
    type: "application/pdf",
    expiresAt: new Date(store.now().getTime() + 600_000).toISOString(),
    ...changes,
  });
  const withoutDigest = ({ sha256: _, ...terms }: UploadTerms): UploadTerms => terms;
  const withHeader = (permission: UploadPermission, name: string, value: string): UploadPermission => ({
    ...permission,
    headers: { ...permission.headers, [name]: value },
  });
  const without = (permission: UploadPermission, name: string): UploadPermission => ({
    ...permission,
    headers: Object.fromEntries(Object.entries(permission.headers).filter(([header]) => header !== name)),
  });
  const base64 = (body: Uint8Array) => Buffer.from(sha256(body), "hex").toString("base64");

  async function expectRefused(
    permission: UploadPermission,
    body: Uint8Array<ArrayBuffer>,
    key: string,
  ): Promise<void> {
    const before = await store.everything();
    const status = await send(permission, body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await store.objects().head({ bucket: "intake", key })).toBeUndefined();
    expect(await store.everything()).toEqual(before);
  }

  describe("uploads", () => {
    it("takes the bytes that the permission was given for", async () => {
      const terms = termsFor();
      const permission = await store.objects().permitUpload(terms);
      expect(permission.headers).toEqual({
        "content-type": "application/pdf",
        "if-none-match": "*",
        "x-amz-checksum-sha256": base64(bytes),
        "x-amz-sdk-checksum-algorithm": "SHA256",
      });
      expect(await send(permission, bytes)).toBe(200);
      const head = await store.objects().head(terms);
      expect(head).toMatchObject({ length: bytes.length, type: "application/pdf", sha256: sha256(bytes) });
      expect(head && (await contentOf(await store.objects().read(head)))).toBe(content(bytes));
    });

    it("refuses a second write and keeps the first", async () => {
      const terms = withoutDigest(termsFor());
      const permission = await store.objects().permitUpload(terms);
      expect(await send(permission, bytes)).toBe(200);
      const before = await store.everything();
      expect(await send(permission, someBytes(bytes.length, 9))).toBe(412);
      expect(await store.everything()).toEqual(before);
      const head = await store.objects().head(terms);
      expect(head && (await contentOf(await store.objects().read(head)))).toBe(content(bytes));
    });

    it("takes one of ten racing writes", async () => {
      const terms = withoutDigest(termsFor());
      const permission = await store.objects().permitUpload(terms);
      const statuses = await Promise.all(
        Array.from({ length: 10 }, (_, at) => send(permission, someBytes(bytes.length, at))),
      );
      const taken = statuses.filter((status) => status === 200).length;
      if (store.racingWritersAllWin()) expect(taken).toBeGreaterThan(0);
      else expect(taken).toBe(1);
    });

    it("takes other bytes of the same length where no digest was declared, an empty file too", async () => {
      const terms = withoutDigest(termsFor());
      expect(await send(await store.objects().permitUpload(terms), someBytes(bytes.length, 5))).toBe(200);
      const empty = withoutDigest(termsFor({ length: 0 }));
      expect(await send(await store.objects().permitUpload(empty), new Uint8Array())).toBe(200);
      expect(await store.objects().head(empty)).toMatchObject({ length: 0 });
    });

    it("refuses other bytes of the same length where a digest was declared", async () => {
      const terms = termsFor();
      await expectRefused(await store.objects().permitUpload(terms), someBytes(bytes.length, 2), terms.key);
    });

    it.each([-1, 1])("refuses bytes whose number differs by %i", async (by) => {
      const other = someBytes(bytes.length + by);
      for (const terms of [termsFor(), withoutDigest(termsFor())])
        await expectRefused(await store.objects().permitUpload(terms), other, terms.key);
    });

    it.each<[string, (permission: UploadPermission) => UploadPermission]>([
      ["with another type", (permission) => withHeader(permission, "content-type", "text/html")],
      ["without its digest", (permission) => without(permission, "x-amz-checksum-sha256")],
      [
        "with the digest of another file",
        (permission) => withHeader(permission, "x-amz-checksum-sha256", base64(someBytes(3))),
      ],
      ["with a digest that is none", (permission) => withHeader(permission, "x-amz-checksum-sha256", "AAAA")],
      [
        "at an address with one character changed",
        ({ url, ...rest }) => ({ ...rest, url: url.replace(/.$/, (end) => (end === "A" ? "B" : "A")) }),
      ],
    ])("refuses the right bytes %s", async (_, change) => {
      const terms = termsFor();
      await expectRefused(change(await store.objects().permitUpload(terms)), bytes, terms.key);
    });

    it("refuses other bytes that come with their own digest", async () => {
      const terms = termsFor();
      const other = someBytes(bytes.length, 7);
      const permission = withHeader(await store.objects().permitUpload(terms), "x-amz-checksum-sha256", base64(other));
      await expectRefused(permission, other, terms.key);
    });

    it("refuses a permission that has expired", async () => {
      const terms = termsFor({ expiresAt: new Date(store.now().getTime() - 1000).toISOString() });
      await expectRefused(await store.objects().permitUpload(terms), bytes, terms.key);
    });

    it.each<[string, Partial<UploadTerms>]>([
      ["BAD_LENGTH", { length: 6 * 1024 ** 3 }],
      ["BAD_OBJECT_KEY", { key: "" }],
      ["BAD_DIGEST", { sha256: "00" }],
      ["BAD_TYPE", { type: "a\nb" }],
      ["BAD_EXPIRY", { expiresAt: "tomorrow" }],
    ])("takes it for a fault, %s, to permit %j", async (code, changes) => {
      await expect(store.objects().permitUpload(termsFor(changes))).rejects.toMatchObject({ code });
    });
  });
}
