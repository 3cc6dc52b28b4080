// Open data whose objects somebody lost: noted by whoever sees it, made anew by whoever knows the body, acts first.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findOpenFile, noteLostOpenData, publishOpenData } from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import { headOf, published } from "../support/journey.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../support/world.ts";

const lists = ["robots.txt", "sitemap.xml", "albo.xml", "catalogo.jsonld", "atti-2025.csv", "sitemap-2025.xml"];

async function withActs() {
  const test = await openTestWorld();
  const acts: string[] = [];
  for (const subject of ["Primo", "Secondo"]) {
    const { registration } = await headOf(test, await published(test, anAct({ subject })));
    acts.push(`atti/2025/${registration?.number}.json`);
  }
  await test.outbox.drain();
  return { test, acts };
}
const isThere = async (test: TestWorld, path: string) => {
  const found = await findOpenFile(test.world, path);
  return found !== undefined && (await test.world.objects.head(found.ref)) !== undefined;
};
const thereOf = async (test: TestWorld, paths: readonly string[]) =>
  Promise.all(paths.map((path) => isThere(test, path)));
const lose = (test: TestWorld) => rm(join(test.dir, "objects", "objects", "portal"), { recursive: true });

it("are made anew, each act's own and then the lists, and nothing is noted any more", async () => {
  const { test, acts } = await withActs();
  const all = [...acts, ...lists];
  expect(await thereOf(test, all)).toEqual(all.map(() => true));
  expect([await noteLostOpenData(test.world), await publishOpenData(test.world)]).toEqual([false, 0]);
  await lose(test);
  expect(await thereOf(test, all)).toEqual(all.map(() => false));
  expect(await noteLostOpenData(test.world)).toBe(true);
  await publishOpenData(test.world);
  expect(await thereOf(test, all)).toEqual(all.map(() => true));
  expect(dumpItems(test.dir).filter(({ sk }) => sk === "LOST")).toEqual([]);
  expect(await noteLostOpenData(test.world)).toBe(false);
});

it("go on where the last look ended", async () => {
  const { test, acts } = await withActs();
  await lose(test);
  await noteLostOpenData(test.world);
  const [note] = dumpItems(test.dir).filter(({ sk }) => sk === "LOST");
  if (!note) throw new Error("it is noted");
  const [first] = dumpItems(test.dir).filter(({ entry }) => entry !== undefined);
  await test.world.items.transact([{ put: { pk: note.pk, sk: note.sk, after: `2025#${first?.sk}` } }]);
  await publishOpenData(test.world);
  expect(await thereOf(test, acts)).toEqual([false, true]);
});
