import { beforeAll, describe, expect, it } from "vitest";
import {
  type Action,
  allItems,
  type Item,
  indexes,
  type Query,
  shownBy,
} from "../../../shared/workflow/ports/items.ts";
import type { ItemsUnderTest } from "../items.contract.ts";

/** In the order of their UTF-8 bytes, where 😀 comes after ～ though its UTF-16 units come before. */
const sortKeys = [
  "A",
  "A#1",
  "A#10",
  "A#2",
  "A%",
  "A_",
  "Ab",
  "A\u0000",
  "B",
  "a",
  "z",
  "~",
  "è",
  "日",
  "～",
  "😀",
  "\u{10ffff}",
].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));

async function collect(store: ItemsUnderTest, query: Query): Promise<string[]> {
  const found: string[] = [];
  for await (const item of allItems(store.items(), query)) found.push(item.sk);
  return found;
}

async function putAll(store: ItemsUnderTest, items: readonly Item[]): Promise<void> {
  for (let at = 0; at < items.length; at += 100) {
    const actions = items.slice(at, at + 100).map<Action>((item) => ({ put: item }));
    await store.items().transact(actions);
  }
}

export function itemQueries(store: ItemsUnderTest): void {
  describe("queries", () => {
    let pk = "";
    let gsi1pk = "";
    beforeAll(async () => {
      pk = store.partition();
      gsi1pk = `${pk}#WHO`;
      await putAll(
        store,
        sortKeys.map((sk) => ({ pk, sk })),
      );
      await putAll(store, [
        { pk: `${pk}0`, sk: "A" },
        { pk: store.partition(), sk: "A" },
      ]);
      // 130 items on the index, ten of each sort key, from many partitions.
      await putAll(
        store,
        Array.from({ length: 130 }, (_, at) => ({
          pk: `${pk}#${at % 7}`,
          sk: String(at).padStart(3, "0"),
          gsi1pk,
          gsi1sk: `2025-12-${String(10 + (at % 13))}`,
        })),
      );
    });

    it.each([1, 3, 5, 100])("sees each item once, in the order of UTF-8, in pages of %i", async (limit) => {
      expect(await collect(store, { pk, limit })).toEqual(sortKeys);
      expect(await collect(store, { pk, limit, order: "descending" })).toEqual(sortKeys.toReversed());
    });

    it("never gives more than the limit in a page", async () => {
      const page = await store.items().query({ pk, limit: 4 });
      expect(page.items.length).toBeLessThanOrEqual(4);
      expect(page.next).toBeTypeOf("string");
      expect((await store.items().query({ pk: `${pk}-nobody` })).items).toEqual([]);
    });

    it.each(["A", "A#", "A#1", "~", "😀", "\u{10ffff}", "Z", "%", "A_", ""])("begins with %j", async (beginsWith) => {
      const fold = (text: string) => (store.differs.prefixesIgnoreCase ? text.toLowerCase() : text);
      const wanted = sortKeys.filter((sk) => fold(sk).startsWith(fold(beginsWith)));
      expect(await collect(store, { pk, sk: { beginsWith }, limit: 2 })).toEqual(wanted);
      expect(await collect(store, { pk, sk: { beginsWith }, limit: 2, order: "descending" })).toEqual(
        wanted.toReversed(),
      );
    });

    it.each([
      [{ from: "A#1", to: "a" }, (at: number) => at >= sortKeys.indexOf("A#1") && at <= sortKeys.indexOf("a")],
      [{ from: "è" }, (at: number) => at >= sortKeys.indexOf("è")],
      [{ to: "B" }, (at: number) => at <= sortKeys.indexOf("B")],
      [{ from: "b", to: "c" }, () => false],
      [{ from: "z", to: "a" }, () => false],
      [{}, () => true],
    ])("keeps to the range %j, bounds included", async (sk, inside) => {
      const wanted = sortKeys.filter((_, at) => inside(at));
      expect(await collect(store, { pk, sk, limit: 2 })).toEqual(wanted);
      expect(await collect(store, { pk, sk, limit: 2, order: "descending" })).toEqual(wanted.toReversed());
    });

    it.each(["ascending", "descending"] as const)("sees each item of an index once, in %s order", async (order) => {
      const dates: string[] = [];
      const names = new Set<string>();
      for await (const item of allItems(store.items(), { pk: gsi1pk, index: "gsi1", order, limit: 9 })) {
        dates.push(String(item["gsi1sk"]));
        names.add(`${item.pk} ${item.sk}`);
      }
      expect(dates).toHaveLength(130);
      expect(names.size).toBe(130);
      expect(dates).toEqual(order === "ascending" ? dates.toSorted() : dates.toSorted().toReversed());
    });

    it("bounds an index by the index's own sort key", async () => {
      const within = async (sk: NonNullable<Query["sk"]>) => {
        const found: string[] = [];
        for await (const item of allItems(store.items(), { pk: gsi1pk, index: "gsi1", sk, limit: 7 }))
          found.push(String(item["gsi1sk"]));
        return [...new Set(found), found.length];
      };
      expect(await within({ beginsWith: "2025-12-2" })).toEqual(["2025-12-20", "2025-12-21", "2025-12-22", 30]);
      expect(await within({ from: "2025-12-12", to: "2025-12-13" })).toEqual(["2025-12-12", "2025-12-13", 20]);
    });

    it("keeps the indexes with the items: moved, left and never in with one key alone", async () => {
      const key = { pk: store.partition(), sk: "AUD" };
      const where = async () => {
        const found: string[] = [];
        for (const index of ["gsi2", "gsi5"] as const)
          for (const value of ["one", "two"])
            if ((await store.items().query({ pk: `${key.pk}#${value}`, index })).items.length === 1)
              found.push(`${index} ${value}`);
        return found;
      };
      await store
        .items()
        .transact([{ put: { ...key, gsi5pk: `${key.pk}#one`, gsi5sk: "1", gsi2pk: `${key.pk}#one` } }]);
      expect(await where()).toEqual(["gsi5 one"]);
      await store.items().transact([{ update: key, set: { gsi5pk: `${key.pk}#two`, gsi2sk: "1" } }]);
      expect(await where()).toEqual(["gsi2 one", "gsi5 two"]);
      await store.items().transact([{ update: key, remove: ["gsi5sk"] }]);
      expect(await where()).toEqual(["gsi2 one"]);
      await store.items().transact([{ delete: key }]);
      expect(await where()).toEqual([]);
    });

    it("shows in an index the keys and what the index promises, and nothing else", async () => {
      const pk = store.partition();
      for (const index of indexes) {
        const keys = { pk, sk: index, [`${index}pk`]: pk, [`${index}sk`]: "1" };
        const shown = Object.fromEntries(shownBy[index].map((name) => [name, `of ${name}`]));
        await store.items().transact([{ put: { ...keys, ...shown, hidden: "x" } }]);
        expect((await store.items().query({ pk, index })).items).toEqual([{ ...keys, ...shown }]);
        await store.items().transact([{ update: { pk, sk: index }, set: { hidden: "y" } }]);
        expect((await store.items().query({ pk, index })).items).toEqual([{ ...keys, ...shown }]);
      }
    });

    it("cuts large pages by itself and loses nothing", async () => {
      const large = store.partition();
      const text = "x".repeat(300_000);
      for (let at = 0; at < 8; at += 1) await store.items().transact([{ put: { pk: large, sk: `${at}`, text } }]);
      const first = await store.items().query({ pk: large });
      expect(first.items.length).toBeLessThan(8);
      expect(await collect(store, { pk: large })).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
    });

    it("refuses cursors and limits that it never gave", async () => {
      const { next } = await store.items().query({ pk, limit: 1 });
      const codeOf = (query: Query) =>
        store
          .items()
          .query(query)
          .then(
            () => "taken",
            (fault) => fault.code,
          );
      expect(await codeOf({ pk, after: "garbage" })).toBe("BAD_CURSOR");
      expect(await codeOf({ pk: `${pk}0`, after: String(next) })).toBe("BAD_CURSOR");
      expect(await codeOf({ pk: gsi1pk, index: "gsi1", after: String(next) })).toBe("BAD_CURSOR");
      expect(await codeOf({ pk, limit: 0 })).toBe("BAD_QUERY");
      expect(await codeOf({ pk, limit: 1.5 })).toBe("BAD_QUERY");
    });
  });
}
