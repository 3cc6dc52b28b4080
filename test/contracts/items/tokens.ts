import { describe, expect, it } from "vitest";
import type { ItemsUnderTest } from "../items.contract.ts";

export function itemTokens(store: ItemsUnderTest): void {
  describe("tokens", () => {
    const token = (name: string) => `${name}-${crypto.randomUUID()}`.slice(0, 36);

    it("answers a repeated transaction as the first time and writes it once", async () => {
      const key = { pk: store.partition(), sk: "COUNTER" };
      const once = token("add");
      const actions = [{ update: key, add: { last: 1 }, set: { a: 1, b: 2 } }];
      expect(await store.items().transact(actions, once)).toEqual({ ok: true });
      expect(await store.items().transact(actions, once)).toEqual({ ok: true });
      expect(await store.items().transact([{ update: key, set: { b: 2, a: 1 }, add: { last: 1 } }], once)).toEqual({
        ok: true,
      });
      expect(await store.items().get(key)).toEqual({ ...key, last: 1, a: 1, b: 2 });
    });

    it("answers a repeated creation as the first time though its condition is false by now", async () => {
      const key = { pk: store.partition(), sk: "HEAD" };
      const once = token("put");
      const actions = [{ put: key, if: { absent: "pk" } }];
      expect(await store.items().transact(actions, once)).toEqual({ ok: true });
      expect(await store.items().transact(actions, once)).toEqual({ ok: true });
      expect(await store.items().transact(actions, token("other"))).toMatchObject({ ok: false, reason: "condition" });
    });

    it("takes the same token for other actions as a fault and writes nothing", async () => {
      const pk = store.partition();
      const once = token("mix");
      await store.items().transact([{ put: { pk, sk: "1" } }], once);
      await expect(store.items().transact([{ put: { pk, sk: "2" } }], once)).rejects.toMatchObject({
        code: "TOKEN_REUSED",
      });
      expect(await store.items().get({ pk, sk: "2" })).toBeUndefined();
    });

    it("judges a refused transaction afresh when it comes again", async () => {
      const pk = store.partition();
      const once = token("late");
      const actions = [{ put: { pk, sk: "DEC" } }, { check: { pk, sk: "HEAD" }, if: { exists: "pk" } }];
      expect(await store.items().transact(actions, once)).toMatchObject({ reason: "condition" });
      await store.items().transact([{ put: { pk, sk: "HEAD" } }]);
      expect(await store.items().transact(actions, once)).toEqual({ ok: true });
      expect(await store.items().get({ pk, sk: "DEC" })).toEqual({ pk, sk: "DEC" });
    });

    it.each(["", "x".repeat(37), "with space"])("refuses %j as a token", async (bad) => {
      const key = { pk: store.partition(), sk: "HEAD" };
      await expect(store.items().transact([{ put: key }], bad)).rejects.toMatchObject({ code: "BAD_TOKEN" });
      expect(await store.items().get(key)).toBeUndefined();
    });
  });
}
