import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Files } from "./io.ts";

/** The files of this machine and the standard input of this process. */
export const nodeFiles: Files = {
  openFile: async (path) => {
    const handle = await open(path, "r");
    return {
      read: async (buffer, position) => (await handle.read(buffer, 0, buffer.length, position)).bytesRead,
      close: () => handle.close(),
    };
  },
  sizeOf: async (path) => (await stat(path)).size,
  listFolder: async (path) => {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(path, entry.name))
      .sort();
  },
  inputLines: () => createInterface({ input: process.stdin }),
};
