// A passkey in a real browser, with Chromium's own virtual authenticator: enrolled after a code, then used instead of one.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { passkeysFor } from "../../shared/adapters/network/passkeys.ts";
import { anAct } from "../support/acts.ts";
import { openBrowser } from "../support/browser.ts";
import { openLinkIn } from "../support/desk.ts";
import { newestToken, rup, submitted } from "../support/journey.ts";
import { openTestSite, type TestSite } from "../support/site.ts";
import { dumpItems } from "../support/world.ts";

let site: TestSite;
let browser: Browser;
let url: string;
beforeAll(async () => {
  browser = await openBrowser();
  // Passkeys need a name: the same server, by its name.
  site = await openTestSite({
    wrap: (world) => {
      url = world.settings.baseUrl.replace("127.0.0.1", "localhost");
      const passkeys = passkeysFor({ origin: url, name: world.settings.name });
      return { ...world, ...(world.factors ? { factors: { ...world.factors, passkeys } } : {}) };
    },
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

async function withAuthenticator(page: Page, isVerified: boolean): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: isVerified,
      automaticPresenceSimulation: true,
    },
  });
}

it("is enrolled after a code, confirms the next opening alone, and its answer is worth nothing again", {
  timeout: 90_000,
}, async () => {
  const actId = await submitted(site, anAct());
  const link = `${url}/f#${await newestToken(site, actId, rup.email)}`;
  const context = await browser.newContext();
  const page = await openLinkIn(context, link, site);
  await withAuthenticator(page, true);
  await page.goto(`${url}/f/app`);
  // The same page anew, when the device is in: its address says nothing of that.
  const anew = page.waitForEvent("load");
  await page.getByRole("button", { name: "Aggiungi questo dispositivo" }).click();
  await anew;
  await expect.poll(() => dumpItems(site.dir).filter((item) => item.sk === "PASSKEYS").length).toBe(1);

  await page.goto("about:blank");
  await page.goto(link);
  await page.waitForURL(/\/f\/conferma$/);
  const posted = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/f/conferma"));
  await page.getByRole("button", { name: "Usa la passkey" }).click();
  await page.waitForURL(/\/f\/atto$/);
  expect(await page.locator("main").innerText()).toContain("Responsabile unico del progetto");

  const answer = new URLSearchParams((await posted).postData() ?? "").get("code") ?? "";
  expect(JSON.parse(answer)).toMatchObject({ type: "public-key" });
  await page.goto("about:blank");
  await page.goto(link);
  await page.waitForURL(/\/f\/conferma$/);
  const replayed = await page.evaluate(async (code) => {
    const form = document.querySelector("form[data-passkey]");
    const fields = new URLSearchParams(new FormData(form as HTMLFormElement) as never);
    fields.set("code", code);
    return (await fetch("/f/conferma", { method: "POST", body: fields })).status;
  }, answer);
  expect(replayed).toBe(422);
  await context.close();
  expect([site.told, site.faults]).toEqual([[], []]);
});
