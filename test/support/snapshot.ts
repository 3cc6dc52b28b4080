import { join } from "node:path";
import { listFiles } from "./list-files.ts";
import { dumpItems } from "./world.ts";

/** Everything that is stored in a product's folder: every item, and every file of objects and mail with its size. */
export async function snapshot(dir: string): Promise<{ items: unknown[]; files: string[] }> {
  const folders = await Promise.all(["objects", "mail"].map((name) => listFiles(join(dir, name))));
  return { items: dumpItems(dir), files: folders.flat() };
}
