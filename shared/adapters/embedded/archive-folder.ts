import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { appendFile, lstat, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ArchiveFiles } from "../../workflow/ports/archive-files.ts";
import type { ByteStream } from "../../workflow/ports/objects.ts";
import { hasCode, makeFolderDurably, syncFolder } from "./object-place.ts";
import { writeBytes } from "./write-bytes.ts";

async function* entriesIn(root: string, under: string): AsyncGenerator<{ path: string; length: number | null }> {
  for (const name of (await readdir(join(root, under))).sort()) {
    const path = under === "" ? name : `${under}/${name}`;
    const known = await lstat(join(root, path));
    if (known.isDirectory()) yield* entriesIn(root, path);
    else yield { path, length: known.isFile() ? known.size : null };
  }
}

async function* bytesIn(file: Awaited<ReturnType<typeof open>>): ByteStream {
  try {
    yield* file.createReadStream({ autoClose: false });
  } finally {
    await file.close();
  }
}

/**
 * An archive as a folder, readable by its owner only. `write` puts a file beside, syncs it and renames it.
 * Paths are those that the archive's own layout makes: none comes from what an archive says.
 */
export async function openArchiveFolder(dir: string): Promise<ArchiveFiles> {
  await makeFolderDurably(dir);
  return {
    list: () => entriesIn(dir, ""),
    async read(path) {
      try {
        // A link in an archive that somebody else made could lead anywhere (CWE-59).
        const file = await open(join(dir, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
        return bytesIn(file);
      } catch (fault) {
        if (hasCode(fault, "ENOENT", "ENOTDIR")) return undefined;
        throw fault;
      }
    },
    has: async (path) => (await lstat(join(dir, path)).catch(() => undefined))?.isFile() ?? false,
    async write(path, bytes) {
      const place = join(dir, path);
      await makeFolderDurably(dirname(place));
      const beside = `${place}.${randomBytes(6).toString("hex")}.tmp`;
      try {
        await writeBytes(beside, bytes, Number.MAX_SAFE_INTEGER);
        await rename(beside, place);
      } finally {
        await rm(beside, { force: true });
      }
      await syncFolder(dirname(place));
    },
    async append(path, bytes) {
      await mkdir(dirname(join(dir, path)), { recursive: true, mode: 0o700 });
      await appendFile(join(dir, path), bytes, { mode: 0o600 });
    },
    removeFolder: (path) => rm(join(dir, path), { recursive: true, force: true }),
  };
}

/** Whether nothing is there yet: no such folder, or an empty one. */
export async function isEmptyFolder(dir: string): Promise<boolean> {
  try {
    return (await readdir(dir)).length === 0;
  } catch (fault) {
    if (hasCode(fault, "ENOENT")) return true;
    throw fault;
  }
}
