// Counts what acts ask of the services; `npm run simulate-month` does the same for a whole month and prints it.
import { beforeAll, describe, expect, it } from "vitest";
import { noCounts } from "./count-items.ts";
import { hotKeys } from "./hot-keys.ts";
import { type Month, runMonth } from "./month.ts";

/** Eleven minutes of the acts' clock: the lists of open data are written as often as they ever are. */
const acts = 11;
const monthOfActs = 100_000;
let two: Month;
let many: Month;
beforeAll(async () => {
  two = await runMonth({ acts: 2, seconds: Number.POSITIVE_INFINITY, log: true });
  many = await runMonth({ acts, seconds: Number.POSITIVE_INFINITY, log: true });
}, 600_000);

describe("an act with three attachments and three decisions", () => {
  it("is decided by three people, each by the link of their mail", () => {
    expect(many.perAct).toMatchObject({ decisions: 3, uploads: 4 });
  });

  it("reads each attachment once: its impronta and its signatures come of the same pass", () => {
    expect(many.perAct.readsPerAttachment).toBe(1);
  });

  it("writes at most 150 units, the log's among them, which is what it may", () => {
    expect(many.perAct.writeUnits).toBeLessThanOrEqual(150);
    expect(many.perAct.chargedWriteUnits).toBeLessThanOrEqual(248);
  });

  it("writes its head with each change as one unit, and in no index again but when it is listed", () => {
    const units = (kind: string) => (many.items.kinds.get(kind) ?? 0) / acts;
    expect(units("HEAD")).toBeLessThanOrEqual(20);
    expect([units("HEAD in gsi2"), units("HEAD in gsi3")]).toEqual([1, 1]);
  });

  it("costs the same however many there were before", () => {
    // The lists of the open data are written for all acts of their ten minutes together.
    const own = ({ items: { changes }, perAct: { acts } }: Month) => {
      const counted = [...changes].filter(([change]) => !/FILE|DIRTY/.test(change)).map(([, one]) => one);
      const sum = (of: "units" | "times") => counted.reduce((total, one) => total + one[of], 0) / acts;
      return { units: sum("units"), transactions: sum("times") };
    };
    expect(own(many).units / own(two).units).toBeCloseTo(1, 2);
    expect(own(many).transactions / own(two).transactions).toBeCloseTo(1, 2);
  });
});

describe("a month of 100,000 acts", () => {
  it("takes with no key over a hundredth of its writes, the counters of register and log aside", () => {
    const hot = hotKeys(many.items, { counted: acts, month: monthOfActs });
    expect(hot.filter(({ counter, part }) => part > 0.01 && !counter)).toEqual([]);
    expect(hot.filter(({ counter }) => counter).map(({ units }) => units)).toEqual([1, 1]);
  });

  it("has no key of which nobody said how it spreads", () => {
    const items = { ...noCounts(), partitions: new Map([["T#borgo-sereno#NUOVO", 1]]), writeUnits: 1 };
    expect(() => hotKeys(items, { counted: 1, month: 1 })).toThrow(/NUOVO/);
  });
});
