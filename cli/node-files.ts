import { readSync } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Files } from "./io.ts";

/** The files of this machine and the standard input of this process. */
export const nodeFiles: Files = {
  openFile: async (path) => {
    const file = await open(path, "r");
    const opened = await file.stat({ bigint: true });
    return {
      changed: async () => {
        const now = await file.stat({ bigint: true });
        return now.size !== opened.size || now.mtimeNs !== opened.mtimeNs || now.ctimeNs !== opened.ctimeNs;
      },
      // Read where it is asked for: a thread that reads ahead costs a quarter more CPU than it saves in waiting, since
      // the kernel reads ahead anyway, and nothing else runs in this process.
      read: async (buffer, position) => readSync(file.fd, buffer, 0, buffer.length, position),
      close: () => file.close(),
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
