import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import * as z from "zod";
import { newFolder } from "./world.ts";

const fixtures = join(import.meta.dirname, "../fixtures/releases");
const headSchema = z.object({
  acts: z.record(z.string(), z.string()),
  files: z.array(z.tuple([z.string(), z.int()])),
});

/** The releases that left a data folder for tests, by the commit that made it. */
export const releases = async (): Promise<string[]> =>
  (await readdir(fixtures)).flatMap((name) => /^(.+)\.br$/.exec(name)?.[1] ?? []).sort();

/** The data folder of an earlier release, unpacked into a new one: the caller removes it. Its acts by their names. */
export async function unpackRelease(name: string): Promise<{ dir: string; acts: Readonly<Record<string, string>> }> {
  const whole = brotliDecompressSync(await readFile(join(fixtures, `${name}.br`)));
  const end = whole.indexOf(10);
  const { acts, files } = headSchema.parse(JSON.parse(whole.subarray(0, end).toString("utf8")));
  const dir = await newFolder();
  let at = end + 1;
  for (const [path, length] of files) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), whole.subarray(at, at + length));
    at += length;
  }
  return { dir, acts };
}
