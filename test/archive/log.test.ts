// The public log in an archive: its key goes along where it is a file; where it cannot, the log ends and the next begins.
import { chmod, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logChoice } from "../../cli/archive-log.ts";
import { exportCommand, newLogCommand, restoreCommand, verifyArchiveCommand } from "../../cli/commands/archive.ts";
import { openItems } from "../../local/open-items.ts";
import { sha256Of } from "../../shared/act/index.ts";
import { openArchiveFolder } from "../../shared/adapters/embedded/archive-folder.ts";
import { logKeyFrom } from "../../shared/adapters/embedded/log-key.ts";
import { checkProof, readCheckpoint, readVerifierLine } from "../../shared/register/log/index.ts";
import { restoreArchive } from "../../shared/workflow/index.ts";
import { openLogFeed, proofOf, readCheckpointText, readLogKey } from "../../shared/workflow/log.ts";
import { actWith, aFile, anAct } from "../support/acts.ts";
import { openFolderStore } from "../support/archive-store.ts";
import { draft, ready } from "../support/journey.ts";
import { copyOfWorld, newFolder, openWorldIn, type TestWorld } from "../support/world.ts";

const secret = new Uint8Array(32).fill(5);
const italian = { json: false, lang: "it" } as const;
const dirs: string[] = [];
let [said, data, archive, actId] = ["", "", "", ""];
let before: { readonly checkpoint: string; readonly proof: string; readonly key: string; readonly impronta: string };
const io = {
  out: (text: string) => {
    said += text;
  },
  err: (text: string) => {
    said += text;
  },
  readFile: () => Promise.reject(new Error("reads no file")),
  colour: false,
};
const aFolder = async () => {
  const dir = await newFolder();
  dirs.push(dir);
  return dir;
};
const opened = async <T>(dir: string, work: (test: TestWorld) => Promise<T>): Promise<T> => {
  const test = await openWorldIn(dir, { furnished: true, startsAt: "2026-01-11T09:00:00.000Z" });
  return work(test).finally(() => test.close());
};
const extend = ({ world }: TestWorld, bytes: Uint8Array) =>
  openLogFeed({ ...world, log: { key: logKeyFrom(bytes), everySeconds: 0 } }).extendAll();

beforeAll(async () => {
  data = await aFolder();
  (await openItems(data)).close();
  const test = await openWorldIn(data);
  const file = aFile("A");
  actId = await ready(test, actWith([file]), [file]);
  await extend(test, secret);
  const impronta = sha256Of(file.bytes);
  before = {
    impronta,
    checkpoint: (await readCheckpointText(test.world)) ?? "",
    proof: (await proofOf(test.world, actId, impronta)) ?? "",
    key: (await readLogKey(test.world)) ?? "",
  };
  test.close();
  await writeFile(join(data, "log-key"), secret, { mode: 0o600 });
  archive = join(await aFolder(), "archivio");
  expect(await exportCommand({ from: { data }, out: archive, ...italian }, io)).toBe(0);
}, 60_000);
afterAll(async () => {
  for (const dir of dirs) await rm(dir, { recursive: true, force: true });
});

const proofHolds = () =>
  expect(checkProof(before.impronta, before.proof, readVerifierLine(before.key))).toMatchObject({
    ok: true,
    signed: true,
  });

describe("an archive of one machine", () => {
  it("carries the log with its key, for its owner's eyes alone, and the log goes on where it is restored", async () => {
    expect(await readFile(join(archive, "log-key"))).toEqual(Buffer.from(secret));
    expect(await verifyArchiveCommand({ from: archive, ...italian }, io)).toBe(0);
    const to = join(await aFolder(), "nuova");
    expect(await restoreCommand({ from: archive, to: { data: to }, ...italian }, io)).toBe(0);
    for (const path of [join(archive, "log-key"), join(to, "log-key")])
      expect((await stat(path)).mode & 0o777).toBe(0o600);
    await opened(to, async (test) => {
      expect(await readCheckpointText(test.world)).toBe(before.checkpoint);
      const proof = (await proofOf(test.world, actId, before.impronta)) ?? "";
      expect(checkProof(before.impronta, proof, readVerifierLine(before.key))).toMatchObject({
        ok: true,
        signed: true,
      });
      await draft(test, anAct());
      const added = await extend(test, new Uint8Array(await readFile(join(to, "log-key"))));
      const [was, is] = [before.checkpoint, (await readCheckpointText(test.world)) ?? ""].map(readCheckpoint);
      expect([is?.origin, is?.size]).toEqual([was?.origin, (was?.size ?? 0) + added]);
      expect(added).toBeGreaterThan(0);
    });
  });

  it("without a log carries no key", async () => {
    const dir = await aFolder();
    (await openItems(dir)).close();
    (await openWorldIn(dir)).close();
    await writeFile(join(dir, "log-key"), secret);
    const out = join(await aFolder(), "archivio");
    expect(await exportCommand({ from: { data: dir }, out, ...italian }, io)).toBe(0);
    await expect(stat(join(out, "log-key"))).rejects.toThrow("ENOENT");
  });

  it("is not sound when its key was changed or is gone", async () => {
    for (const change of [(path: string) => writeFile(path, new Uint8Array(32).fill(6)), (path: string) => rm(path)]) {
      const copy = await copyOfWorld(archive);
      dirs.push(copy);
      await chmod(join(copy, "log-key"), 0o600);
      await change(join(copy, "log-key"));
      said = "";
      expect(await verifyArchiveCommand({ from: copy, ...italian }, io)).toBe(1);
      expect(said).toMatch(/^FILE_(?:DIFFERS|MISSING) log-key/);
    }
  });
});

it("of before, whose manifest names no log, is sound, and its log is asked about all the same", async () => {
  const copy = await copyOfWorld(archive);
  dirs.push(copy);
  const { logs, files, ...manifest } = JSON.parse(await readFile(join(copy, "manifest.json"), "utf8"));
  expect(logs).toHaveLength(1);
  const kept = (files as { path: string }[]).filter(({ path }) => path !== "log-key");
  await writeFile(join(copy, "manifest.json"), JSON.stringify({ ...manifest, files: kept }));
  await rm(join(copy, "log-key"));
  expect(await verifyArchiveCommand({ from: copy, ...italian }, io)).toBe(0);
  const to = join(await aFolder(), "nuova");
  expect(await restoreCommand({ from: copy, to: { data: to }, ...italian }, io)).toBe(1);
  expect(await restoreCommand({ from: copy, to: { data: to }, newLog: true, ...italian }, io)).toBe(0);
});

describe("a log whose key cannot come along", () => {
  /** As into a table: no key leaves a folder for KMS. */
  const restored = async (wish: Parameters<typeof logChoice>[2]) => {
    const dir = await aFolder();
    const store = await openFolderStore(dir);
    const files = await openArchiveFolder(archive);
    const table = { table: "t", intake: "i", vault: "v", portal: "p" };
    const answer = await restoreArchive(files, store, undefined, logChoice(files, table, wish));
    const { items } = await store.items.scan({ limit: 1 });
    store.close();
    return { dir, answer, isEmpty: items.length === 0 };
  };

  it("is not restored until somebody says what becomes of it", async () => {
    const { answer, isEmpty } = await restored({});
    expect([answer, isEmpty]).toMatchObject([{ ok: false, logs: [{ key: before.key }] }, true]);
  });

  it("ends, stays served, and its proofs hold; the next one has every entry again, under another name", async () => {
    const { dir, answer } = await restored({ newLog: true });
    expect(answer).toMatchObject({ ok: true });
    await opened(dir, async (test) => {
      expect(await readCheckpointText(test.world, 1)).toBe(before.checkpoint);
      expect(await readLogKey(test.world, 1)).toBe(before.key);
      proofHolds();
      await extend(test, new Uint8Array(32).fill(6));
      const [was, is] = [before.checkpoint, (await readCheckpointText(test.world)) ?? ""].map(readCheckpoint);
      expect(is).toMatchObject({ origin: was?.origin.replace("/log/", "/log/2/"), size: was?.size });
      const key = readVerifierLine((await readLogKey(test.world)) ?? "");
      const proof = (await proofOf(test.world, actId, before.impronta)) ?? "";
      expect(checkProof(before.impronta, proof, key)).toMatchObject({ ok: true, signed: true });
    });
    // And away again from there, where there is no file with a key.
    const out = join(await aFolder(), "archivio");
    expect(await exportCommand({ from: { data: dir }, out, ...italian }, io)).toBe(0);
    said = "";
    expect(await restoreCommand({ from: out, to: { data: join(out, "../di-nuovo") }, ...italian }, io)).toBe(1);
    expect(said).toContain("--new-log");
  });

  it("goes on where whoever extends it has its key already, and stops where they have not", async () => {
    const { dir, answer } = await restored({ keepLog: true });
    expect(answer).toMatchObject({ ok: true });
    await opened(dir, async (test) => {
      await draft(test, anAct());
      await expect(extend(test, new Uint8Array(32).fill(6))).rejects.toMatchObject({ code: "LOG_KEY_CHANGED" });
      expect(await readCheckpointText(test.world)).toBe(before.checkpoint);
      expect(await extend(test, secret)).toBeGreaterThan(0);
    });
  });

  it("whose key is lost on a machine is ended by a command, once", async () => {
    const dir = await copyOfWorld(data);
    dirs.push(dir);
    said = "";
    expect(await newLogCommand({ store: { data: dir }, ...italian }, io)).toBe(0);
    expect(said).toMatch(/\/log\/TEST è finito con \d+ voci/);
    expect(await newLogCommand({ store: { data: dir }, ...italian }, io)).toBe(1);
    await opened(dir, async (test) => {
      expect(await readCheckpointText(test.world, 1)).toBe(before.checkpoint);
      await extend(test, new Uint8Array(32).fill(6));
      expect(readCheckpoint((await readCheckpointText(test.world)) ?? "")?.origin).toMatch(/\/log\/2\/TEST$/);
    });
  });
});
