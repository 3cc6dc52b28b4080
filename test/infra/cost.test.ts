import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  type Assumptions,
  type Held,
  monthCost,
  type Prices,
  type Requests,
  totalOf,
} from "../../infra/cost/month-cost.ts";
import { functions } from "../../infra/functions.ts";
import { root } from "./stacks.ts";

const json = (name: string): unknown => JSON.parse(readFileSync(join(root, "infra/cost", name), "utf8"));
const prices = json("prices.json") as Prices & { readonly date: string; readonly source: string };
const requests = json("requests.json") as Requests;
const assumptions = json("assumptions.json") as Assumptions;
const held: Held = {
  keys: 1,
  secrets: 2,
  alarms: 70,
  metrics: 9,
  dashboards: 1,
  queues: 22,
  webAcls: 0,
  wafRules: 0,
  scans: 0,
};
const given = { prices, requests, assumptions, held, functions };
const dollars = (acts: number, over: Partial<typeof given> = {}) => totalOf(monthCost(acts, { ...given, ...over }));

it("has prices with their day and where they come from, and says that nobody checked them", () => {
  expect(prices.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(prices.source).toContain("not checked online");
});

it("adds as much for the second thousand acts as for the first, and something for none", () => {
  expect(dollars(0)).toBeGreaterThan(0);
  const logless = { functions: functions.filter(({ signsLog }) => !signsLog) };
  const added = (from: number, over: Partial<typeof given> = {}) => dollars(from + 1000, over) - dollars(from, over);
  expect(added(1000, logless)).toBeCloseTo(added(0, logless), 6);
  // Batches of the public log are gathered: the more acts, the fewer each.
  expect(added(1000)).toBeLessThanOrEqual(added(0));
  expect(added(101_000)).toBeCloseTo(added(100_000), 6);
});

it("counts what is a setting only where it is set", () => {
  const names = (over: Partial<Held>) => monthCost(1, { ...given, held: { ...held, ...over } }).map(({ what }) => what);
  expect(names({})).not.toContain("WAF");
  expect(names({ webAcls: 1, wafRules: 2, scans: 1 })).toEqual(expect.arrayContaining(["WAF", "GuardDuty"]));
});

it("knows how long each function takes", () => {
  expect(Object.keys(assumptions.secondsOf).sort()).toEqual(functions.map(({ name }) => name).sort());
});

it("names the price or the count that is missing", () => {
  expect(() => dollars(1, { prices: { ...prices, ses: {} } })).toThrow("ses.mailThousand");
  expect(() => dollars(1, { requests: { ...requests, perAct: {} } })).toThrow(/^requests\.json: \w+ is missing$/);
});

it("is under what a machine that is always on costs, for a thousand acts without their bytes", () => {
  const bytes = monthCost(1000, given).find(({ what }) => what === "bytes out")?.dollars ?? 0;
  expect(dollars(1000) - bytes).toBeLessThan(31);
});
