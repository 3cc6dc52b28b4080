import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { dynamoItems } from "../../shared/adapters/aws/dynamo-items.ts";
import { dynamoScan } from "../../shared/adapters/aws/dynamo-scan.ts";
import { openSqliteItems } from "../../shared/adapters/embedded/sqlite-items.ts";
import { type EveryItem, type Items, scanAll } from "../../shared/workflow/index.ts";
import { findDynoxide, startDynoxide } from "../support/dynoxide.ts";
import { makeFolder, removeFolder } from "../support/temp-folder.ts";

type Store = Items & EveryItem;

function everyItemContract(name: string, open: () => Promise<Store>): void {
  describe(`every item of ${name}`, () => {
    it("is given once, whatever the page, and none of an empty store", async () => {
      const store = await open();
      expect(await store.scan({})).toEqual({ items: [], next: undefined });
      const items = Array.from({ length: 37 }, (_, n) => ({
        pk: `P#${n % 5}`,
        sk: `é#${n}`,
        n,
        gsi2pk: "X",
        gsi2sk: `${n}`,
      }));
      for (const put of items) await store.transact([{ put }]);
      for (const limit of [1, 7, 36, 37, 500]) {
        const found = [];
        for await (const item of scanAll(store, limit)) found.push(item);
        expect(found.sort((a, b) => Number(a["n"]) - Number(b["n"]))).toEqual(items);
      }
    });

    it("comes in pages of the size that was asked, and a page's cursor goes on where it ended", async () => {
      const store = await open();
      for (let n = 0; n < 9; n += 1) await store.transact([{ put: { pk: `P#${n}`, sk: "-", n } }]);
      const first = await store.scan({ limit: 4 });
      expect(first.items).toHaveLength(4);
      const rest = await store.scan({ limit: 100, after: first.next ?? "" });
      expect([...first.items, ...rest.items].map((item) => item["n"]).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
      expect(rest.next).toBeUndefined();
    });

    it("is not given after a cursor that no scan gave", async () => {
      const store = await open();
      for (const after of ["", "x", Buffer.from("[1]").toString("base64url"), Buffer.from("{}").toString("base64url")])
        await expect(store.scan({ after })).rejects.toMatchObject({ code: "BAD_CURSOR" });
    });
  });
}

everyItemContract("SQLite", async () => {
  const folder = await makeFolder();
  const items = openSqliteItems({ file: join(folder, "items.sqlite"), now: () => new Date(0) });
  onTestFinished(async () => {
    items.close();
    await removeFolder(folder);
  });
  return items;
});

const dynoxide = findDynoxide();
const missing = "missing" in dynoxide ? dynoxide.missing : undefined;
if (missing !== undefined) console.warn(`every item on DynamoDB is not tested: ${missing}`);

describe.skipIf(missing !== undefined)(`with Dynoxide${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
  everyItemContract("DynamoDB", async () => {
    if ("missing" in dynoxide) throw new Error(dynoxide.missing);
    const { client, table, stop } = await startDynoxide(dynoxide.program);
    onTestFinished(stop);
    return { ...dynamoItems({ client, table }), ...dynamoScan({ client, table }) };
  });
});
