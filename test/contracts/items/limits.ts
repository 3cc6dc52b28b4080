import { describe, expect, it } from "vitest";
import { itemBytes, itemLimits } from "../../../shared/workflow/ports/item-limits.ts";
import type { Action, Condition, Item, Value } from "../../../shared/workflow/ports/items.ts";
import type { ItemsUnderTest } from "../items.contract.ts";

function sized(key: { pk: string; sk: string }, bytes: number): Item {
  const rest = bytes - itemBytes({ ...key, text: "" });
  return { ...key, text: "x".repeat(rest) };
}

export function itemLimitsHold(store: ItemsUnderTest): void {
  async function codeOf(actions: readonly Action[]): Promise<unknown> {
    return store
      .items()
      .transact(actions)
      .then(
        (outcome) => outcome,
        (fault) => fault.code,
      );
  }
  const list = async (pk: string) => (await store.items().query({ pk })).items.map((item) => item.sk);

  describe("limits", () => {
    it("takes an item of exactly 400 KB and refuses one byte more", async () => {
      const pk = store.partition();
      expect(await codeOf([{ put: sized({ pk, sk: "fits" }, itemLimits.itemBytes) }])).toEqual({ ok: true });
      expect(
        await codeOf([{ put: { pk, sk: "small" } }, { put: sized({ pk, sk: "over" }, itemLimits.itemBytes + 1) }]),
      ).toBe("ITEM_TOO_LARGE");
      expect(await list(pk)).toEqual(["fits"]);
    });

    it("counts bytes of UTF-8 and not characters", async () => {
      const pk = store.partition();
      expect(await codeOf([{ put: { pk, sk: "è", text: "è".repeat(210_000) } }])).toBe("ITEM_TOO_LARGE");
      expect(await codeOf([{ put: { pk, sk: "e", text: "e".repeat(210_000) } }])).toEqual({ ok: true });
    });

    it("refuses the update that makes an item grow over 400 KB, with everything beside it", async () => {
      const pk = store.partition();
      const before = { pk, sk: "HEAD", one: "x".repeat(250_000) };
      await store.items().transact([{ put: before }]);
      const grow = { update: { pk, sk: "HEAD" }, set: { two: "y".repeat(250_000) } };
      expect(await codeOf([grow])).toBe("ITEM_TOO_LARGE");
      expect(await codeOf([{ put: { pk, sk: "BESIDE" } }, grow])).toBe("ITEM_TOO_LARGE");
      expect(await list(pk)).toEqual(["HEAD"]);
      expect(await store.items().get({ pk, sk: "HEAD" })).toEqual(before);
      expect(await codeOf([{ ...grow, remove: ["one"] }])).toEqual({ ok: true });
    });

    it("takes 100 actions and refuses 101", async () => {
      const pk = store.partition();
      const puts = Array.from({ length: 101 }, (_, at) => ({ put: { pk, sk: String(at).padStart(3, "0") } }));
      expect(await codeOf(puts)).toBe("TOO_MANY_ACTIONS");
      expect(await list(pk)).toEqual([]);
      expect(await codeOf(puts.slice(0, 100))).toEqual({ ok: true });
      expect(await list(pk)).toHaveLength(100);
      expect(await codeOf([])).toBe("NO_ACTION");
    });

    it("refuses a transaction of more than 4 MB", async () => {
      const pk = store.partition();
      const puts = Array.from({ length: 11 }, (_, at) => ({ put: sized({ pk, sk: `${at}` }, 390_000) }));
      expect(await codeOf(puts)).toBe("TRANSACTION_TOO_LARGE");
      expect(await list(pk)).toEqual([]);
      expect(await codeOf(puts.slice(0, 10))).toEqual({ ok: true });
    });

    it("refuses two actions on one item, a check included", async () => {
      const key = { pk: store.partition(), sk: "HEAD" };
      expect(await codeOf([{ put: key }, { delete: key }])).toBe("SAME_ITEM_TWICE");
      expect(await codeOf([{ put: key }, { check: key, if: { absent: "pk" } }])).toBe("SAME_ITEM_TWICE");
      expect(await list(key.pk)).toEqual([]);
    });

    it.each<[string, (pk: string) => Action]>([
      ["an empty sort key", (pk) => ({ put: { pk, sk: "" } })],
      ["an empty partition", () => ({ put: { pk: "", sk: "x" } })],
      ["a partition of 2,049 bytes", () => ({ put: { pk: "p".repeat(2049), sk: "x" } })],
      ["a sort key of 1,025 bytes", (pk) => ({ put: { pk, sk: `${"è".repeat(512)}x` } })],
      ["a lone surrogate in a key", (pk) => ({ put: { pk, sk: "x\ud83d" } })],
      ["an index key that is a number", (pk) => ({ put: { pk, sk: "x", gsi1pk: 7, gsi1sk: "a" } })],
      ["an index key that is empty", (pk) => ({ update: { pk, sk: "x" }, set: { gsi3pk: "", gsi3sk: "a" } })],
      ["an index key that is added to", (pk) => ({ update: { pk, sk: "x" }, add: { gsi4pk: 1 } })],
    ])("refuses %s", async (_, action) => {
      const pk = store.partition();
      expect(await codeOf([action(pk)])).toBe("BAD_KEY");
      expect(await list(pk)).toEqual([]);
    });

    it("takes the longest keys", async () => {
      const key = { pk: "p".repeat(2048), sk: "è".repeat(512) };
      expect(await codeOf([{ put: { ...key, gsi1pk: key.pk, gsi1sk: key.sk } }])).toEqual({ ok: true });
      expect((await store.items().query({ pk: key.pk, index: "gsi1", limit: 1 })).items).toHaveLength(1);
    });

    const nested = (levels: number): Value => (levels === 0 ? "end" : [nested(levels - 1)]);
    it.each<[string, Value]>([
      ["NaN", Number.NaN],
      ["infinity", Number.POSITIVE_INFINITY],
      ["an integer beyond 2^53-1", 2 ** 53],
      ["a number too near to zero", 1e-300],
      ["a lone surrogate", "a\udc00"],
      ["an empty name inside", { "": 1 }],
      ["__proto__ as a name", JSON.parse('{"__proto__": 1}')],
      ["40 levels of lists", nested(40)],
    ])("refuses %s as a value", async (_, value) => {
      const pk = store.partition();
      expect(await codeOf([{ put: { pk, sk: "put", value } }])).toBe("BAD_VALUE");
      expect(await codeOf([{ update: { pk, sk: "update" }, set: { value } }])).toBe("BAD_VALUE");
      expect(await list(pk)).toEqual([]);
    });

    it.each<[string, Omit<Extract<Action, { update: unknown }>, "update">]>([
      ["does nothing", { set: {} }],
      ["changes the key", { set: { sk: "other" } }],
      ["names an attribute twice", { set: { a: 1 }, remove: ["a"] }],
      ["adds a fraction", { add: { a: 0.5 } }],
      ["adds to a text", { add: { text: 1 } }],
    ])("refuses an update that %s", async (_, update) => {
      const key = { pk: store.partition(), sk: "HEAD" };
      await store.items().transact([{ put: { ...key, text: "t" } }]);
      expect(await codeOf([{ put: { pk: key.pk, sk: "BESIDE" } }, { update: key, ...update }])).toBe("BAD_UPDATE");
      expect(await list(key.pk)).toEqual(["HEAD"]);
      expect(await store.items().get(key)).toEqual({ ...key, text: "t" });
    });

    it.each<Condition>([
      { all: [] },
      { any: [{ any: [] }] },
      { attr: "a", in: [] },
      { attr: "a", in: Array.from({ length: 101 }, (_, at) => at) },
      { attr: "a", op: "<", value: true },
      { attr: "a", op: ">=", value: null },
    ])("refuses a condition that DynamoDB cannot say: %j", async (condition) => {
      const key = { pk: store.partition(), sk: "HEAD" };
      expect(await codeOf([{ put: key, if: condition }])).toBe("BAD_CONDITION");
      expect(await store.items().get(key)).toBeUndefined();
    });
  });
}
