import { expect, it } from "vitest";
import { anAct } from "../../support/acts.ts";
import { draft } from "../../support/journey.ts";
import { testLog } from "../../support/log.ts";
import { openTestWorld } from "../../support/world.ts";

it("a log that cannot be written holds up no act, and is told once a minute however often it is tried", async () => {
  const key = { ...testLog.key, sign: () => Promise.reject(new Error("the key is away")) };
  const test = await openTestWorld({ wrap: (world) => ({ ...world, log: { ...testLog, key } }) });
  await draft(test, anAct());
  const rounds = async (count: number) => {
    for (let round = 0; round < count; round += 1) await test.outbox.round();
    return test.faults.filter((fault) => fault.includes("the key is away")).length;
  };
  expect(await rounds(4)).toBe(1);
  test.clock.forward(60_000);
  expect(await rounds(4)).toBe(2);
});
