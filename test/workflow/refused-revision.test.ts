// What is refused is not stored: an object of a revision that never was would stay in the vault for ever.
import { expect, it } from "vitest";
import { saveRevision } from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import { codeOf, draft, headOf, must, officer, submitted } from "../support/journey.ts";
import { openTestWorld, type TestWorld } from "../support/world.ts";

async function vault(test: TestWorld): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of test.objects.heads("vault")) keys.push(key);
  return keys.sort();
}

it("a revision that is refused leaves no object, and one that is taken leaves its own", async () => {
  const test = await openTestWorld();
  const actId = await draft(test, anAct());
  const sent = await submitted(test, anAct({ subject: "Inviato" }));
  const { ver: seenVer } = await headOf(test, actId);
  const before = await vault(test);
  const data = anAct({ subject: "Un oggetto corretto" });
  const save = (over: Partial<Parameters<typeof saveRevision>[1]>, once?: string) => {
    const use = { tenant: test.world.settings.tenant, scope: "save", key: once ?? "", request: "same" };
    const world = once === undefined ? test.world : { ...test.world, once: use };
    return saveRevision(world, { actId, by: officer, seenVer, data, ...over });
  };
  expect(codeOf(await save({ seenVer: seenVer + 7 }))).toBe("STALE_VERSION");
  expect(codeOf(await save({ actId: sent }))).not.toBe("ok");
  expect(codeOf(await save({ actId: "NONE" }))).toBe("ACT_NOT_FOUND");
  expect(await vault(test)).toEqual(before);
  const { rev, data: stored } = must(await save({}, "k1"));
  expect([rev, await vault(test)]).toEqual([2, [...before, stored.key].sort()]);
  expect(must(await save({}, "k1")).rev).toBe(2);
  expect(codeOf(await save({}, "k2"))).toBe("STALE_VERSION");
});
