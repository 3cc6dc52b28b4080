import { randomBytes } from "node:crypto";
import { link, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Reads a file whole; `undefined` when there is none. */
export async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/**
 * Puts a file in place whole, readable by its owner only: after a kill there is the old file or the new one.
 *
 * With `keepExisting` the first writer wins, also between processes, and the others' bytes are dropped.
 */
export async function putFile(path: string, bytes: Uint8Array, { keepExisting }: { keepExisting: boolean }) {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    // A link, unlike a rename, fails when the name is taken.
    if (keepExisting) await link(temporary, path).catch(ignoring("EEXIST"));
    else await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

const ignoring = (code: string) => (error: unknown) => {
  if (!isCode(error, code)) throw error;
};
