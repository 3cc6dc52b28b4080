import { describe, expect, it } from "vitest";
import type { ItemsUnderTest } from "../items.contract.ts";

export function itemWrites(store: ItemsUnderTest): void {
  describe("writes", () => {
    it("answers undefined for an item that nobody wrote", async () => {
      expect(await store.items().get({ pk: store.partition(), sk: "HEAD" })).toBeUndefined();
    });

    it("gives back what was put, and a second put replaces all of it", async () => {
      const key = { pk: store.partition(), sk: "HEAD" };
      expect(await store.items().transact([{ put: { ...key, state: "DRAFT", rev: 1 } }])).toEqual({ ok: true });
      expect(await store.items().get(key)).toEqual({ ...key, state: "DRAFT", rev: 1 });
      await store.items().transact([{ put: { ...key, state: "READY" } }]);
      expect(await store.items().get(key)).toEqual({ ...key, state: "READY" });
    });

    it("sets, adds and removes in one update and leaves the rest", async () => {
      const key = { pk: store.partition(), sk: "HEAD" };
      await store
        .items()
        .transact([{ put: { ...key, state: "DRAFT", ver: 3, dueAt: "2025-12-24", kept: [1, "due"] } }]);
      await store.items().transact([
        {
          update: key,
          set: { state: "READY", name: "nome" },
          add: { ver: 2, tries: 1, less: -4 },
          remove: ["dueAt", "never"],
        },
      ]);
      expect(await store.items().get(key)).toEqual({
        ...key,
        state: "READY",
        name: "nome",
        ver: 5,
        tries: 1,
        less: -4,
        kept: [1, "due"],
      });
    });

    it("creates the item that an update without a condition names", async () => {
      const key = { pk: store.partition(), sk: "COUNTER" };
      await store.items().transact([{ update: key, add: { last: 1 } }]);
      expect(await store.items().get(key)).toEqual({ ...key, last: 1 });
    });

    it("deletes, and deleting what is not there is no fault", async () => {
      const key = { pk: store.partition(), sk: "HEAD" };
      await store.items().transact([{ put: key }]);
      expect(await store.items().transact([{ delete: key }])).toEqual({ ok: true });
      expect(await store.items().get(key)).toBeUndefined();
      expect(await store.items().transact([{ delete: key }])).toEqual({ ok: true });
    });

    it("writes nothing of a transaction of which one condition is false, and says which with the stored item", async () => {
      const pk = store.partition();
      const head = { pk, sk: "HEAD", state: "APPROVED", ver: 7 };
      await store
        .items()
        .transact([{ put: head }, { put: { pk, sk: "STEP#01", state: "OPEN" } }, { put: { pk, sk: "OLD" } }]);
      const outcome = await store
        .items()
        .transact([
          { put: { pk, sk: "NEW" }, if: { absent: "pk" } },
          { update: { pk, sk: "HEAD" }, set: { state: "NUMBERED" }, if: { attr: "ver", op: "=", value: 6 } },
          { check: { pk, sk: "STEP#01" }, if: { attr: "state", op: "=", value: "OPEN" } },
          { delete: { pk, sk: "OLD" } },
          { check: { pk, sk: "NOWHERE" }, if: { exists: "pk" } },
        ]);
      expect(outcome).toEqual({
        ok: false,
        reason: "condition",
        actions: [
          { reason: "none" },
          { reason: "condition", item: head },
          { reason: "none" },
          { reason: "none" },
          { reason: "condition", item: undefined },
        ],
      });
      expect(await store.items().get({ pk, sk: "NEW" })).toBeUndefined();
      expect(await store.items().get({ pk, sk: "HEAD" })).toEqual(head);
      expect(await store.items().get({ pk, sk: "OLD" })).toEqual({ pk, sk: "OLD" });
    });

    it("checks an item without writing it", async () => {
      const pk = store.partition();
      await store.items().transact([{ put: { pk, sk: "ROUTE", rev: 2 } }]);
      const open = { attr: "rev", op: "=", value: 2 } as const;
      expect(
        await store.items().transact([{ check: { pk, sk: "ROUTE" }, if: open }, { put: { pk, sk: "DEC" } }]),
      ).toEqual({
        ok: true,
      });
      expect(await store.items().get({ pk, sk: "ROUTE" })).toEqual({ pk, sk: "ROUTE", rev: 2 });
      expect(await store.items().get({ pk, sk: "DEC" })).toEqual({ pk, sk: "DEC" });
    });

    it("says of a single write too why it was refused", async () => {
      const key = { pk: store.partition(), sk: "HEAD" };
      await store.items().transact([{ put: { ...key, by: "first" } }]);
      const again = await store.items().transact([{ put: { ...key, by: "second" }, if: { absent: "pk" } }]);
      expect(again).toEqual({
        ok: false,
        reason: "condition",
        actions: [{ reason: "condition", item: { ...key, by: "first" } }],
      });
      expect(
        await store.items().transact([{ delete: key, if: { attr: "by", op: "=", value: "second" } }]),
      ).toMatchObject({
        reason: "condition",
      });
      expect(await store.items().get(key)).toEqual({ ...key, by: "first" });
    });
  });
}
