// No page of the app goes by unseen: every address that is read has its samples or a reason, and every sample is of some
// address, of every state of an act and of every refusal that is a page.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actStates, stateLabels } from "../../../shared/act/index.ts";
import { openBrowser } from "../../support/browser.ts";
import { plainRoute } from "../../support/role-matrix.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";
import { samplePages } from "../sample-pages.ts";
import { faultsOn, noFaults } from "./check-page.ts";
import { livePages, pagesOf } from "./page-routes.ts";
import { watchPage } from "./watch.ts";

let site: TestSite;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([openTestSite(), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const samples = samplePages("it");
const routes = () => [
  ...new Set(
    site.routes
      .filter(({ method, path }) => method === "GET" && !path.startsWith("/api/v1/") && !/^\/(\w+\/)?\*$/.test(path))
      .map(({ path }) => plainRoute(path)),
  ),
];

describe("every address that is read", () => {
  it("has its pages among the samples, or a reason why it has none", () => {
    expect(routes().filter((path) => !(path in pagesOf) && !livePages.includes(path))).toEqual([]);
    expect([...Object.keys(pagesOf), ...livePages].filter((path) => !routes().includes(path))).toEqual([]);
  });

  it("names samples that exist, in both languages", () => {
    const named = Object.values(pagesOf).flatMap((pages) => ("none" in pages ? [] : pages));
    expect(named.filter((name) => !(name in samples))).toEqual([]);
    expect(Object.keys(samplePages("en"))).toEqual(Object.keys(samples));
  });
});

it("every state of an act is seen by its officer", () => {
  const acts = Object.entries(samples).filter(([name]) => /^(act|long-act)/.test(name));
  const unseen = actStates.filter(
    (state) => !acts.some(([, page]) => new RegExp(`class="tag tag-\\w+">${stateLabels[state].it}<`).test(page)),
  );
  expect(unseen).toEqual([]);
});

it.each(["it", "en"] as const)(
  "the API's own pages are as a public body's pages must be, in %s",
  { timeout: 180_000 },
  async (lang) => {
    const page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
    const watch = watchPage(page, site.url);
    for (const path of livePages.map((one) => one.replace(":code", "REQUEST_NOT_VALID"))) {
      await page.goto(`${site.url}${path}?lang=${lang}`);
      const faults = await faultsOn(page, lang);
      // The page of a code tells its sentence as it is before anything is filled in.
      const said = faults.typography.filter((one) => !/^«\w+» was not filled/.test(one));
      expect([path, { ...faults, typography: said }]).toEqual([path, noFaults]);
    }
    expect(watch.take()).toEqual([]);
    await page.context().close();
  },
);
