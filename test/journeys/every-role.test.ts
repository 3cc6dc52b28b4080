// Every role does its whole work with the keyboard alone, once with the pages' scripts and once where none runs: an
// officer, who approves, who signs, the accountant, the publisher, the operator and a citizen.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoPassword } from "../../local/demo/borgo-sereno.ts";
import { signP7m } from "../../local/test-signer/sign-p7m.ts";
import { listActs } from "../../shared/workflow/index.ts";
import { actWith, aFile } from "../support/acts.ts";
import { openBrowser } from "../support/browser.ts";
import { open } from "../support/desk.ts";
import { headOf, newestCode, newestToken, officer, rup, signatory } from "../support/journey.ts";
import { choose, chooseFile, press, submit, take, tick, write, writeDay } from "../support/keyboard.ts";
import { openTestSite, type TestSite } from "../support/site.ts";
import { dario, spendingOfTwin } from "../support/spending.ts";
import { watchPage } from "../web/quality/watch.ts";

const file = aFile("A");
const data = actWith([file], true, { ...spendingOfTwin(), subject: "Affidamento di prova senza mouse" });
const main = (page: Page) => page.locator("main").innerText();
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();
// A page gives the focus with its first picture, which may be after it is loaded.
const focusedRole = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("role"));

describe.each([
  ["with the pages' scripts", true],
  ["where no script runs", false],
] as const)("by keyboard alone, %s", { timeout: 180_000 }, (_, scripts) => {
  let site: TestSite;
  let browser: Browser;
  let desk: Page;
  let actId = "";
  const complaints: (() => string[])[] = [];

  const newContext = (): Promise<BrowserContext> =>
    browser.newContext({ locale: "it-IT", javaScriptEnabled: scripts, reducedMotion: "reduce", acceptDownloads: true });
  async function newPage(): Promise<Page> {
    const page = await (await newContext()).newPage();
    complaints.push(watchPage(page, site.url).take);
    return page;
  }
  async function signedIn(who: string): Promise<Page> {
    const page = await newPage();
    await page.goto(`${site.url}/accesso`);
    await write(page, page.locator("#username"), who);
    await write(page, page.locator("#password"), demoPassword);
    await page.keyboard.press("Enter");
    await page.waitForURL(`${site.url}/ufficio`);
    return page;
  }
  /** The act's page, once everything that is due was delivered. */
  async function actSays(...words: string[]): Promise<void> {
    await site.outbox.drain();
    await open(desk, `${site.url}/ufficio/atti/${actId}`);
    const text = await main(desk);
    for (const word of words) expect(text).toContain(word);
  }
  /** A file by the control, or by the plain form that stands in its place. */
  async function sends(page: Page, label: string, path: string): Promise<void> {
    await chooseFile(page, page.locator(scripts ? `#file-${label}` : `#plain-${label}`), path);
    const send = scripts
      ? page.locator(`[data-upload="${label}"] [data-send]`)
      : page.locator(`.plain-upload:has(#plain-${label}) button`);
    const loaded = page.waitForEvent("load", { timeout: 60_000 });
    await press(page, send);
    await loaded;
  }
  /** The personal link and the code of the second channel; without script the link is pasted, as the page says. */
  async function openedBy(email: string): Promise<Page> {
    const page = await newPage();
    const link = `${site.url}/f#${await newestToken(site, actId, email)}`;
    await page.goto(link);
    if (!scripts) {
      await write(page, page.locator("#token"), link);
      await page.keyboard.press("Enter");
    }
    await page.waitForURL(/\/f\/conferma$/);
    await submit(page, button(page, "Invia il codice"));
    await page.locator("#codice-otp").waitFor();
    await write(page, page.locator("#codice-otp"), await newestCode(site));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/f\/atto$/);
    return page;
  }
  async function signs(page: Page, given: string, fiscalCode: string): Promise<void> {
    const download = page.waitForEvent("download");
    await press(page, page.locator(given));
    const path = join(site.dir, "da-firmare");
    await (await download).saveAs(path);
    const signed = join(site.dir, "firmato.p7m");
    const signer = site.pki.signerFor(fiscalCode);
    await writeFile(signed, await signP7m(await readFile(path), signer, new Date(site.clock.now())));
    await sends(page, "firma", signed);
    await page.context().close();
    await site.outbox.drain();
  }

  beforeAll(async () => {
    [site, browser] = await Promise.all([openTestSite(), openBrowser()]);
    await site.signedIn(officer);
    await site.signedIn("prova.albo", ["publisher"]);
    await site.signedIn("prova.gestione", ["operator"]);
    desk = await signedIn(officer);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it("an officer is led to what was refused, writes the act, sends its file and submits it", async () => {
    await desk.goto(`${site.url}/ufficio/nuovo`);
    await write(desk, desk.locator("#json"), "{ non è JSON");
    await submit(desk, desk.locator("form:has(#json) button[type=submit]"));
    await expect.poll(() => focusedRole(desk)).toBe("alert");
    await write(desk, desk.locator("#json"), JSON.stringify(data));
    await press(desk, desk.locator("form:has(#json) button[type=submit]"));
    await desk.waitForURL(/\/ufficio\/atti\/\w+$/);
    actId = (await listActs(site.world, { limit: 1 })).heads[0]?.actId ?? "";
    await submit(desk, button(desk, "Conferma i dati"));
    const path = join(site.dir, "allegato-a.pdf");
    await writeFile(path, file.bytes);
    await sends(desk, "A", path);
    await actSays("Verificato");
    for (const box of await desk.locator('input[name="codes"]').all()) await tick(desk, box);
    for (const field of await desk.locator('textarea[name^="reason."]').all())
      await write(desk, field, "Letto e valutato: si procede.");
    await submit(desk, button(desk, "Conferma gli avvisi scelti"));
    await submit(desk, button(desk, "Invia in approvazione"));
    await actSays("In approvazione");
  });

  it("who approves is refused a return without reasons, keeps what was chosen, and approves", async () => {
    for (const email of [rup.email, dario.email]) {
      const page = await openedBy(email);
      if (email === rup.email) {
        await take(page, page.locator('input[name="choice"]'), page.locator("#scelta-RETURN"));
        await submit(page, button(page, "Registra la decisione"));
        await expect.poll(() => focusedRole(page)).toBe("alert");
        expect(await page.locator("#scelta-RETURN").isChecked()).toBe(true);
      }
      await take(page, page.locator('input[name="choice"]'), page.locator("#scelta-APPROVE"));
      await press(page, button(page, "Registra la decisione"));
      await page.waitForURL(/\/f\/ricevuta$/);
      expect(await main(page)).toContain("Approvazione registrata");
      await page.context().close();
      await site.outbox.drain();
    }
  });

  it("who signs downloads the fixed PDF, signs it outside and sends it back; the act is published", async () => {
    await signs(await openedBy(signatory.email), 'a[href="/f/documento"][download]', signatory.fiscalCode);
    await actSays("Pubblicato", "2706/2025");
  });

  it("the accountant prepares the visto, signs its statement and makes the act executive", async () => {
    const page = await openedBy(dario.email);
    await take(page, page.locator('input[name="outcome"]'), page.locator("#esito-FAVOURABLE"));
    await write(page, page.locator("#commitments"), "1234/2025");
    await submit(page, button(page, "Prepara la dichiarazione"));
    await page.locator('a[href="/f/visto/dichiarazione"]').waitFor();
    await signs(page, 'a[href="/f/visto/dichiarazione"]', dario.fiscalCode);
    expect(await headOf(site, actId)).toMatchObject({ state: "PUBLISHED", effect: "EXECUTIVE" });
  });

  it("the publisher records a day that the board was not there", async () => {
    const page = await signedIn("prova.albo");
    await page.goto(`${site.url}/ufficio/albo/giorni`);
    await writeDay(page, page.locator("#day"), "2025-12-24");
    await write(page, page.locator("#reason"), "Guasto della rete per dodici ore.");
    await submit(page, page.locator("form:has(#day) button[type=submit]"));
    expect(await main(page)).toContain("Guasto della rete per dodici ore. (registrato da prova.albo");
    await page.context().close();
  });

  it("the operator enters a substitute, after a refusal that leads to itself", async () => {
    const page = await signedIn("prova.gestione");
    const enter = async (to: string) => {
      await page.goto(`${site.url}/ufficio/uffici`);
      const form = page.locator("form:has(#sostituto-dal)");
      await press(page, page.locator("details:has(#sostituto-dal) > summary"));
      await choose(page, page.locator("#sostituto-ufficio"), "RUP");
      await choose(page, page.locator("#sostituto-chi"), "Dario Campione");
      await writeDay(page, page.locator("#sostituto-dal"), "2025-12-24");
      await writeDay(page, page.locator("#sostituto-al"), to);
      await write(page, page.locator("#sostituto-atto"), "decreto n. 9/2025");
      await write(page, page.locator("#sostituto-formula"), "per il titolare assente, il sostituto");
      await submit(page, form.locator("button[type=submit]"));
    };
    await enter("2025-01-01");
    await expect.poll(() => focusedRole(page)).toBe("alert");
    await enter("2026-01-06");
    expect(await main(page)).toContain("per il titolare assente, il sostituto");
    await page.context().close();
  });

  it("a citizen searches, reads, follows the QR code, and checks a file or is told how to without script", async () => {
    const page = await newPage();
    await page.goto(site.url);
    await press(page, page.locator('nav a[href="/trasparenza"]').first());
    await page.waitForURL(/\/trasparenza$/);
    await write(page, page.locator("#q"), "senza mouse");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=senza/);
    await press(page, page.locator('main a[href="/trasparenza/2025/2706"]').first());
    await page.waitForURL(/\/trasparenza\/2025\/2706$/);
    expect(await main(page)).toContain("PROVA ADELE");
    const { copy } = await headOf(site, actId);
    await page.goto(`${site.url}/verifica`);
    if (scripts) {
      await chooseFile(page, page.locator("#file"), join(site.dir, "allegato-a.pdf"));
      await page.locator("[data-result] .alert").waitFor();
      expect(await page.locator("[data-result]").innerText()).toContain("2706/2025");
    } else {
      expect(await main(page)).toContain("può calcolarla con un altro strumento e incollarla nella ricerca");
      await page.goto(`${site.url}/trasparenza?impronta=${(await headOf(site, actId)).slots[0]?.recorded}`);
      expect(await main(page)).toContain("senza mouse");
      await page.goto(`${site.url}/verifica`);
    }
    await write(page, page.locator("#codice"), copy?.verificationCode ?? "");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/verifica\/[\w-]+$/);
    expect(await main(page)).toContain("2706/2025");
  });

  it("no page complained or asked anybody else for anything, and nobody had a fault", () => {
    expect(complaints.flatMap((take) => take())).toEqual([]);
    expect([site.told, site.faults]).toEqual([[], []]);
  });
});
