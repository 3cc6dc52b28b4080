import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as z from "zod";
import type { Item } from "../../shared/workflow/index.ts";
import { newFolder, openTestWorld, type TestWorld } from "./world.ts";

const stored = z.object({
  acts: z.record(z.string(), z.string()),
  items: z.array(z.record(z.string(), z.json())),
  files: z.record(z.string(), z.string()),
});

/** A world as an earlier version left it (test/fixtures/stored): its items, its objects, its mails, and its acts by name. */
export async function openStoredWorld(
  name: string,
): Promise<{ test: TestWorld; acts: Readonly<Record<string, string>> }> {
  const packed = await readFile(join(import.meta.dirname, "../fixtures/stored", `${name}.json.gz`));
  const { acts, items, files } = stored.parse(JSON.parse(gunzipSync(packed).toString("utf8")));
  const dir = await newFolder();
  for (const [path, base64] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), Buffer.from(base64, "base64"));
  }
  const test = await openTestWorld({ dir, furnished: true });
  for (const item of items) {
    const written = await test.world.items.transact([{ put: item as Item }]);
    if (!written.ok) throw new Error(written.reason);
  }
  return { test, acts };
}
