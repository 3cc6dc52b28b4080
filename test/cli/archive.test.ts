import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { storeOf } from "../../cli/archive-options.ts";
import { exportCommand, migrateCommand, restoreCommand, verifyArchiveCommand } from "../../cli/commands/archive.ts";
import type { Io } from "../../cli/io.ts";
import { unpackRelease } from "../support/release-folder.ts";
import { newFolder } from "../support/world.ts";

const dirs: string[] = [];
let data: string;
let out: string;
let heard = { out: "", err: "" };
const io: Io = {
  out: (text) => {
    heard = { ...heard, out: heard.out + text };
  },
  err: (text) => {
    heard = { ...heard, err: heard.err + text };
  },
  readFile: () => Promise.reject(new Error("reads no file")),
  colour: false,
};
/** The exit code, with what was said. */
async function run(work: (io: Io) => Promise<number>): Promise<{ code: number; out: string; err: string }> {
  heard = { out: "", err: "" };
  const code = await work(io);
  return { code, ...heard };
}
const italian = { json: false, lang: "it" } as const;

beforeAll(async () => {
  data = (await unpackRelease("aa5541d")).dir;
  out = join(await newFolder(), "archivio");
  dirs.push(data, join(out, ".."));
});
afterAll(async () => {
  for (const dir of dirs) await rm(dir, { recursive: true, force: true });
});

it("exports, verifies and restores, saying what there is and by which digest it is known", async () => {
  const exported = await run((to) => exportCommand({ from: { data }, out, ...italian }, to));
  expect(exported).toMatchObject({ code: 0, err: "" });
  expect(exported.out).toMatch(/7 atti.*forma 1\n.*2706 [0-9A-F]{64}\n.*\nimpronta del manifesto [0-9A-F]{64}\n$/s);
  expect((await readdir(out)).sort()).toEqual(["bytes", "items", "manifest.json", "objects"]);
  const verified = await run((to) => verifyArchiveCommand({ from: out, json: true, lang: "en" }, to));
  const told = JSON.parse(verified.out) as { manifest: string; counts: { acts: number } };
  expect(told.counts.acts).toBe(7);
  expect(exported.out).toContain(told.manifest);
  const to = join(out, "../nuova");
  expect(await run((io) => restoreCommand({ from: out, to: { data: to }, ...italian }, io))).toMatchObject({
    code: 0,
    err: "",
  });
  const again = await run((io) => restoreCommand({ from: out, to: { data: to }, ...italian }, io));
  expect(again).toMatchObject({ code: 1, out: "", err: expect.stringContaining("non è vuota (items)") });
});

it("migrates a data folder, after a copy, and says that there is nothing more to do", async () => {
  const first = await run((to) => migrateCommand({ store: { data }, ...italian }, to));
  expect(first).toMatchObject({ code: 0, out: "fatto\n", err: expect.stringContaining("items-form-1.sqlite") });
  expect(await readdir(data)).toContain("items-form-1.sqlite");
  expect(await run((to) => migrateCommand({ store: { data }, ...italian }, to))).toMatchObject({ code: 0, err: "" });
});

it("refuses what it cannot use, each with its exit code", async () => {
  const nowhere = join(out, "../niente");
  expect(await run((to) => exportCommand({ from: { data: nowhere }, out: nowhere, ...italian }, to))).toMatchObject({
    code: 66,
  });
  expect(await run((to) => exportCommand({ from: { data }, out, ...italian }, to))).toMatchObject({ code: 64 });
  expect(await run((to) => verifyArchiveCommand({ from: nowhere, ...italian }, to))).toMatchObject({ code: 66 });
  expect(await run((to) => migrateCommand({ store: { data: nowhere }, ...italian }, to))).toMatchObject({ code: 66 });
  await writeFile(join(out, "intruso"), "x");
  const found = await run((to) => verifyArchiveCommand({ from: out, ...italian }, to));
  expect(found).toMatchObject({ code: 1, out: "", err: "FILE_EXTRA intruso: non è dell'archivio\n" });
  const target = join(out, "../altra");
  expect(await run((to) => restoreCommand({ from: out, to: { data: target }, ...italian }, to))).toMatchObject({
    code: 1,
  });
});

it("takes a data folder, or a table with all three buckets, and nothing in between", () => {
  const buckets = { intake: "i", vault: "v", portal: "p" };
  expect(storeOf({ data: "d" })).toEqual({ store: { data: "d" } });
  expect(storeOf({ table: "t", ...buckets })).toEqual({ store: { table: "t", ...buckets } });
  expect(storeOf({ table: "t" }, { itemsAlone: true })).toMatchObject({ store: { table: "t" } });
  for (const wrong of [
    {},
    { table: "t" },
    { table: "t", intake: "i", vault: "v" },
    { data: "d", table: "t", ...buckets },
  ])
    expect(storeOf(wrong)).toMatchObject({ problem: expect.stringContaining("--data") });
});
