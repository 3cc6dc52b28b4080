// Every face by the tab key alone: the focus is seen at each stop, nothing is out of order, out of reach or a trap.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../../support/browser.ts";
import { walk } from "../../support/keyboard-walk.ts";
import { serveSamples } from "../serve-samples.ts";

/** One page of every kind of each role. */
const kinds = [
  ...["portal-home", "transparency", "public-act", "albo", "verify", "verify-code", "open-data", "gone", "error-404"],
  ...["link", "factor-all", "app-pending", "signatory-approve", "signatory-sign", "visto-ask", "batch", "receipt-sign"],
  ...["login", "worklist", "new-act", "form-wrong", "act-draft", "act-blocked", "act-warnings", "route-editor"],
  ...["officer-omissis", "officer-outages", "import-read", "offices", "mailbox", "clock"],
];

let browser: Browser;
let server: Awaited<ReturnType<typeof serveSamples>>;
let page: Page;
beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveSamples()]);
  page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

test.each(kinds)("%s shows where the focus is at every stop, in order and without a trap", async (name) => {
  await page.goto(`${server.origin}/it/${name}`);
  const { stops, ...faults } = await walk(page);
  expect(stops).toBeGreaterThan(3);
  expect(faults).toEqual({ unseen: [], disordered: [], missed: [] });
});

test("the first stop of a page leads past the menu to what it is about", async () => {
  await page.goto(`${server.origin}/it/public-act`);
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe("Vai al contenuto principale");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("main")?.id)).toBe("contenuto");
});

test.each([
  ...["transparency", "form-wrong", "officer-omissis", "offices-refused", "login", "factor-wrong", "route-editor"],
  ...["refused-413", "conflict"],
])("%s puts the focus on what was refused", async (name) => {
  await page.goto(`${server.origin}/it/${name}`);
  await page.waitForFunction(() => document.activeElement !== document.body, undefined, { timeout: 5000 });
  expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("alert");
});

test("the walk does find what is wrong", async () => {
  await page.goto("about:blank");
  await page.setContent(
    '<html lang="it"><style>a:focus{outline:none}</style><body><a href="#1" tabindex="2">1</a><a href="#2" tabindex="1">2</a></body></html>',
  );
  const { unseen, disordered, missed } = await walk(page);
  expect([unseen.length, disordered.length, missed.length]).toEqual([1, 1, 1]);
});
