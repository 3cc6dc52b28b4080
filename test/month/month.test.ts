// Counts what acts ask of the services; `npm run simulate-month` does the same for a whole month and prints it.
import { beforeAll, describe, expect, it } from "vitest";
import { hottest, isOfOneAct, type Month, runMonth } from "./month.ts";

let two: Month;
let four: Month;
beforeAll(async () => {
  two = await runMonth({ acts: 2, seconds: Number.POSITIVE_INFINITY });
  four = await runMonth({ acts: 4, seconds: Number.POSITIVE_INFINITY });
}, 600_000);

describe("an act", () => {
  it("reads each attachment once: its impronta and its signatures come of the same pass", () => {
    expect(four.perAct.readsPerAttachment).toBe(1);
  });

  it("writes no more than was counted before: the goal of 150 units is not reached, and this keeps it from going away", () => {
    expect(four.perAct.writeUnits).toBeLessThanOrEqual(345);
  });

  it("costs the same however many there were before", () => {
    expect(four.perAct.writeUnits / two.perAct.writeUnits).toBeCloseTo(1, 1);
    expect(four.perAct.transactions / two.perAct.transactions).toBeCloseTo(1, 1);
  });

  it("takes with no shared partition key of the table over a hundredth of the writes, but for one that is known", () => {
    const shared = hottest(four).table.filter(([key, part]) => part > 0.01 && !isOfOneAct(key));
    // Which files of open data must be written again: some writes with each publication, far from 1,000 a second.
    expect(shared.filter(([key]) => !key.endsWith("#OPEN"))).toEqual([]);
    for (const [, part] of shared) expect(part).toBeLessThan(0.02);
  });
});
