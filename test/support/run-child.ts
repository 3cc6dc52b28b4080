import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

export type Child = {
  readonly process: ChildProcessByStdio<null, Readable, null>;
  /** Each line that the program prints, until it ends. */
  readonly lines: AsyncIterable<string>;
  /** Resolves when the program has ended, with the signal or the exit code. */
  readonly ended: Promise<string | number | null>;
};

/** Starts a TypeScript program under plain Node, as the product runs: native type stripping, no bundler. */
export function runChild(program: URL, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, [fileURLToPath(program), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<string | number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(signal ?? code));
  });
  return { process: child, lines: createInterface({ input: child.stdout }), ended };
}
