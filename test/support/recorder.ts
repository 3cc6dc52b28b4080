import { readFile } from "node:fs/promises";
import type { Io } from "../../cli/io.ts";

/** What a command prints, kept; files are read where they are. */
export function recorder(): { readonly texts: { out: string; err: string }; readonly io: Io } {
  const texts = { out: "", err: "" };
  const io: Io = {
    out: (text) => {
      texts.out += text;
    },
    err: (text) => {
      texts.err += text;
    },
    readFile: (path) => readFile(path),
    colour: false,
  };
  return { texts, io };
}
