import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { openArchiveFolder } from "../../shared/adapters/embedded/archive-folder.ts";
import { exportArchive, type RestoreStore } from "../../shared/workflow/index.ts";
import { listFiles } from "./list-files.ts";
import { newFolder } from "./world.ts";

/** Exports a store into a new folder. The caller removes it. */
export async function archiveOf(store: RestoreStore): Promise<string> {
  const dir = await newFolder();
  const exported = await exportArchive(store, await openArchiveFolder(dir));
  if (!exported.ok) throw new Error(JSON.stringify(exported.findings));
  return dir;
}

/** Every file of a folder with its digest. */
export async function digestsIn(dir: string): Promise<Readonly<Record<string, string>>> {
  const names = (await listFiles(dir)).map((line) => relative(dir, line.split(" ")[0] ?? "")).sort();
  const digests: Record<string, string> = {};
  for (const name of names)
    digests[name] = createHash("sha256")
      .update(await readFile(join(dir, name)))
      .digest("hex");
  return digests;
}
