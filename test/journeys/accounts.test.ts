// In a real browser: an operator invites an officer, who sets a password, connects an app and comes in with its code; and
// the same officer comes in by the body's identity provider, on its own pages' script and without.
import { TOTP } from "otpauth";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoPassword } from "../../local/demo/borgo-sereno.ts";
import { mailedToken, passphrase } from "../support/accounts.ts";
import { openBrowser } from "../support/browser.ts";
import { type OidcSite, openOidcSite } from "../support/oidc-site.ts";

let browser: Browser;
let site: OidcSite;
beforeAll(async () => {
  browser = await openBrowser();
  site = await openOidcSite();
  await site.signedIn("elena.verifica", ["operator"]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const refused: string[] = [];
async function pageOf(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) refused.push(message.text());
  });
  return page;
}

async function signIn(page: Page, who: string, password: string): Promise<void> {
  await page.goto(`${site.url}/accesso`);
  await page.fill("#username", who);
  await page.fill("#password", password);
  await page.getByRole("button", { name: "Accedi" }).click();
}

const email = "sara.inventata@borgosereno.example";

describe("an officer", { timeout: 120_000 }, () => {
  it("is invited, sets a password, connects an app and comes in with its code", async () => {
    const desk = await pageOf(await browser.newContext());
    await signIn(desk, "elena.verifica", demoPassword);
    await desk.waitForURL(`${site.url}/ufficio`);
    await desk.goto(`${site.url}/gestione/persone`);
    await desk.getByText("Aggiungi una persona").click();
    await desk.fill("#name", "Sara Inventata");
    await desk.fill("#who", "sara.inventata");
    await desk.fill("#email", email);
    await desk.fill("#office", "Segreteria generale");
    await desk.fill("#fiscalCode", "NVNSRA85A41Z999X");
    await desk.getByLabel("istruttore").check();
    await desk.getByRole("button", { name: "Aggiungi" }).click();
    await desk.waitForURL(/fatto=added/);

    const context = await browser.newContext();
    const page = await pageOf(context);
    await page.goto(`${site.url}/password#${await mailedToken(site, email)}`);
    await page.waitForURL(`${site.url}/password/apri`);
    expect(await page.inputValue("#username")).toBe("sara.inventata");
    await page.fill("#password", passphrase);
    await page.fill("#again", passphrase);
    await page.getByRole("button", { name: "Registra la password" }).click();
    await page.waitForURL(/fatto=password/);
    await signIn(page, "sara.inventata", passphrase);
    await page.waitForURL(`${site.url}/ufficio`);

    await page.getByRole("link", { name: "Sara Inventata" }).click();
    await page.fill("#old-app", passphrase);
    await page.getByRole("button", { name: "Mostra il codice da inquadrare" }).click();
    const secret = ((await page.locator(".key-text").textContent()) ?? "").replaceAll(" ", "");
    const code = () => new TOTP({ secret }).generate({ timestamp: Date.parse(site.clock.now()) });
    await page.fill("#code", code());
    await page.getByRole("button", { name: "Conferma e collega" }).click();
    expect(await page.locator(".recovery-codes li").count()).toBe(10);
    await page.getByRole("link", { name: "Li ho conservati" }).click();
    await page.getByRole("button", { name: "Esci" }).click();

    site.clock.forward(30_000);
    await signIn(page, "sara.inventata", passphrase);
    await page.waitForURL(`${site.url}/accesso/codice`);
    await page.fill("#code", code());
    await page.getByRole("button", { name: "Entra", exact: true }).click();
    await page.waitForURL(`${site.url}/ufficio`);
  });

  it.each([
    ["with script", true],
    ["without script", false],
  ])(
    "comes in by the identity provider, back to the page that was asked for, and out: %s",
    async (_name, javaScriptEnabled) => {
      site.provider.persona = { sub: "sara", claims: { fiscal_number: "TINIT-NVNSRA85A41Z999X" } };
      const context = await browser.newContext({ javaScriptEnabled });
      const page = await pageOf(context);
      await page.goto(`${site.url}/ufficio/accesso`);
      await page.getByRole("button", { name: "Entri con" }).click();
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Prosegui" }).click();
      await page.waitForURL(`${site.url}/ufficio/accesso`);
      expect(await page.textContent("main")).toContain("con il servizio di identità");
      // The provider is another port of the same host, which cookies do not tell apart.
      const all = await context.cookies(site.url);
      const cookies = all.filter(({ name }) => name.startsWith("visto_"));
      expect(cookies.length).toBeGreaterThan(1);
      expect(cookies.map(({ sameSite, httpOnly }) => [sameSite, httpOnly])).toEqual(
        cookies.map(() => ["Strict", true]),
      );
      await page.getByRole("button", { name: "Esci" }).click();
      await page.waitForURL((url) => url.origin === site.provider.issuer);
      await page.goto(`${site.url}/ufficio`);
      expect(page.url()).toContain("/accesso?verso=");
      await context.close();
    },
  );
});

it("and the content policy refused nothing on the way", () => {
  expect(refused).toEqual([]);
  expect([site.told, site.faults]).toEqual([[], []]);
});
