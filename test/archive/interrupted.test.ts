// A restore whose process is killed: nothing serves what it left, and the same archive finishes it.
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openItems } from "../../local/open-items.ts";
import { openArchiveFolder } from "../../shared/adapters/embedded/archive-folder.ts";
import { formKey, restoreArchive } from "../../shared/workflow/index.ts";
import { archiveOf, digestsIn } from "../support/archive.ts";
import { openFolderStore } from "../support/archive-store.ts";
import { unpackRelease } from "../support/release-folder.ts";
import { runChild } from "../support/run-child.ts";
import { dumpItems, newFolder } from "../support/world.ts";

const dirs: string[] = [];
let archive: string;
let other: string;
let expected: Readonly<Record<string, string>>;

async function archiveOfRelease(name: string): Promise<string> {
  const { dir } = await unpackRelease(name);
  const store = await openFolderStore(dir);
  const made = await archiveOf(store);
  store.close();
  dirs.push(dir, made);
  return made;
}
beforeAll(async () => {
  archive = await archiveOfRelease("aa5541d");
  other = await archiveOfRelease("e11d6f0");
  expected = await digestsIn(archive);
});
afterAll(async () => {
  for (const dir of dirs) await rm(dir, { recursive: true, force: true });
});

/** Kills the process without any warning when it says that it writes for the n-th time. Answers how often it wrote. */
async function killedAt(to: string, nth: number): Promise<number> {
  const child = runChild(new URL("../archive/restore-child.ts", import.meta.url), archive, to);
  let writes = 0;
  for await (const said of child.lines) {
    writes += said === "write" ? 1 : 0;
    if (writes === nth) child.process.kill("SIGKILL");
  }
  await child.ended;
  return writes;
}

async function restore(to: string, of: string) {
  const store = await openFolderStore(to);
  try {
    return await restoreArchive(await openArchiveFolder(of), store);
  } finally {
    store.close();
  }
}

describe("a restore that is killed", () => {
  it("leaves a store that nothing serves and no other archive takes over, and is finished by its own", async () => {
    const whole = await newFolder();
    dirs.push(whole);
    const writes = await killedAt(whole, Number.POSITIVE_INFINITY);
    expect(writes).toBeGreaterThan(80);
    // The first object, the first items, among items, the word that it is whole.
    const objects = Object.keys(expected).filter((path) => path.startsWith("bytes/")).length;
    for (const nth of [2, objects + 4, Math.floor((objects + writes) / 2), writes]) {
      const to = await newFolder();
      dirs.push(to);
      await killedAt(to, nth);
      const form = dumpItems(to).find(({ pk }) => pk === formKey.pk);
      expect(form, `killed at ${nth}`).toMatchObject({ restoring: { manifest: expect.any(String) } });
      await expect(openItems(to)).rejects.toMatchObject({
        refusal: { code: "STORE_RESTORING", whoCanFix: "operator" },
      });
      expect(await restore(to, other)).toMatchObject({ ok: false, occupied: expect.stringContaining("restoring") });
      expect(await restore(to, archive)).toMatchObject({ ok: true, resumed: true });
      const store = await openFolderStore(to);
      const again = await archiveOf(store);
      store.close();
      dirs.push(again);
      expect(await digestsIn(again)).toEqual(expected);
    }
    // Five processes that start, on a machine that does other things.
  }, 240_000);

  it("is not begun in a store that holds anything", async () => {
    const { dir } = await unpackRelease("aa5541d");
    dirs.push(dir);
    const before = dumpItems(dir);
    expect(await restore(dir, archive)).toEqual({ ok: false, occupied: "items" });
    expect(dumpItems(dir)).toEqual(before);
    const objectsAlone = await newFolder();
    dirs.push(objectsAlone);
    const store = await openFolderStore(objectsAlone);
    await store.objects.create({ bucket: "vault", key: "k", type: "text/plain" }, new Uint8Array(1));
    store.close();
    expect(await restore(objectsAlone, archive)).toEqual({ ok: false, occupied: "vault/k" });
  });
});
