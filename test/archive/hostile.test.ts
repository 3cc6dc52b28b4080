// Archives that somebody changed, by hand or by accident: each is refused, and nothing of it is written.
import { cp, link, mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openArchiveFolder } from "../../shared/adapters/embedded/archive-folder.ts";
import { shardOfText } from "../../shared/workflow/archive/layout.ts";
import { type ArchiveCode, restoreArchive, verifyArchive } from "../../shared/workflow/index.ts";
import { archiveOf } from "../support/archive.ts";
import { openFolderStore } from "../support/archive-store.ts";
import { addItem, changeLine, changeManifest, files, read, rewrite, someItems } from "../support/hostile-archive.ts";
import { hostileChains } from "../support/hostile-chains.ts";
import { unpackRelease } from "../support/release-folder.ts";
import { dumpItems, newFolder } from "../support/world.ts";

const dirs: string[] = [];
let archive: string;

beforeAll(async () => {
  const { dir } = await unpackRelease("aa5541d");
  const store = await openFolderStore(dir);
  archive = await archiveOf(store);
  store.close();
  dirs.push(dir, archive);
});
afterAll(async () => {
  for (const dir of dirs) await rm(dir, { recursive: true, force: true });
});

const firstBytes = async (dir: string) => (await files(dir, "bytes"))[0] ?? "";
const firstIndex = async (dir: string) => (await files(dir, "objects"))[0] ?? "";

const hostile: readonly (readonly [string, ArchiveCode, (dir: string) => Promise<unknown>])[] = [
  ["no manifest", "MANIFEST_MISSING", (dir) => rm(join(dir, "manifest.json"))],
  ["a manifest that is no JSON", "MANIFEST_NOT_VALID", (dir) => writeFile(join(dir, "manifest.json"), "{")],
  [
    "another schema",
    "MANIFEST_NOT_VALID",
    (dir) => changeManifest(dir, (one) => ({ ...one, schema: "visto/archive/2" })),
  ],
  ["a field that nobody knows", "MANIFEST_NOT_VALID", (dir) => changeManifest(dir, (one) => ({ ...one, run: "rm" }))],
  ["a newer form", "FORM_NEWER", (dir) => changeManifest(dir, (one) => ({ ...one, form: 99 }))],
  [
    "a path that leads out",
    "MANIFEST_NOT_VALID",
    (dir) =>
      changeManifest(dir, (one) => ({
        ...one,
        files: [{ path: "items/../../etc.ndjson", sha256: "0".repeat(64), length: 0 }],
      })),
  ],
  [
    "a file twice in the manifest",
    "MANIFEST_NOT_VALID",
    (dir) => changeManifest(dir, (one) => ({ ...one, files: [...one.files, one.files[0]] })),
  ],
  [
    "one byte of an object",
    "OBJECT_DIFFERS",
    async (dir) => {
      const path = join(dir, await firstBytes(dir));
      const bytes = await readFile(path);
      bytes[7] = (bytes[7] ?? 0) ^ 1;
      await writeFile(path, bytes);
    },
  ],
  [
    "an object cut short",
    "OBJECT_DIFFERS",
    async (dir) => {
      const path = join(dir, await firstBytes(dir));
      await writeFile(path, (await readFile(path)).subarray(1));
    },
  ],
  ["an object gone", "OBJECT_MISSING", async (dir) => rm(join(dir, await firstBytes(dir)))],
  [
    "an object too many",
    "FILE_EXTRA",
    async (dir) => {
      await mkdir(join(dir, "bytes/00"), { recursive: true });
      await writeFile(join(dir, `bytes/00/${"0".repeat(64)}`), "x");
    },
  ],
  ["a file too many", "FILE_EXTRA", (dir) => writeFile(join(dir, "LEGGIMI.txt"), "x")],
  [
    "a link in the place of an object",
    "NOT_A_FILE",
    async (dir) => {
      const path = join(dir, await firstBytes(dir));
      await rename(path, `${path}.real`);
      await symlink(`${path}.real`, path);
    },
  ],
  [
    "a link to the manifest",
    "NOT_A_FILE",
    async (dir) => {
      await rename(join(dir, "manifest.json"), join(dir, "m"));
      await symlink("m", join(dir, "manifest.json"));
    },
  ],
  [
    "items that the manifest does not know",
    "FILE_DIFFERS",
    async (dir) => {
      const { path, lines } = await someItems(dir, /./);
      await writeFile(join(dir, path), `${lines.join("\n")}\n${lines.at(-1)}\n`);
    },
  ],
  ["a file of items gone", "FILE_MISSING", async (dir) => rm(join(dir, (await files(dir, "items"))[0] ?? ""))],
  [
    "a last line that is cut off",
    "LINE_CUT",
    async (dir) => {
      const { path, lines } = await someItems(dir, /./);
      await rewrite(dir, path, lines.join("\n"));
    },
  ],
  ["a line that is no JSON", "LINE_NOT_VALID", (dir) => changeLine(dir, /"sk":"HEAD"/, (text) => text.slice(1))],
  [
    "a name twice in one item",
    "LINE_NOT_VALID",
    (dir) => changeLine(dir, /"sk":"HEAD"/, (text) => text.replace(/}$/, ',"sk":"HEAD"}')),
  ],
  ["an item without a key", "LINE_NOT_VALID", (dir) => changeLine(dir, /"sk":"VC"/, () => '{"pk":"X"}')],
  [
    "an item with a prototype",
    "LINE_NOT_VALID",
    (dir) => changeLine(dir, /"sk":"VC"/, (text) => text.replace("{", '{"__proto__":{"a":1},')),
  ],
  ["an item with a number as its index key", "LINE_NOT_VALID", (dir) => addItem(dir, { pk: "X", sk: "Y", gsi1pk: 1 })],
  [
    "an item larger than any store takes",
    "LINE_NOT_VALID",
    (dir) => addItem(dir, { pk: "X", sk: "Y", text: "x".repeat(500_000) }),
  ],
  [
    "a key that stands twice",
    "OUT_OF_ORDER",
    async (dir) => {
      const { path, lines, at } = await someItems(dir, /"sk":"VC"/);
      const twice = lines.flatMap((text, index) => (index === at ? [text, text] : [text]));
      await rewrite(dir, path, `${twice.join("\n")}\n`);
    },
  ],
  [
    "a line in another's file",
    "WRONG_SHARD",
    (dir) => addItem(dir, { pk: "X", sk: "Y" }, shardOfText("X") === "00" ? "01" : "00"),
  ],
  [
    "a session",
    "NOT_CARRIED",
    (dir) => addItem(dir, { pk: `SES#${"A".repeat(64)}`, sk: "SES", kind: "officer", who: "mallory" }),
  ],
  ["the item of the form itself", "NOT_CARRIED", (dir) => addItem(dir, { pk: "STORE", sk: "FORM", form: 1 })],
  [
    "a reference to an object that is not there",
    "OBJECT_MISSING",
    (dir) =>
      changeLine(dir, /"version":"vault:/, (text) =>
        text.replace(/"version":"vault:[0-9A-F]{64}"/, `"version":"vault:${"A".repeat(64)}"`),
      ),
  ],
  [
    "a reference with a store's own version",
    "OBJECT_MISSING",
    (dir) =>
      changeLine(dir, /"version":"vault:/, (text) =>
        text.replace(/"version":"vault:[0-9A-F]{64}"/, '"version":"null"'),
      ),
  ],
  [
    "a key of an object that leads out",
    "LINE_NOT_VALID",
    async (dir) => {
      const path = await firstIndex(dir);
      await rewrite(dir, path, (await read(dir, path)).replace(/"key":"/, '"key":"../../'));
    },
  ],
  [
    "another digest in the index",
    "OBJECT_MISSING",
    async (dir) => {
      const path = await firstIndex(dir);
      await rewrite(
        dir,
        path,
        (await read(dir, path)).replace(/"sha256":"[0-9A-F]{64}"/, `"sha256":"${"B".repeat(64)}"`),
      );
    },
  ],
  ...hostileChains,
  [
    "a count that is not so",
    "COUNT_DIFFERS",
    (dir) => changeManifest(dir, (one) => ({ ...one, counts: { ...one.counts, acts: 99 } })),
  ],
  [
    "a register's end that is not so",
    "COUNT_DIFFERS",
    (dir) => changeManifest(dir, (one) => ({ ...one, registers: [] })),
  ],
];

it.each(hostile)("an archive with %s is refused (%s), and nothing of it is written", async (_, code, change) => {
  const dir = await newFolder();
  const to = await newFolder();
  dirs.push(dir, to);
  await cp(archive, dir, { recursive: true });
  await change(dir);
  const verified = await verifyArchive(await openArchiveFolder(dir));
  const codes = verified.ok ? [] : verified.findings.map((finding) => finding.code);
  expect(codes).toContain(code);
  const store = await openFolderStore(to);
  expect(await restoreArchive(await openArchiveFolder(dir), store)).toMatchObject({ ok: false });
  store.close();
  expect(dumpItems(to)).toEqual([]);
});

it("an archive that nobody changed is sound, also when its files are hard links", async () => {
  const dir = await newFolder();
  dirs.push(dir);
  for (const path of [
    ...(await files(archive, "items")),
    ...(await files(archive, "objects")),
    ...(await files(archive, "bytes")),
    "manifest.json",
  ]) {
    await mkdir(join(dir, path, ".."), { recursive: true });
    await link(join(archive, path), join(dir, path));
  }
  expect(await verifyArchive(await openArchiveFolder(dir))).toMatchObject({ ok: true });
});
