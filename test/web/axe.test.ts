import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../support/browser.ts";
import { samplePages } from "./sample-pages.ts";
import { serveSamples } from "./serve-samples.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

let browser: Browser;
let context: BrowserContext;
let page: Page;
let server: Awaited<ReturnType<typeof serveSamples>>;
const foreign: string[] = [];
const refused: string[] = [];

beforeAll(async () => {
  server = await serveSamples();
  browser = await openBrowser();
  context = await browser.newContext({ reducedMotion: "reduce" });
  page = await context.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith(server.origin)) foreign.push(request.url());
  });
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) refused.push(message.text());
  });
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

type Violation = { id: string; nodes: { html: string }[] };

// English has the same markup: a few pages of it show whether its longer words fit.
const inEnglish = [
  ...["public-act", "act-blocked", "signatory-approve", "new-act", "factor-all", "app-pending", "signatory-opinion"],
  ...[
    "visto-ask",
    "visto-sign",
    "batch",
    "batch-results",
    "offices",
    "settings",
    "settings-mail",
    "settings-look-wrong",
  ],
  ...["set-up-code", "set-up-people", "set-up-signing", "set-up-operator-wrong", "set-up-missing"],
];
const names = { it: Object.keys(samplePages("it")), en: inEnglish };

/** What axe-core finds on the page, one line a rule. */
async function violationsOn(view: Page): Promise<string[]> {
  return view.evaluate(async (only) => {
    const { axe: run } = window as unknown as {
      axe: { run: (root: Document, options: object) => Promise<{ violations: Violation[] }> };
    };
    const found = await run.run(document, { runOnly: only, resultTypes: ["violations"] });
    return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  }, tags);
}

describe.each(["it", "en"] as const)("in %s", (lang) => {
  test.each(names[lang])("%s breaks no rule of WCAG 2.1 AA and fits a phone", async (name) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`${server.origin}/${lang}/${name}`);
    // Folded parts count too.
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.evaluate(axe);
    expect(await violationsOn(page)).toEqual([]);
  });
});

test("the checker does find what is wrong", async () => {
  await page.setContent('<html lang="it"><body><input id="x"><img src="data:,"></body></html>');
  await page.evaluate(axe);
  expect(await violationsOn(page)).toEqual(expect.arrayContaining([expect.stringMatching(/^label:/)]));
});

test("no page asked a third party for anything, and the content policy refused nothing", () => {
  expect(foreign).toEqual([]);
  expect(refused).toEqual([]);
});
