// An empty folder in a real Chromium without script: the code of the terminal, eight steps, and the first act of the new
// officer. Every page fits a telephone, and asks nobody but us.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "../support/browser.ts";
import { pngOf } from "../support/pictures.ts";
import { openSetUp, today } from "../support/set-up.ts";

type Open = Awaited<ReturnType<typeof openSetUp>>;
let open: Open;
let browser: Browser;
let page: Page;
const strangers: string[] = [];
const problems: string[] = [];
/** Where pictures of each step go, for whoever wants to look. */
const pictures = process.env["VISTO_PICTURES"];

beforeAll(async () => {
  [open, browser] = await Promise.all([openSetUp(), openBrowser()]);
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
  context.on("request", (request) => {
    if (new URL(request.url()).origin !== open.server.url) strangers.push(request.url());
  });
  context.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await open?.server.close();
  await rm(open.dir, { recursive: true, force: true });
});

async function look(name: string): Promise<void> {
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const { scrollWidth } = await page.evaluate(() => ({ scrollWidth: document.documentElement.scrollWidth }));
    expect([name, width, scrollWidth <= width]).toEqual([name, width, true]);
    if (pictures) await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
  }
}

const fill = async (fields: Readonly<Record<string, string>>) => {
  for (const [name, value] of Object.entries(fields)) await page.locator(`#campo-${name}`).first().fill(value);
};
const next = () => page.getByRole("button", { name: "Registra e continua" }).click();

it("takes a new body from the code of the terminal to the first act of its officer", async () => {
  await page.goto(open.server.url);
  await look("1-codice");
  await fill({ code: open.server.code ?? "" });
  await page.getByRole("button", { name: "Comincia" }).click();
  await page.getByRole("heading", { name: "L’ente", exact: true, level: 1 }).waitFor();
  await fill({
    name: "Comune di Borgo Sereno",
    code: "c_z999",
    place: "Borgo Sereno",
    address: "Piazza della Prova 1",
  });
  await fill({
    pec: "protocollo@pec.borgosereno.example",
    officeName: "Segreteria",
    officeEmail: "s@borgosereno.example",
  });
  await look("2-ente");
  await next();
  await fill({ colour: "#ffcc00", armsAlt: "Una casa sotto il sole" });
  await next();
  expect(await page.locator("#campo-colour-problema").innerText()).toContain("1,51:1");
  await look("3-colore-chiaro");
  problems.length = 0;
  await fill({ colour: "#7a1f3d" });
  await page
    .locator("#campo-arms")
    .setInputFiles({ name: "s.png", mimeType: "image/png", buffer: Buffer.from(pngOf(40, 48)) });
  await next();
  await fill({ name: "Bruno Esempio", who: "bruno.esempio", email: "bruno@borgosereno.example", office: "Segreteria" });
  await fill({ fiscalCode: "SMPBRN80A01Z999P", password: "una frase lunga di prova" });
  await fill({ passwordAgain: "una frase lunga di prova" });
  await look("4-amministratore");
  await next();
  await page.locator("summary", { hasText: "Aggiungi una persona" }).click();
  await fill({ name: "Adele Prova", who: "adele.prova", email: "adele@borgosereno.example", office: "Direzione" });
  await fill({ fiscalCode: "PRVDLA75C52Z999U", codesEmail: "adele@altrove.example" });
  await page.locator('form[action$="/persona"] button').click();
  await page.locator("summary", { hasText: "Aggiungi un titolare" }).click();
  await page.locator("#titolare-ufficio").selectOption("Direzione");
  await page.locator("#titolare-chi").selectOption("adele.prova");
  await page.locator("#titolare-dal").fill("2026-01-01");
  await page.locator("#titolare-atto").fill("decreto n. 1/2026");
  await look("5-persone");
  await page.locator('form[action$="/titolare"] button').click();
  expect(await page.locator("main").innerText()).toContain("Direzione: Adele Prova, dal 01/01/2026");
  await next();
  await look("6-firme");
  await next();
  await look("7-posta");
  await next();
  await look("7-posta-indirizzo");
  await next();
  await fill({ lastNumber: "41", lastDate: today(), source: "Dichiarazione di prova" });
  await look("8-registro");
  await page.getByRole("button", { name: "Registra e concludi" }).click();
  await page.getByRole("heading", { name: "La configurazione è conclusa" }).waitFor();
  await look("9-fine");
  await open.server.opened;
  await page.getByRole("link", { name: "Vai all’accesso" }).click();
  await page.locator("#username").fill("bruno.esempio");
  await page.locator("#password").fill("una frase lunga di prova");
  await page.locator("main button[type=submit]").first().click();
  await page.waitForURL(/\/ufficio$/);
  await look("10-ufficio");
  await page.goto(`${open.server.url}/gestione`);
  await look("11-gestione");
  await page.goto(`${open.server.url}/gestione/aspetto`);
  await look("12-aspetto");
  await page.goto(`${open.server.url}/ufficio/nuovo/modulo`);
  await page
    .locator('textarea[name="subject"], input[name="subject"]')
    .first()
    .fill("Acquisto di sedie per la sala di prova");
  await page.getByRole("button", { name: "Crea la bozza" }).last().click();
  await page.waitForURL(/\/ufficio\/atti\/\w+/);
  expect(await page.locator("main").innerText()).toContain("sedie");
  expect(strangers).toEqual([]);
  expect(problems).toEqual([]);
  expect(open.told).toEqual([]);
}, 120_000);
