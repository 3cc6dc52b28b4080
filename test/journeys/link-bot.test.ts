// A mail scanner in a real browser: it follows every link, runs every script, fills every field and presses every button.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAct } from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import { openBrowser } from "../support/browser.ts";
import { headOf, must, newestToken, rup, submitted } from "../support/journey.ts";
import { openTestSite, type TestSite } from "../support/site.ts";
import { storedDecisions } from "../support/stored-decisions.ts";
import { dumpItems } from "../support/world.ts";

let site: TestSite;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([openTestSite(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const guesses = ["000000", "123456", "APPROVE", "Va bene, approvato così."];

/** Fills what there is and presses the n-th button of the page; answers whether there was one. */
async function press(page: Page, n: number, guess: string): Promise<boolean> {
  const buttons = page.locator("main button:visible, main input[type=submit]:visible");
  if ((await buttons.count()) <= n) return false;
  for (const field of await page.locator("main input:visible, main textarea:visible").all()) {
    const type = await field.getAttribute("type");
    if (type === "radio" || type === "checkbox") await field.check({ timeout: 500 }).catch(() => undefined);
    else await field.fill(guess, { timeout: 500 }).catch(() => undefined);
  }
  await buttons
    .nth(n)
    .click({ timeout: 1_000 })
    .catch(() => undefined);
  await page.waitForLoadState("load").catch(() => undefined);
  return true;
}

async function crawl(context: BrowserContext, start: string): Promise<Set<string>> {
  const seen = new Set<string>();
  const waiting = [start];
  for (let address = waiting.pop(); address !== undefined && seen.size < 7; address = waiting.pop()) {
    if (seen.has(address)) continue;
    seen.add(address);
    const page = await context.newPage();
    for (let n = 0; n < 3; n += 1) {
      await page.goto(address).catch(() => undefined);
      // The script of the link's page posts the token by itself.
      if (address === start) await page.waitForURL(/\/f\/conferma$/, { timeout: 3_000 }).catch(() => undefined);
      if (!(await press(page, n, guesses[n] ?? "x"))) break;
    }
    const hrefs = await page.locator("a[href]").evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    for (const href of hrefs) if (href.startsWith(`${site.url}/f`)) waiting.push(href);
    for (const own of ["/f/documento", "/f/ricevuta", "/f/app", "/f/atto", "/f/conferma"]) waiting.push(site.url + own);
    await page.close();
  }
  return seen;
}

describe("a bot that follows every link, runs scripts and presses every button", { timeout: 120_000 }, () => {
  it("cannot decide, reads nothing of the act, and leaves no opening as evidence", async () => {
    const subject = "Affidamento che nessun programma deve leggere";
    const actId = await submitted(site, anAct({ subject }));
    const token = await newestToken(site, actId, rup.email);
    const before = await headOf(site, actId);
    const context = await browser.newContext();
    const bodies: string[] = [];
    context.on("response", (response) => {
      if (response.headers()["content-type"]?.includes("html"))
        void response.text().then(
          (text) => bodies.push(text),
          () => undefined,
        );
    });
    const seen = await crawl(context, `${site.url}/f#${token}`);
    await context.close();
    expect(seen.size).toBeGreaterThan(5);
    expect(bodies.length).toBeGreaterThan(8);
    expect(bodies.filter((text) => text.includes("nessun programma"))).toEqual([]);
    expect(await headOf(site, actId)).toEqual(before);
    expect(storedDecisions(dumpItems(site.dir))).toEqual([]);
    const types = must(await readAct(site.world, actId)).history.map((entry) => entry.type);
    expect(types).not.toContain("act.opened.v1");
    // It pressed "send the code" too: the person's telephone was asked for no more than the limit.
    expect((await site.messages.list()).length).toBeGreaterThan(0);
    expect((await site.messages.list()).length).toBeLessThanOrEqual(5);
  });

  it("leaves the link as it was: its person still decides with it", async () => {
    expect([site.told, site.faults]).toEqual([[], []]);
    site.clock.forward(25 * 3_600_000);
    const link = dumpItems(site.dir).filter((item) => item.sk === "TOK");
    expect(link.map((item) => item["state"])).toEqual(["ACTIVE"]);
    expect(dumpItems(site.dir).filter((item) => "usedLink" in item)).toEqual([]);
  });
});
