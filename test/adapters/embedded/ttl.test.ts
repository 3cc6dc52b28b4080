// What may be forgotten is: sessions, links, codes, counts and remembered answers; nothing else, and not a second early.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, it } from "vitest";
import { openSqliteItems } from "../../../shared/adapters/embedded/sqlite-items.ts";
import { openLink, readTask } from "../../../shared/workflow/index.ts";
import { anAct } from "../../support/acts.ts";
import { codeOf, openTask, rup, submitted } from "../../support/journey.ts";
import { dumpItems, openTestWorld } from "../../support/world.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const dir of folders.splice(0)) await rm(dir, { recursive: true, force: true });
});
async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "visto-ttl-"));
  folders.push(dir);
  return dir;
}

it("removes an item from its second on, and never one without a number there", async () => {
  const items = openSqliteItems({ file: join(await folder(), "items.sqlite"), now: () => new Date(0) });
  const put = (sk: string, more: object) => items.transact([{ put: { pk: "P", sk, ...more } }]);
  await put("early", { ttl: 100 });
  await put("late", { ttl: 101 });
  await put("text", { ttl: "50" });
  await put("none", {});
  await put("renewed", { ttl: 50 });
  await items.transact([{ update: { pk: "P", sk: "renewed" }, set: { ttl: 500 } }]);
  await put("kept", { ttl: 50 });
  await items.transact([{ update: { pk: "P", sk: "kept" }, remove: ["ttl"] }]);
  expect(items.removeExpired(new Date(99_999))).toBe(0);
  expect(items.removeExpired(new Date(100_000))).toBe(1);
  expect((await items.query({ pk: "P" })).items.map((item) => item.sk)).toEqual([
    "kept",
    "late",
    "none",
    "renewed",
    "text",
  ]);
  items.close();
});

it("opens a file of the format before, and forgets in it too", async () => {
  const file = join(await folder(), "items.sqlite");
  const fresh = openSqliteItems({ file, now: () => new Date(0) });
  await fresh.transact([{ put: { pk: "P", sk: "old" } }]);
  fresh.close();
  const db = new DatabaseSync(file);
  db.exec("DROP INDEX items_ttl; ALTER TABLE items DROP COLUMN ttl; PRAGMA user_version = 1;");
  db.close();
  const items = openSqliteItems({ file, now: () => new Date(0) });
  await items.transact([{ put: { pk: "P", sk: "new", ttl: 1 } }]);
  expect(items.removeExpired(new Date(5_000))).toBe(1);
  expect(await items.get({ pk: "P", sk: "old" })).toMatchObject({ sk: "old" });
  items.close();
});

it("everything that ends says when, and is worth nothing before it is removed", async () => {
  const test = await openTestWorld();
  const actId = await submitted(test, anAct());
  const { secret } = await openTask(test, actId, rup.email);
  expect((await openLink(test.world, "A".repeat(43))).ok).toBe(false);
  const ends = dumpItems(test.dir).filter((item) => ["SES", "TOK", "COD", "OTP", "LIM", "IDEM"].includes(item.sk));
  expect(new Set(ends.map((item) => item.sk))).toEqual(new Set(["SES", "TOK", "COD", "OTP", "LIM"]));
  expect(ends.filter((item) => typeof item["ttl"] !== "number")).toEqual([]);
  const stays = dumpItems(test.dir).filter((item) => /^(HEAD|REV|ATT|AUD|PII|DEC|ASG|N#|COUNTER)/.test(item.sk));
  expect(stays.filter((item) => "ttl" in item)).toEqual([]);
  test.clock.forward(16 * 60_000);
  expect(codeOf(await readTask(test.world, secret))).toBe("SESSION_OVER");
  expect(dumpItems(test.dir).some((item) => item.sk === "SES")).toBe(true);
});
