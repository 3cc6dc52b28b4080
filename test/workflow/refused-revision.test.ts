// What is refused is not stored: an object of a revision that never was would stay in the vault for ever.
import { expect, it } from "vitest";
import { commandOnce, saveRevision } from "../../shared/workflow/index.ts";
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
    const use = { tenant: test.world.settings.tenant, scope: "save", key: once ?? "k", request: "same" };
    const asked = { actId, by: officer, seenVer, data, ...over };
    return commandOnce(test.world, { use, actId: asked.actId }, (world) => saveRevision(world, asked));
  };
  expect(codeOf(await save({ seenVer: seenVer + 7 }))).toBe("STALE_VERSION");
  expect(codeOf(await save({ actId: sent }))).not.toBe("ok");
  expect(codeOf(await save({ actId: "NONE" }))).toBe("ACT_NOT_FOUND");
  expect(await vault(test)).toEqual(before);
  const first = must(await save({}, "k1"));
  const { data: stored } = await headOf(test, actId);
  expect([first.revision, await vault(test)]).toEqual([2, [...before, stored.key].sort()]);
  expect(must(await save({}, "k1"))).toEqual(first);
  expect(codeOf(await save({}, "k2"))).toBe("STALE_VERSION");
});

it("of the same revision sent five times at once one is made, and all are answered alike", async () => {
  const test = await openTestWorld();
  const actId = await draft(test, anAct());
  const { ver: seenVer } = await headOf(test, actId);
  const use = { tenant: test.world.settings.tenant, scope: "save", key: "five", request: "same" };
  const asked = { actId, by: officer, seenVer, data: anAct({ subject: "Inviato cinque volte insieme" }) };
  const told = await Promise.all(
    Array.from({ length: 5 }, () => commandOnce(test.world, { use, actId }, (world) => saveRevision(world, asked))),
  );
  expect(told.map(codeOf)).toEqual(["ok", "ok", "ok", "ok", "ok"]);
  expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
  expect((await headOf(test, actId)).rev).toBe(2);
});
