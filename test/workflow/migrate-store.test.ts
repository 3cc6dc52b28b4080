import { stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { backupName, openItems } from "../../local/open-items.ts";
import { openSqliteItems } from "../../shared/adapters/embedded/sqlite-items.ts";
import { formKey, type Item, lastForm, type Migration, migrateStore } from "../../shared/workflow/index.ts";
import { migrations } from "../../shared/workflow/migrations/index.ts";
import { removeFolder } from "../support/temp-folder.ts";
import { dumpItems, newFolder } from "../support/world.ts";

/** Gives every `THING` a `double` and an item beside it. */
const doubles: Migration = {
  id: "0002-doubles",
  from: 1,
  to: 2,
  change: (item) =>
    item.sk !== "THING" || item["double"] !== undefined
      ? []
      : [
          { update: { pk: item.pk, sk: item.sk }, set: { double: Number(item["n"]) * 2 }, if: { absent: "double" } },
          { put: { pk: item.pk, sk: "BESIDE", of: Number(item["n"]) } },
        ],
};
/** Drops what the first one needed. */
const drops: Migration = {
  id: "0003-drops",
  from: 2,
  to: 3,
  change: ({ pk, sk, n, double }) =>
    sk !== "THING" || n === undefined
      ? []
      : [{ update: { pk, sk }, remove: ["n"], if: { attr: "double", op: "=", value: Number(double) } }],
};
const both = [doubles, drops];
const count = 23;
const name = (n: number) => `T#${String(n).padStart(3, "0")}`;

async function oldStore(): Promise<{ dir: string; open: () => ReturnType<typeof openSqliteItems> }> {
  const dir = await newFolder();
  onTestFinished(() => removeFolder(dir));
  const open = () => openSqliteItems({ file: join(dir, "items.sqlite"), now: () => new Date(0) });
  const store = open();
  for (let n = 0; n < count; n += 1) await store.transact([{ put: { pk: name(n), sk: "THING", n } }]);
  store.close();
  return { dir, open };
}

const expected = (): Item[] =>
  Array.from({ length: count }, (_, n) => [
    { pk: name(n), sk: "BESIDE", of: n },
    { pk: name(n), sk: "THING", double: n * 2 },
  ]).flat();
const things = (dir: string) => dumpItems(dir).filter(({ pk }) => pk !== formKey.pk);

class Killed extends Error {}

/** The store of a process that is killed when it has written so often: nothing answers any more. */
function killedAfter(store: ReturnType<typeof openSqliteItems>, writes: number): ReturnType<typeof openSqliteItems> {
  let left = writes;
  return {
    ...store,
    async transact(actions, token) {
      if (left <= 0) throw new Killed("killed");
      left -= 1;
      return store.transact(actions, token);
    },
  };
}

describe("stored data of an older form", () => {
  it("come to this program's form, each migration once, in order", async () => {
    const { dir, open } = await oldStore();
    const store = open();
    expect(await migrateStore(store, { migrations: both })).toEqual({
      ok: true,
      form: 3,
      ran: ["0002-doubles", "0003-drops"],
    });
    expect(await migrateStore(store, { migrations: both })).toEqual({ ok: true, form: 3, ran: [] });
    store.close();
    expect(things(dir)).toEqual(expected());
    expect(dumpItems(dir).find(({ pk }) => pk === formKey.pk)).toEqual({ ...formKey, form: 3 });
  });

  it("come to the same end wherever the machine is killed", async () => {
    for (let writes = 0; ; writes += 1) {
      const { dir, open } = await oldStore();
      const first = open();
      const ended = await migrateStore(killedAfter(first, writes), { migrations: both, page: 4 }).catch((fault) => {
        if (fault instanceof Killed) return undefined;
        throw fault;
      });
      first.close();
      const second = open();
      expect(await migrateStore(second, { migrations: both, page: 5 })).toMatchObject({ ok: true, form: 3 });
      second.close();
      expect(things(dir)).toEqual(expected());
      if (ended) {
        expect(writes).toBeGreaterThan(15);
        return;
      }
    }
  });

  it("are read again where somebody wrote meanwhile", async () => {
    const { dir, open } = await oldStore();
    const [one, other] = [open(), open()];
    let meddled = 0;
    const meddling: Migration = {
      ...doubles,
      change: async (item, read) => {
        const actions = await doubles.change(item, read);
        if (item.pk !== name(7) || meddled > 0 || actions.length === 0) return actions;
        meddled += 1;
        await other.transact([{ put: { pk: name(7), sk: "THING", n: 100 } }]);
        return actions.map((action) =>
          "update" in action ? { ...action, if: { attr: "n", op: "=", value: 7 } } : action,
        );
      },
    };
    expect(await migrateStore(one, { migrations: [meddling], page: 10 })).toMatchObject({ ok: true });
    one.close();
    other.close();
    expect(meddled).toBe(1);
    const seventh = things(dir).filter(({ pk }) => pk === name(7));
    expect(seventh).toEqual([
      { pk: name(7), sk: "BESIDE", of: 100 },
      { pk: name(7), sk: "THING", n: 100, double: 200 },
    ]);
    expect(things(dir)).toHaveLength(count * 2);
  });

  it("come to the same end when two machines migrate at once", async () => {
    const { dir, open } = await oldStore();
    const stores = [open(), open()];
    const ends = await Promise.all(stores.map((store, at) => migrateStore(store, { migrations: both, page: 3 + at })));
    for (const store of stores) store.close();
    expect(ends.map((end) => end.ok)).toEqual([true, true]);
    expect(things(dir)).toEqual(expected());
  });

  it("are refused unread by a program that is older than they, also in the middle of a migration", async () => {
    const { dir, open } = await oldStore();
    const store = open();
    await migrateStore(killedAfter(store, 3), { migrations: both, page: 4 }).catch(() => "killed");
    const halfway = dumpItems(dir);
    expect(halfway.find(({ pk }) => pk === formKey.pk)).toMatchObject({
      form: 1,
      running: { id: "0002-doubles", to: 2 },
    });
    const refused = await migrateStore(store, { migrations: [] });
    expect(refused).toMatchObject({ ok: false, refusal: { code: "STORE_NEWER", whoCanFix: "operator" } });
    expect(dumpItems(dir)).toEqual(halfway);
    await migrateStore(store, { migrations: both });
    expect(await migrateStore(store, { migrations: [doubles] })).toMatchObject({ refusal: { code: "STORE_NEWER" } });
    store.close();
  });

  it("stay as they are while an archive is being restored into them", async () => {
    const { open } = await oldStore();
    const store = open();
    await store.transact([{ put: { ...formKey, form: 1, restoring: { manifest: "AB" } } }]);
    expect(await migrateStore(store, { migrations: both })).toMatchObject({ refusal: { code: "STORE_RESTORING" } });
    store.close();
  });

  it("are copied once before the first write, and an empty store is not", async () => {
    const { open } = await oldStore();
    const store = open();
    const asked: number[][] = [];
    const before = async (from: number, to: number) => {
      asked.push([from, to]);
      expect(await store.get({ pk: name(0), sk: "BESIDE" })).toBeUndefined();
    };
    await migrateStore(killedAfter(store, 2), { migrations: both, before, page: 4 }).catch(() => "killed");
    await migrateStore(store, { migrations: both, before });
    expect(asked).toEqual([[1, 3]]);
    store.close();
    const dir = await newFolder();
    onTestFinished(() => removeFolder(dir));
    const empty = openSqliteItems({ file: join(dir, "items.sqlite"), now: () => new Date(0) });
    expect(await migrateStore(empty, { migrations: both, before })).toEqual({ ok: true, form: 3, ran: [] });
    expect(asked).toHaveLength(1);
    empty.close();
  });
});

describe("this program's migrations", () => {
  it("lead from one form to the next without a gap, each with a name of its own", () => {
    expect(lastForm(migrations)).toBe(migrations.length + 1);
    for (const { id, to } of migrations) expect(id).toMatch(new RegExp(`^${String(to).padStart(4, "0")}-[a-z0-9-]+$`));
    expect(() => lastForm([drops])).toThrow("leads from 2 to 3, not from 1");
  });

  it("run when the data folder is opened, and a newer one is refused with what to do", async () => {
    const { dir, open } = await oldStore();
    const items = await openItems(dir);
    expect(await items.get(formKey)).toEqual({ ...formKey, form: lastForm(migrations) });
    await items.transact([{ put: { ...formKey, form: 99 } }]);
    items.close();
    await expect(openItems(dir)).rejects.toMatchObject({
      name: "StoreRefused",
      message: expect.stringContaining("99"),
    });
    const store = open();
    await store.backup(join(dir, backupName(1)));
    store.close();
    expect((await stat(join(dir, backupName(1)))).mode & 0o777).toBe(0o600);
    const copy = openSqliteItems({ file: join(dir, backupName(1)), now: () => new Date(0) });
    expect(await copy.get({ pk: name(3), sk: "THING" })).toMatchObject({ n: 3 });
    copy.close();
  });
});
