import { describe, expect, it } from "vitest";
import type { ObjectHead, PutOutcome } from "../../../shared/workflow/ports/objects.ts";
import { content, contentOf, inParts, sha256, someBytes, thenFails } from "../../support/bytes.ts";
import type { ObjectsUnderTest } from "../objects.contract.ts";

const type = "application/pdf";

export function objectCreation(store: ObjectsUnderTest): void {
  describe("creation", () => {
    const create = (key: string, bytes: Uint8Array, declared: { sha256?: string; length?: number } = {}) =>
      store.objects().create({ bucket: "vault", key, type, ...declared }, bytes);
    const headOf = (outcome: PutOutcome): ObjectHead => {
      if (!outcome.ok) throw new Error(outcome.code);
      return outcome.head;
    };

    it("stores bytes once and says what it stored", async () => {
      const key = store.key();
      const bytes = someBytes(70_000);
      const created = await create(key, bytes);
      expect(created).toMatchObject({
        ok: true,
        created: true,
        head: { bucket: "vault", key, length: 70_000, type, sha256: sha256(bytes) },
      });
      expect(await store.objects().head({ bucket: "vault", key })).toEqual(headOf(created));
      expect(await contentOf(await store.objects().read(headOf(created)))).toBe(content(bytes));
      expect(Number.isNaN(Date.parse(headOf(created).storedAt))).toBe(false);
    });

    it("leaves what is stored as it is when the key is taken", async () => {
      const key = store.key();
      const first = await create(key, someBytes(10, 1));
      const second = await create(key, someBytes(20, 2));
      expect(second).toEqual({ ok: true, created: false, head: headOf(first) });
      expect(await contentOf(await store.objects().read(headOf(first)))).toBe(content(someBytes(10, 1)));
    });

    it("lets one of 100 racing creators win, and answers all of them with the winner", async () => {
      const key = store.key();
      const outcomes = await Promise.all(Array.from({ length: 100 }, (_, at) => create(key, someBytes(1000 + at, at))));
      const won = outcomes.flatMap((outcome, at) => (outcome.ok && outcome.created ? [at] : []));
      const heads = won.map((at) => headOf(outcomes[at] as PutOutcome));
      for (const outcome of outcomes) expect(heads).toContainEqual(headOf(outcome));
      for (const [nth, head] of heads.entries()) {
        const at = won[nth] ?? 0;
        expect(await contentOf(await store.objects().read(head))).toBe(content(someBytes(1000 + at, at)));
      }
      if (store.racingWritersAllWin()) expect(won.length).toBeGreaterThan(0);
      else expect(won).toHaveLength(1);
    });

    it("keeps the same key in two buckets apart", async () => {
      const key = store.key();
      await create(key, someBytes(5, 1));
      await store.objects().create({ bucket: "portal", key, type: "text/html" }, someBytes(6, 2));
      expect(await store.objects().head({ bucket: "vault", key })).toMatchObject({ length: 5, type });
      expect(await store.objects().head({ bucket: "portal", key })).toMatchObject({ length: 6, type: "text/html" });
      expect(await store.objects().head({ bucket: "intake", key })).toBeUndefined();
    });

    it.each([0, 1, 65_536, 200_001])("takes %i bytes as a stream that was declared rightly", async (length) => {
      const bytes = someBytes(length);
      const target = { bucket: "vault", key: store.key(), type, sha256: sha256(bytes), length } as const;
      const created = await store.objects().create(target, inParts(bytes, 9973));
      expect(created).toMatchObject({ ok: true, created: true, head: { length, sha256: sha256(bytes) } });
      expect(await contentOf(await store.objects().read(headOf(created)))).toBe(content(bytes));
    });

    it.each<[string, { sha256?: string; length?: number }, string]>([
      ["another digest", { sha256: sha256(someBytes(50_000, 2)) }, "WRONG_DIGEST"],
      ["another digest and the right length", { sha256: sha256(someBytes(50_000, 2)), length: 50_000 }, "WRONG_DIGEST"],
      ["one byte less", { length: 49_999 }, "WRONG_LENGTH"],
      ["one byte more", { length: 50_001 }, "WRONG_LENGTH"],
      ["no byte", { length: 0 }, "WRONG_LENGTH"],
    ])("refuses bytes that were declared with %s and leaves nothing behind", async (_, declared, code) => {
      const key = store.key();
      const before = await store.everything();
      const target = { bucket: "vault", key, type, ...declared } as const;
      expect(await store.objects().create(target, someBytes(50_000, 1))).toEqual({ ok: false, code });
      expect(await store.objects().create(target, inParts(someBytes(50_000, 1), 7000))).toEqual({ ok: false, code });
      expect(await store.objects().head({ bucket: "vault", key })).toBeUndefined();
      expect(await store.everything()).toEqual(before);
      expect(await create(key, someBytes(50_000, 1))).toMatchObject({ ok: true, created: true });
    });

    it("leaves nothing behind of a stream that fails midway, and lets the key be used", async () => {
      const key = store.key();
      const bytes = someBytes(100_000);
      const before = await store.everything();
      const target = { bucket: "vault", key, type, length: 200_000 } as const;
      await expect(store.objects().create(target, thenFails(bytes))).rejects.toThrow();
      expect(await store.everything()).toEqual(before);
      expect(await create(key, bytes)).toMatchObject({ ok: true, created: true });
    });

    it.each([
      "/etc/passwd",
      "..\\..\\secret",
      "%2e%2e/%2e%2e/etc/passwd",
      "...",
      "a//b/",
      "C:\\Windows\\system32",
      "Allegato A – però è così 日本 📎.pdf",
      "e\u0301",
      "é",
      "spazi e + & = ? # %20 \"'`$(id)",
      "head.json",
      "k".repeat(1024),
    ])("takes %j for a key like any other", async (key) => {
      const bytes = someBytes(key.length, 3);
      const created = await create(key, bytes);
      expect(created).toMatchObject({ ok: true, created: true, head: { key } });
      expect(await contentOf(await store.objects().read(headOf(created)))).toBe(content(bytes));
    });

    it.each<[string, string, { type?: string; sha256?: string; length?: number }]>([
      ["BAD_OBJECT_KEY", "", {}],
      ["BAD_OBJECT_KEY", "è".repeat(513), {}],
      ["BAD_OBJECT_KEY", "lone \ud800", {}],
      ["BAD_OBJECT_KEY", "../../../../etc/passwd", {}],
      ["BAD_OBJECT_KEY", "a/../b", {}],
      ["BAD_OBJECT_KEY", "a/./b", {}],
      ["BAD_OBJECT_KEY", "..", {}],
      ["BAD_OBJECT_KEY", "nul\u0000in the middle", {}],
      ["BAD_TYPE", "k", { type: "" }],
      ["BAD_TYPE", "k", { type: "text/html\r\nx-other: 1" }],
      ["BAD_DIGEST", "k", { sha256: "abc" }],
      ["BAD_DIGEST", "k", { sha256: "a".repeat(64) }],
      ["BAD_LENGTH", "k", { length: -1 }],
      ["BAD_LENGTH", "k", { length: 0.5 }],
      ["BAD_LENGTH", "k", { length: 6 * 1024 ** 3 }],
    ])("takes it for a fault, %s, to create %j with %j", async (code, key, declared) => {
      const before = await store.everything();
      const target = { bucket: "vault", key, type, ...declared } as const;
      await expect(store.objects().create(target, someBytes(3))).rejects.toMatchObject({ code });
      expect(await store.everything()).toEqual(before);
    });
  });
}
