// From the draft to the executive act with the keyboard alone, in Italian, in a real browser: one signatory is absent and
// a recorded substitute stands in, one sends the act back and later agrees, one signs a .p7m; then the visto.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoPassword } from "../../local/demo/borgo-sereno.ts";
import { signP7m } from "../../local/test-signer/sign-p7m.ts";
import { type ActHead, whoCanMove } from "../../shared/act/index.ts";
import { listActs } from "../../shared/workflow/index.ts";
import { actWith, aFile } from "../support/acts.ts";
import { openBrowser } from "../support/browser.ts";
import { open } from "../support/desk.ts";
import { expectSound } from "../support/invariants.ts";
import { headOf, newestCode, newestToken, officer, rup, signatory } from "../support/journey.ts";
import { chooseFile, press, submit, take, tick, write } from "../support/keyboard.ts";
import { openTestSite, type TestSite } from "../support/site.ts";
import { dario, spendingOfTwin } from "../support/spending.ts";
import { rupIsAway } from "../support/substitute.ts";

const elena = { who: "elena.verifica", email: "elena.verifica@borgosereno.example" };
const formula = "per il RUP assente, il sostituto";
const file = aFile("A");
const data = actWith([file], true, {
  ...spendingOfTwin(),
  subject: "Affidamento del servizio di prova con tre firmatari",
});

let site: TestSite;
let browser: Browser;
let desk: Page;
let actId: string;

beforeAll(async () => {
  const routes = [
    {
      steps: [
        { kind: "approval", role: "Responsabile unico del progetto", roleId: "rup", ask: [{ office: "RUP" }], days: 5 },
        { kind: "opinion", role: "Servizio finanziario", ask: [{ who: dario.who }], days: 5 },
        { kind: "signature", role: "Responsabile del provvedimento", ask: [{ named: "signatory" }], days: 5 },
        { kind: "visto", role: "Ragioneria", ask: [{ who: dario.who }], when: "spending", days: 5 },
      ],
    },
  ];
  [site, browser] = await Promise.all([openTestSite({ settings: { routes } }), openBrowser()]);
  await rupIsAway(site.world, { who: elena.who, formula });
  await site.signedIn(officer);
  desk = await (await browser.newContext({ locale: "it-IT" })).newPage();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const main = (page: Page) => page.locator("main").innerText();
const button = (page: Page, name: string) => page.getByRole("button", { name }).first();

/** The act's page, once everything that is due was delivered. */
async function actSays(...words: string[]): Promise<void> {
  await site.outbox.drain();
  await open(desk, `${site.url}/ufficio/atti/${actId}`);
  const text = await main(desk);
  for (const word of words) expect(text).toContain(word);
}

/** The personal link, the code of the second channel, and the act is there. */
async function openedBy(email: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: "it-IT", acceptDownloads: true })).newPage();
  await page.goto(`${site.url}/f#${await newestToken(site, actId, email)}`);
  await page.waitForURL(/\/f\/conferma$/);
  await press(page, button(page, "Invia il codice"));
  await page.locator("#codice-otp").waitFor();
  await write(page, page.locator("#codice-otp"), await newestCode(site));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/f\/atto$/);
  return page;
}

async function decides(page: Page, choice: string, reason = ""): Promise<string> {
  await take(page, page.locator('input[name="choice"]'), page.locator(`#scelta-${choice}`));
  if (reason) await write(page, page.locator("#reason"), reason);
  await press(page, button(page, "Registra la decisione"));
  await page.waitForURL(/\/f\/ricevuta$/);
  const said = await main(page);
  await page.context().close();
  return said;
}

/** Downloads what is to be signed, signs it outside, and uploads the .p7m. */
async function signsP7m(page: Page, link: string, fiscalCode: string): Promise<string> {
  const download = page.waitForEvent("download");
  await press(page, page.locator(link));
  const given = join(site.dir, "da-firmare");
  await (await download).saveAs(given);
  const signed = join(site.dir, "firmato.p7m");
  const signer = site.pki.signerFor(fiscalCode);
  await writeFile(signed, await signP7m(await readFile(given), signer, new Date(site.clock.now())));
  await chooseFile(page, page.locator("#file-firma"), signed);
  await press(page, page.locator('[data-upload="firma"] [data-send]'));
  await page.waitForURL(/\/f\/ricevuta$/, { timeout: 30_000 });
  const said = await main(page);
  await page.context().close();
  return said;
}

async function acknowledges(): Promise<void> {
  const boxes = desk.locator('input[name="codes"]');
  for (const box of await boxes.all()) await tick(desk, box);
  if ((await boxes.count()) === 0) return;
  for (const field of await desk.locator('textarea[name^="reason."]').all())
    await write(desk, field, "Letto e valutato: si procede.");
  await submit(desk, button(desk, "Conferma gli avvisi scelti"));
}

async function submits(): Promise<void> {
  await acknowledges();
  await submit(desk, button(desk, "Invia in approvazione"));
}

const head = (): Promise<ActHead> => headOf(site, actId);

describe("an act of three signatories, by keyboard alone", { timeout: 180_000 }, () => {
  it("is drafted, its attachment uploaded and verified, and sent to approval", async () => {
    await desk.goto(`${site.url}/accesso`);
    await write(desk, desk.locator("#username"), officer);
    await write(desk, desk.locator("#password"), demoPassword);
    await desk.keyboard.press("Enter");
    await desk.waitForURL(`${site.url}/ufficio`);
    await desk.goto(`${site.url}/ufficio/nuovo`);
    await write(desk, desk.locator("#json"), JSON.stringify(data));
    await press(desk, desk.locator("form:has(#json) button[type=submit]"));
    await desk.waitForURL(/\/ufficio\/atti\/\w+$/);
    const { heads } = await listActs(site.world, { limit: 1 });
    actId = heads[0]?.actId ?? "";
    await submit(desk, button(desk, "Conferma i dati"));
    await desk.locator("#file-A").waitFor({ state: "attached" });
    const path = join(site.dir, "allegato-a.pdf");
    await writeFile(path, file.bytes);
    await chooseFile(desk, desk.locator("#file-A"), path);
    const reloaded = desk.waitForEvent("load", { timeout: 30_000 });
    await press(desk, desk.locator('[data-upload="A"] [data-send]'));
    await reloaded;
    await actSays("Verificato");
    await submits();
    await actSays("In approvazione", "Elena Verifica");
  });

  it("is approved by the substitute of whoever is absent, both names on the act", async () => {
    const page = await openedBy(elena.email);
    const asked = await main(page);
    for (const words of ["Carla Modello", formula, "decreto n. 9/2025"]) expect(asked).toContain(words);
    expect(await decides(page, "APPROVE")).toContain("Approvazione registrata");
    expect((await head()).route[0]?.assignments[0]).toMatchObject({
      who: elena.who,
      state: "APPROVED",
      onBehalfOf: { who: rup.who },
    });
    await actSays("Dario Campione");
  });

  it("comes back with reasons, is corrected as a new revision of the same act, and the page says whose turn it is", async () => {
    const reason = "L'oggetto non nomina la procedura: va completato.";
    expect(await decides(await openedBy(dario.email), "RETURN", reason)).toContain("Restitu");
    await actSays("Restituito", reason);
    await desk.goto(`${site.url}/ufficio/atti/${actId}/modifica/dati`);
    const subject = `${data.subject}, art. 50 D.Lgs. 36/2023`;
    await write(desk, desk.locator("#json"), JSON.stringify({ ...data, subject }));
    await press(desk, desk.locator("form:has(#json) button[type=submit]"));
    await desk.waitForURL(new RegExp(`/ufficio/atti/${actId}$`));
    if ((await head()).state === "DRAFT") {
      await submit(desk, button(desk, "Conferma i dati"));
    }
    await submits();
    await actSays("In approvazione", "Elena Verifica");
    expect(await head()).toMatchObject({ rev: 2, subject });
  });

  it("is approved again on what it says now, with the opinion of whoever had sent it back", async () => {
    expect(await decides(await openedBy(elena.email), "APPROVE")).toContain("Approvazione registrata");
    await site.outbox.drain();
    expect(await decides(await openedBy(dario.email), "FAVOURABLE")).toContain("Parere favorevole registrato");
    await actSays("PROVA ADELE");
  });

  it("is signed with a .p7m, numbered, copied and published; the visto is asked for", async () => {
    const page = await openedBy(signatory.email);
    await signsP7m(page, 'a[href="/f/documento"][download]', signatory.fiscalCode);
    await actSays("Pubblicato", "2706/2025", "Dario Campione");
    expect(await head()).toMatchObject({ state: "PUBLISHED", effect: "PENDING_VISTO", signed: { kind: "cades" } });
  });

  it("becomes executive with the signed visto, and nobody is waited for any more", async () => {
    const page = await openedBy(dario.email);
    await take(page, page.locator('input[name="outcome"]'), page.locator("#esito-FAVOURABLE"));
    await write(page, page.locator("#commitments"), "1234/2025");
    await press(page, button(page, "Prepara la dichiarazione"));
    await page.locator('a[href="/f/visto/dichiarazione"]').waitFor();
    await signsP7m(page, 'a[href="/f/visto/dichiarazione"]', dario.fiscalCode);
    await actSays("1234/2025");
    const last = await head();
    expect(last).toMatchObject({ state: "PUBLISHED", effect: "EXECUTIVE", copy: { revision: 2 } });
    expect(whoCanMove(last)).toMatchObject([{ by: "system", how: "take-down" }]);
    const portal = await (await browser.newContext({ locale: "it-IT" })).newPage();
    await portal.goto(`${site.url}/trasparenza/2025/2706`);
    const text = await main(portal);
    for (const words of [formula, "Carla Modello", "Elena Verifica", "PROVA ADELE"]) expect(text).toContain(words);
    await portal.context().close();
  });

  it("leaves the chains whole, one decision for each, and told nobody of a fault", async () => {
    expectSound(site.dir, await site.spool.list());
    expect([site.told, site.faults]).toEqual([[], []]);
  });
});
