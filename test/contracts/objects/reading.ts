import { describe, expect, it } from "vitest";
import type { ObjectRef } from "../../../shared/workflow/ports/objects.ts";
import { content, contentOf, someBytes } from "../../support/bytes.ts";
import type { ObjectsUnderTest } from "../objects.contract.ts";

export function objectReading(store: ObjectsUnderTest): void {
  describe("reading", () => {
    async function stored(bytes: Uint8Array): Promise<ObjectRef> {
      const target = { bucket: "vault", key: store.key(), type: "application/pdf" } as const;
      const outcome = await store.objects().create(target, bytes);
      if (!outcome.ok) throw new Error(outcome.code);
      return outcome.head;
    }

    it.each([
      [0, 0],
      [0, 9],
      [10, 65_535],
      [65_530, 65_540],
      [99_999, 99_999],
      [99_990, 500_000],
      [0, 99_999],
    ])("reads the bytes from %i to %i, both included", async (from, to) => {
      const bytes = someBytes(100_000);
      expect(await contentOf(await store.objects().read(await stored(bytes), { from, to }))).toBe(
        content(bytes.slice(from, to + 1)),
      );
    });

    it("reads nothing from beyond the end, nor from an empty object", async () => {
      expect(await contentOf(await store.objects().read(await stored(someBytes(10)), { from: 10, to: 20 }))).toBe(
        content(new Uint8Array()),
      );
      const empty = await stored(new Uint8Array());
      expect(await contentOf(await store.objects().read(empty))).toBe(content(new Uint8Array()));
      expect(await contentOf(await store.objects().read(empty, { from: 0, to: 0 }))).toBe(content(new Uint8Array()));
    });

    it("reads the version that is named and no other", async () => {
      const ref = await stored(someBytes(10));
      const another = await stored(someBytes(20));
      expect(await store.objects().read({ ...ref, version: another.version })).toBeUndefined();
      expect(await store.objects().read({ ...ref, key: `${ref.key}-nobody` })).toBeUndefined();
      expect(await store.objects().read({ ...ref, bucket: "portal" })).toBeUndefined();
      expect(await store.objects().head({ bucket: "vault", key: `${ref.key}-nobody` })).toBeUndefined();
    });

    it("reads one object many times at once", async () => {
      const bytes = someBytes(30_000);
      const ref = await stored(bytes);
      const read = await Promise.all(
        Array.from({ length: 20 }, async () => contentOf(await store.objects().read(ref))),
      );
      for (const one of read) expect(one).toBe(content(bytes));
    });

    it("lets a reader stop early", async () => {
      const ref = await stored(someBytes(300_000));
      for await (const part of (await store.objects().read(ref)) ?? []) {
        expect(part.length).toBeGreaterThan(0);
        break;
      }
      expect(await contentOf(await store.objects().read(ref, { from: 0, to: 1 }))).toBe(content(someBytes(2)));
    });

    it.each([
      [-1, 5],
      [5, 4],
      [0.5, 4],
      [0, Number.POSITIVE_INFINITY],
    ])("takes it for a fault to read from %d to %d", async (from, to) => {
      const ref = await stored(someBytes(10));
      await expect(store.objects().read(ref, { from, to })).rejects.toMatchObject({ code: "BAD_RANGE" });
    });
  });
}
