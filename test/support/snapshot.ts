import { join } from "node:path";
import { expect } from "vitest";
import { listFiles } from "./list-files.ts";
import { dumpItems, type TestWorld } from "./world.ts";

/** Everything that is stored in a product's folder: every item, and every file of objects and mail with its size. */
export async function snapshot(dir: string): Promise<{ items: unknown[]; files: string[] }> {
  const folders = await Promise.all(["objects", "mail", "messages"].map((name) => listFiles(join(dir, name))));
  return { items: dumpItems(dir), files: folders.flat() };
}

/** What is counted of who asks, and is nothing of any act: tries, and the day of a key's last use. */
const isCount = (item: unknown) => /^LIM#|#KEYUSE#/.test(String((item as { pk: string }).pk));

/** Everything but the counts of tries: a no that a limit counted changed nothing of any act. */
export async function withoutCounts(dir: string): Promise<Awaited<ReturnType<typeof snapshot>>> {
  const { items, files } = await snapshot(dir);
  return { items: items.filter((item) => !isCount(item)), files };
}

/** Expects that this changes no item, no object and no mail, now or by what it leaves due. Answers what it answers. */
export async function unchanged<T>(test: Pick<TestWorld, "dir" | "outbox">, work: () => Promise<T>): Promise<T> {
  await test.outbox.drain();
  const before = await withoutCounts(test.dir);
  const answer = await work();
  await test.outbox.drain();
  expect(await withoutCounts(test.dir)).toEqual(before);
  return answer;
}
