import { describe, expect, it } from "vitest";
import type { Condition } from "../../../shared/workflow/ports/items.ts";
import type { ItemsUnderTest } from "../items.contract.ts";

type Row = readonly [condition: Condition, holds: boolean];

const stored = { text: "m", five: 5, none: null, yes: true, list: [1], smile: "😀", zero: 0, empty: "" };

const rows: readonly Row[] = [
  [{ exists: "text" }, true],
  [{ exists: "none" }, true],
  [{ exists: "empty" }, true],
  [{ exists: "missing" }, false],
  [{ exists: "constructor" }, false],
  [{ absent: "missing" }, true],
  [{ absent: "text" }, false],
  [{ absent: "none" }, false],
  [{ absent: "pk" }, false],
  [{ attr: "text", op: "=", value: "m" }, true],
  [{ attr: "text", op: "=", value: "M" }, false],
  [{ attr: "empty", op: "=", value: "" }, true],
  [{ attr: "five", op: "=", value: 5 }, true],
  [{ attr: "five", op: "=", value: "5" }, false],
  [{ attr: "yes", op: "=", value: true }, true],
  [{ attr: "yes", op: "=", value: false }, false],
  [{ attr: "none", op: "=", value: null }, true],
  [{ attr: "text", op: "=", value: null }, false],
  [{ attr: "text", op: "<>", value: "n" }, true],
  [{ attr: "text", op: "<>", value: "m" }, false],
  [{ attr: "five", op: "<>", value: "5" }, true],
  [{ attr: "none", op: "<>", value: null }, false],
  [{ attr: "text", op: "<>", value: null }, true],
  [{ attr: "five", op: "<", value: 6 }, true],
  [{ attr: "five", op: "<", value: 5 }, false],
  [{ attr: "five", op: "<", value: 10 }, true],
  [{ attr: "five", op: "<=", value: 5 }, true],
  [{ attr: "five", op: "<=", value: 4.5 }, false],
  [{ attr: "five", op: ">", value: -6 }, true],
  [{ attr: "five", op: ">", value: 5 }, false],
  [{ attr: "zero", op: ">=", value: 0 }, true],
  [{ attr: "five", op: ">=", value: 5.5 }, false],
  [{ attr: "text", op: "<", value: "ma" }, true],
  [{ attr: "text", op: ">", value: "l" }, true],
  [{ attr: "text", op: ">=", value: "n" }, false],
  [{ attr: "smile", op: ">", value: "～" }, true],
  [{ attr: "text", op: "<", value: 9 }, false],
  [{ attr: "text", op: ">", value: 9 }, false],
  [{ attr: "list", op: ">", value: 0 }, false],
  [{ attr: "none", op: "<", value: "z" }, false],
  [{ attr: "missing", op: "=", value: "m" }, false],
  [{ attr: "missing", op: "<>", value: "m" }, false],
  [{ attr: "missing", op: "<", value: 1 }, false],
  [{ attr: "missing", op: ">=", value: 0 }, false],
  [{ attr: "missing", op: "=", value: null }, false],
  [{ attr: "text", in: ["a", "m"] }, true],
  [{ attr: "text", in: ["a"] }, false],
  [{ attr: "five", in: ["5", 4] }, false],
  [{ attr: "five", in: ["5", 5] }, true],
  [{ attr: "missing", in: ["m"] }, false],
  [{ all: [{ exists: "text" }, { attr: "five", op: "=", value: 5 }] }, true],
  [{ all: [{ exists: "text" }, { attr: "five", op: "=", value: 6 }] }, false],
  [{ any: [{ exists: "missing" }, { attr: "five", op: "=", value: 5 }] }, true],
  [{ any: [{ exists: "missing" }, { attr: "five", op: "=", value: 6 }] }, false],
  [{ any: [{ all: [{ absent: "missing" }, { exists: "yes" }] }, { exists: "missing" }] }, true],
  [
    { all: [{ any: [{ exists: "missing" }, { exists: "text" }] }, { any: [{ absent: "text" }, { absent: "five" }] }] },
    false,
  ],
];

const ofNothing: readonly Row[] = [
  [{ absent: "pk" }, true],
  [{ absent: "text" }, true],
  [{ exists: "pk" }, false],
  [{ attr: "state", op: "=", value: "DRAFT" }, false],
  [{ attr: "state", op: "<>", value: "DRAFT" }, false],
  [{ attr: "ver", op: "<", value: 1 }, false],
  [{ attr: "state", in: ["DRAFT"] }, false],
];

export function itemConditions(store: ItemsUnderTest): void {
  describe("conditions", () => {
    it("decides each operator on a stored item as the port says, absent attributes included", async () => {
      const key = { pk: store.partition(), sk: "HEAD" };
      await store.items().transact([{ put: { ...key, ...stored } }]);
      const found = await Promise.all(
        rows.map(([condition]) => store.items().transact([{ check: key, if: condition }])),
      );
      expect(found.map((outcome, at) => [JSON.stringify(rows[at]?.[0]), outcome.ok])).toEqual(
        rows.map(([condition, holds]) => [JSON.stringify(condition), holds]),
      );
      expect(await store.items().get(key)).toEqual({ ...key, ...stored });
    });

    it("finds no comparison true of an item that does not exist", async () => {
      const pk = store.partition();
      const found = await Promise.all(
        ofNothing.map(([condition], at) => store.items().transact([{ put: { pk, sk: `${at}` }, if: condition }])),
      );
      expect(found.map((outcome, at) => [JSON.stringify(ofNothing[at]?.[0]), outcome.ok])).toEqual(
        ofNothing.map(([condition, holds]) => [JSON.stringify(condition), holds]),
      );
    });

    it("takes attribute names that are reserved words, dotted, spaced or accented", async () => {
      const key = { pk: store.partition(), sk: "HEAD" };
      const odd = { name: 1, status: 2, "a.b": 3, "a b": 4, però: 5, "#x": 6, ":y": 7, constructor: 8, "list[0]": 9 };
      await store.items().transact([{ put: { ...key, ...odd } }]);
      const all = Object.entries(odd).map(([attr, value]) => ({ attr, op: "=", value }) as const);
      expect(
        await store
          .items()
          .transact([{ update: key, set: { "a.b": 30, size: 1 }, add: { "a b": 1 }, remove: ["name"], if: { all } }]),
      ).toEqual({
        ok: true,
      });
      const { name: _, ...rest } = odd;
      expect(await store.items().get(key)).toEqual({ ...key, ...rest, "a.b": 30, "a b": 5, size: 1 });
    });
  });
}
