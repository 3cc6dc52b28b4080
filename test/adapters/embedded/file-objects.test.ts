// What is true of the file store alone: what lies on the disk, kill -9, stale temporaries, damaged files.
import { appendFile, mkdir, readFile, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { openFileObjects } from "../../../shared/adapters/embedded/file-objects.ts";
import type { ObjectHead } from "../../../shared/workflow/ports/objects.ts";
import { content, contentOf, sha256, someBytes, thenFails } from "../../support/bytes.ts";
import { listFiles } from "../../support/list-files.ts";
import { runChild } from "../../support/run-child.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const open = (dir: string, maxBytes?: number) =>
  openFileObjects({
    dir,
    now: () => new Date("2025-12-24T10:00:00Z"),
    secret: new Uint8Array(32).fill(1),
    uploadBase: "http://127.0.0.1:3000/uploads",
    ...(maxBytes !== undefined && { maxBytes }),
  });

const filesIn = async (dir: string) => (await listFiles(dir)).map((line) => relative(dir, line.replace(/ \d+$/, "")));

describe("the file store", () => {
  it("puts nothing but digests into the names of files, and each file of bytes is named by its own", async () => {
    const dir = await tempFolder();
    const objects = await open(dir);
    const keys = ["..\\..\\outside", "/etc/passwd", "Allegato A è 📎.pdf", "head.json", "a".repeat(900)];
    for (const key of keys) await objects.create({ bucket: "intake", key, type: "text/plain" }, Buffer.from(key));
    const files = await filesIn(dir);
    expect(files).toHaveLength(keys.length * 2);
    for (const file of files) {
      expect(file).toMatch(/^objects\/intake\/([0-9a-f]{2})\/\1[0-9a-f]{62}\/(head\.json|[0-9a-f]{64})$/);
      const name = basename(file);
      if (name !== "head.json") expect(sha256(await readFile(join(dir, file))).toLowerCase()).toBe(name);
    }
  });

  it("has every acknowledged object whole after kill -9, and nothing half of any other", async () => {
    const dir = await tempFolder();
    for (const stopAt of [1, 15, 40]) {
      const child = runChild(new URL("./programs/store-until-killed.ts", import.meta.url), dir, `${stopAt}`);
      const acknowledged: string[] = [];
      for await (const key of child.lines) {
        acknowledged.push(key);
        if (acknowledged.length === stopAt) child.process.kill("SIGKILL");
      }
      expect(await child.ended).toBe("SIGKILL");
      const objects = await open(dir);
      for (const key of acknowledged) expect(await objects.head({ bucket: "vault", key })).toBeDefined();
      for await (const head of objects.heads("vault")) {
        expect(await contentOf(await objects.read(head))).toBe(`20000 bytes ${head.sha256}`);
      }
      expect((await filesIn(dir)).filter((file) => file.startsWith("temp"))).toEqual([]);
    }
  });

  it("removes at the start what dead processes were receiving, and leaves alone what living ones are", async () => {
    const dir = await tempFolder();
    const child = runChild(new URL("./programs/store-until-killed.ts", import.meta.url), await tempFolder(), "x");
    child.process.kill("SIGKILL");
    await child.ended;
    const living = `${process.ppid}-living`;
    const names = {
      dead: `${child.process.pid}-dead`,
      living,
      ours: `${process.pid}-now`,
      before: `${process.pid}-before`,
      odd: "odd",
    };
    for (const name of Object.values(names)) {
      await mkdir(join(dir, "temp", name), { recursive: true });
      await writeFile(join(dir, "temp", name, "receiving"), "half");
    }
    await utimes(join(dir, "temp", names.before), new Date(0), new Date(0));
    await open(dir);
    const left = new Set((await filesIn(dir)).map((file) => file.split("/")[1]));
    expect([...left].sort()).toEqual([names.living, names.ours].sort());
  });

  it("leaves no temporary behind when streams fail while others succeed", async () => {
    const dir = await tempFolder();
    const objects = await open(dir);
    const target = (key: string) => ({ bucket: "vault", key, type: "text/plain" }) as const;
    await Promise.allSettled([
      objects.create(target("a"), thenFails(someBytes(10))),
      objects.create(target("b"), someBytes(10)),
      objects.create({ ...target("c"), length: 3 }, someBytes(10)),
    ]);
    expect((await filesIn(dir)).filter((file) => file.startsWith("temp"))).toEqual([]);
    expect(await objects.head(target("b"))).toBeDefined();
  });

  it("closes a stream that it stops reading", async () => {
    let closed = false;
    async function* endless() {
      try {
        for (;;) yield someBytes(1000);
      } finally {
        closed = true;
      }
    }
    const objects = await open(await tempFolder());
    expect(await objects.create({ bucket: "vault", key: "k", type: "text/plain", length: 5000 }, endless())).toEqual({
      ok: false,
      code: "WRONG_LENGTH",
    });
    expect(closed).toBe(true);
  });

  it("holds undeclared streams and permissions to the cap it was given", async () => {
    const dir = await tempFolder();
    const objects = await open(dir, 1000);
    const target = { bucket: "intake", key: "k", type: "text/plain" } as const;
    await expect(objects.create(target, someBytes(1001))).rejects.toMatchObject({ code: "BAD_LENGTH" });
    const terms = { ...target, length: 1001, expiresAt: "2025-12-24T11:00:00.000Z" };
    await expect(objects.permitUpload(terms)).rejects.toMatchObject({ code: "BAD_LENGTH" });
    expect(await filesIn(dir)).toEqual([]);
    expect(await objects.create(target, someBytes(1000))).toMatchObject({ created: true });
  });

  it("finds what another process stored after it was opened", async () => {
    const dir = await tempFolder();
    const [one, other] = await Promise.all([open(dir), open(dir)]);
    const target = { bucket: "portal", key: "k", type: "text/plain" } as const;
    await one.create(target, someBytes(10, 1));
    expect(await other.create(target, someBytes(10, 2))).toMatchObject({ created: false });
    const head = await other.head(target);
    expect(head && (await contentOf(await other.read(head)))).toBe(content(someBytes(10, 1)));
    const found: ObjectHead[] = [];
    for await (const each of other.heads("portal")) found.push(each);
    expect(found).toEqual([head]);
  });

  it.each<[string, (files: { head: string; bytes: string }) => Promise<void>]>([
    ["bytes that are longer than they were", ({ bytes }) => appendFile(bytes, "x")],
    ["bytes that are cut off", ({ bytes }) => writeFile(bytes, "x")],
    ["a head that is no JSON", ({ head }) => writeFile(head, "{")],
    ["a head without a digest", ({ head }) => writeFile(head, '{"bucket":"vault","key":"k"}')],
    [
      "the head of another object",
      async ({ head }) => writeFile(head, (await readFile(head, "utf8")).replace('"key":"k"', '"key":"other"')),
    ],
  ])("takes %s for a fault", async (_, damage) => {
    const dir = await tempFolder();
    const objects = await open(dir);
    const target = { bucket: "vault", key: "k", type: "text/plain" } as const;
    const created = await objects.create(target, someBytes(10));
    if (!created.ok) throw new Error(created.code);
    const head = join(dir, (await filesIn(dir)).find((file) => file.endsWith("head.json")) ?? "");
    await damage({ head, bytes: join(dirname(head), sha256(someBytes(10)).toLowerCase()) });
    await expect(objects.read(created.head).then(contentOf)).rejects.toThrow();
  });

  it("refuses a secret that is too short to sign with", async () => {
    const options = { dir: await tempFolder(), now: () => new Date(0), uploadBase: "http://127.0.0.1" };
    await expect(openFileObjects({ ...options, secret: new Uint8Array(16) })).rejects.toThrow(RangeError);
  });
});
