// What is true of the SQLite store alone: several processes, kill -9, waiting, ageing tokens, damaged files.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSqliteItems } from "../../../shared/adapters/embedded/sqlite-items.ts";
import { pageStatement } from "../../../shared/adapters/embedded/sqlite-query.ts";
import { openDatabase } from "../../../shared/adapters/embedded/sqlite-schema.ts";
import { allItems, type Query } from "../../../shared/workflow/ports/items.ts";
import { runChild } from "../../support/run-child.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const start = new Date("2025-12-24T10:00:00Z");

async function newFile(): Promise<string> {
  return join(await tempFolder(), "items.sqlite");
}

function open(file: string, options: { now?: () => Date; busyTimeoutMs?: number } = {}) {
  const items = openSqliteItems({ file, now: () => start, ...options });
  onTestFinished(() => items.close());
  return items;
}

function raw(file: string): DatabaseSync {
  const db = new DatabaseSync(file);
  onTestFinished(() => db.close());
  return db;
}

describe("the SQLite store", () => {
  it("gives numbers without gap or repetition to three processes that create and race on one file", async () => {
    const file = await newFile();
    const programs = new URL("./programs/take-numbers.ts", import.meta.url);
    const children = ["one", "two", "three"].map((name) => runChild(programs, file, name, "40"));
    expect(await Promise.all(children.map((child) => child.ended))).toEqual([0, 0, 0]);
    const slots: string[] = [];
    for await (const slot of allItems(open(file), { pk: "REG", sk: { beginsWith: "N#" } })) slots.push(slot.sk);
    expect(slots).toEqual(Array.from({ length: 120 }, (_, at) => `N#${String(at + 1).padStart(7, "0")}`));
  });

  it("has every acknowledged write after kill -9, and no half of one", async () => {
    const file = await newFile();
    let next = 0;
    for (const stopAt of [1, 7, 60]) {
      const child = runChild(new URL("./programs/write-until-killed.ts", import.meta.url), file, String(next));
      let acknowledged = next - 1;
      let seen = 0;
      for await (const line of child.lines) {
        acknowledged = Number(line);
        seen += 1;
        if (seen === stopAt) child.process.kill("SIGKILL");
      }
      expect(await child.ended).toBe("SIGKILL");
      const items = openSqliteItems({ file, now: () => start });
      const found: unknown[] = [];
      for await (const item of allItems(items, { pk: "ACT", sk: { beginsWith: "AUD#" } })) found.push(item["at"]);
      expect(found.length).toBeGreaterThan(acknowledged);
      expect(found).toEqual(found.map((_, at) => at));
      expect((await items.get({ pk: "ACT", sk: "HEAD" }))?.["at"]).toBe(found.length - 1);
      items.close();
      next = found.length;
    }
  });

  it("answers conflict, never condition, when another process holds the file for too long", async () => {
    const file = await newFile();
    const items = open(file, { busyTimeoutMs: 50 });
    await items.transact([{ put: { pk: "A", sk: "HEAD", ver: 1 } }]);
    const other = raw(file);
    other.exec("BEGIN IMMEDIATE");
    const stale = { update: { pk: "A", sk: "HEAD" }, set: { ver: 2 }, if: { attr: "ver", op: "=", value: 9 } } as const;
    expect(await items.transact([stale])).toEqual({ ok: false, reason: "conflict" });
    expect(await items.get({ pk: "A", sk: "HEAD" })).toEqual({ pk: "A", sk: "HEAD", ver: 1 });
    other.exec("ROLLBACK");
    expect(await items.transact([stale])).toMatchObject({ reason: "condition" });
  });

  it("forgets a token ten minutes after the transaction was written", async () => {
    let now = start;
    const items = open(await newFile(), { now: () => now });
    const actions = [{ update: { pk: "REG", sk: "COUNTER" }, add: { last: 1 } }];
    await items.transact(actions, "once");
    now = new Date(start.getTime() + 10 * 60_000 - 1);
    await items.transact(actions, "once");
    expect(await items.get({ pk: "REG", sk: "COUNTER" })).toMatchObject({ last: 1 });
    now = new Date(start.getTime() + 10 * 60_000);
    await items.transact(actions, "once");
    expect(await items.get({ pk: "REG", sk: "COUNTER" })).toMatchObject({ last: 2 });
  });

  it("keeps tokens and items when the file is opened again", async () => {
    const file = await newFile();
    const actions = [{ update: { pk: "REG", sk: "COUNTER" }, add: { last: 1 } }];
    const first = openSqliteItems({ file, now: () => start });
    await first.transact(actions, "once");
    first.close();
    const second = open(file);
    await second.transact(actions, "once");
    expect(await second.get({ pk: "REG", sk: "COUNTER" })).toMatchObject({ last: 1 });
  });

  it("writes through the log and waits for the disk at each commit", async () => {
    const db = openDatabase(await newFile(), 50);
    onTestFinished(() => db.close());
    expect(db.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
    expect(db.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
  });

  it.each<[string, string]>([
    ["is no JSON", "{"],
    ["is no object", '"text"'],
    ["has no key", "{}"],
    ["is another item", '{"pk":"A","sk":"OTHER"}'],
  ])("takes a row that %s for a fault, not for an absent item", async (_, body) => {
    const file = await newFile();
    const items = open(file);
    await items.transact([{ put: { pk: "A", sk: "HEAD" } }]);
    raw(file).prepare("UPDATE items SET body = ?").run(body);
    await expect(items.get({ pk: "A", sk: "HEAD" })).rejects.toThrow();
    await expect(items.transact([{ put: { pk: "A", sk: "HEAD" }, if: { absent: "pk" } }])).rejects.toThrow();
  });

  it("refuses a file that a newer Visto made", async () => {
    const file = await newFile();
    openSqliteItems({ file, now: () => start }).close();
    raw(file).exec("PRAGMA user_version = 99");
    expect(() => openSqliteItems({ file, now: () => start })).toThrow("newer");
  });

  it.each<[string, Query]>([
    ["the table", { pk: "A", sk: { beginsWith: "N#" }, order: "descending" }],
    ["an index", { pk: "A", index: "gsi5", sk: { from: "a", to: "b" } }],
  ])("reads a page of %s along its key, without scan or sort", async (_, query) => {
    const file = await newFile();
    open(file);
    const { sql, values } = pageStatement(query, 10);
    const plan = raw(file)
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...values)
      .map((step) => step["detail"]);
    expect(plan).toHaveLength(1);
    expect(plan[0]).toMatch(
      /^SEARCH items USING (PRIMARY KEY \(pk=\? AND sk>\? AND sk<\?\)|INDEX items_gsi5 \(gsi5pk=\? AND gsi5sk>\? AND gsi5sk<\?\))$/,
    );
  });
});
