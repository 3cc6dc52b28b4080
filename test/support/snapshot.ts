import { join } from "node:path";
import { expect } from "vitest";
import { listFiles } from "./list-files.ts";
import { dumpItems, type TestWorld } from "./world.ts";

/** Everything that is stored in a product's folder: every item, and every file of objects and mail with its size. */
export async function snapshot(dir: string): Promise<{ items: unknown[]; files: string[] }> {
  const folders = await Promise.all(["objects", "mail"].map((name) => listFiles(join(dir, name))));
  return { items: dumpItems(dir), files: folders.flat() };
}

/** Expects that this changes no item, no object and no mail, now or by what it leaves due. Answers what it answers. */
export async function unchanged<T>(test: Pick<TestWorld, "dir" | "outbox">, work: () => Promise<T>): Promise<T> {
  await test.outbox.drain();
  const before = await snapshot(test.dir);
  const answer = await work();
  await test.outbox.drain();
  expect(await snapshot(test.dir)).toEqual(before);
  return answer;
}
