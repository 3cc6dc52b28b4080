import { randomBytes } from "node:crypto";
import { link, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

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
  const temporary = `${path}.${process.pid}-${randomBytes(6).toString("hex")}.tmp`;
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

/** Removes what a `putFile` that was killed left in the folder; leaves alone what a running process is writing. */
export async function removeStaleTemporaries(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    const pid = Number(/\.(\d+)-[0-9a-f]{12}\.tmp$/.exec(name)?.[1]);
    const known = pid > 0 ? await stat(join(dir, name)).catch(ignoring("ENOENT")) : undefined;
    if (known && isGone(pid, known.mtimeMs)) await rm(join(dir, name), { force: true });
  }
}

/** Whether whoever wrote it is gone. A number of ours that is older than we are was a process before us. */
function isGone(pid: number, writtenMs: number): boolean {
  if (pid === process.pid) return writtenMs < performance.timeOrigin;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM: not ours to signal, but there.
    return !isCode(error, "EPERM");
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

const ignoring = (code: string) => (error: unknown) => {
  if (!isCode(error, code)) throw error;
  return undefined;
};
