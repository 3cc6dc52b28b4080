import { describe, expect, it } from "vitest";
import type { Value } from "../../../shared/workflow/ports/items.ts";
import type { ItemsUnderTest } from "../items.contract.ts";

const values: { readonly [name: string]: Value } = {
  empty: "",
  zero: "a\u0000b",
  quotes: `"'\\ $1 :v #n`,
  accents: "Però è così – 日本 📎 \u{10ffff}",
  combining: "e\u0301 ≠ é",
  lines: "a\r\nb\u2028c",
  none: null,
  yes: true,
  no: false,
  least: -(2 ** 53 - 1),
  most: 2 ** 53 - 1,
  cents: 1_234_567_890_123,
  rate: 0.22,
  third: 1 / 3,
  tiny: 1.5e-7,
  large: 123456789.123,
  emptyList: [],
  emptyMap: {},
  nested: { list: [1, "due", null, { deep: [[], {}, [true]] }], N: "1" },
  "però con spazi": 1,
  S: { N: "not a number", M: { L: [] } },
  constructor: "own",
  toString: "own",
};

export function itemValues(store: ItemsUnderTest): void {
  describe("values and keys", () => {
    it("gives back awkward values exactly as they were put", async () => {
      const key = { pk: store.partition(), sk: "HEAD" };
      await store.items().transact([{ put: { ...key, ...values } }]);
      expect(await store.items().get(key)).toStrictEqual({ ...key, ...values });
      expect((await store.items().query({ pk: key.pk })).items).toStrictEqual([{ ...key, ...values }]);
    });

    it("gives back awkward values that an update set, and the stored item of a refusal too", async () => {
      const key = { pk: store.partition(), sk: "HEAD" };
      await store.items().transact([{ update: key, set: values }]);
      const item = { ...key, ...values };
      expect(await store.items().get(key)).toStrictEqual(item);
      expect(await store.items().transact([{ check: key, if: { absent: "most" } }])).toStrictEqual({
        ok: false,
        reason: "condition",
        actions: [{ reason: "condition", item }],
      });
    });

    it("keeps keys apart that only look alike", async () => {
      const pk = store.partition();
      const sks = [
        "a",
        "A",
        "a ",
        " a",
        "a\u0000",
        "é",
        "e\u0301",
        "ﬁ",
        "fi",
        "../a",
        "a/../b",
        "a%20",
        "'; DROP TABLE items; --",
      ];
      await store.items().transact(sks.map((sk, at) => ({ put: { pk, sk, at }, if: { absent: "pk" } })));
      for (const [at, sk] of sks.entries()) expect(await store.items().get({ pk, sk })).toEqual({ pk, sk, at });
      expect((await store.items().query({ pk })).items).toHaveLength(sks.length);
    });

    it("counts up to 2^53-1 without losing one", async () => {
      const key = { pk: store.partition(), sk: "COUNTER" };
      await store.items().transact([{ put: { ...key, last: 2 ** 53 - 3 } }]);
      await store
        .items()
        .transact([{ update: key, add: { last: 1 }, if: { attr: "last", op: "=", value: 2 ** 53 - 3 } }]);
      expect(await store.items().get(key)).toEqual({ ...key, last: 2 ** 53 - 2 });
      expect(
        await store.items().transact([{ check: key, if: { attr: "last", op: "=", value: 2 ** 53 - 3 } }]),
      ).toMatchObject({ ok: false });
    });
  });
}
