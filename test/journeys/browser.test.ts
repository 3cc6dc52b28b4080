import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Server, serve } from "../../local/serve.ts";
import { signPdf } from "../../local/test-signer/sign-pdf.ts";
import { listActs } from "../../shared/workflow/index.ts";
import { openBrowser } from "../support/browser.ts";
import {
  attachmentPath,
  attachments,
  digestOf,
  draftFrom,
  linkFor,
  openLinkIn,
  pasteLinkIn,
  signInAs,
  uploadThroughPage,
} from "../support/desk.ts";
import { newFolder } from "../support/world.ts";

let dir: string;
let product: Server;
let browser: Browser;
let office: BrowserContext;
let desk: Page;
const told: string[] = [];
const problems: string[] = [];
const strangers: string[] = [];

/** A browser of somebody's own, watched: every request, every complaint of the page. */
async function newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  context.on("request", (request) => {
    if (!/^(data:|blob:)/.test(request.url()) && new URL(request.url()).origin !== product.url)
      strangers.push(request.url());
  });
  context.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(message.text().slice(0, 200));
  });
  context.on("weberror", (fault) => problems.push(fault.error().message));
  return context;
}

beforeAll(async () => {
  dir = await newFolder();
  const started = serve({
    port: 0,
    dir,
    say: () => undefined,
    told: (fault, about) => told.push(`${about}: ${fault instanceof Error ? fault.message : String(fault)}`),
    firstActs: false,
  });
  [product, browser] = await Promise.all([started, openBrowser()]);
  office = await newContext();
  desk = await office.newPage();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.close();
  await rm(dir, { recursive: true, force: true });
});

/** Reads the officer's page again until it says so. */
async function untilSays(page: Page, address: string, text: string): Promise<void> {
  for (let tries = 0; tries < 80; tries += 1) {
    await page.goto(address);
    if ((await page.locator("main").innerText()).includes(text)) return;
    await page.waitForTimeout(750);
  }
  throw new Error(`${address} does not say «${text}»: ${(await page.locator("main").innerText()).slice(0, 1000)}`);
}

async function approve(email: string, role: string, scripts: boolean): Promise<void> {
  const context = await newContext({ javaScriptEnabled: scripts });
  const link = await linkFor(desk, product.url, email);
  const page = await (scripts ? openLinkIn(context, link, product.demo) : pasteLinkIn(context, link, product.demo));
  expect(page.url()).not.toContain("#");
  expect(await page.locator("main").innerText()).toContain(role);
  await page.locator("#scelta-APPROVE").check();
  await page.getByRole("button", { name: "Registra la decisione" }).click();
  await page.waitForURL(/\/f\/ricevuta$/);
  expect(await page.locator("main").innerText()).toContain("Approvazione registrata");
  await page.reload();
  expect(await page.locator("main").innerText()).toContain("Approvazione registrata");
  await context.close();
}

/** Every file that a page offers for download, with the impronta that it prints beside. */
async function downloads(page: Page): Promise<{ printed: string; found: string; path: string; title: string }[]> {
  const files = [];
  for (const item of await page.locator("ul.files > li").all()) {
    const waiting = page.waitForEvent("download");
    await item.locator('a[download]:not([href*="/prova/"])').click();
    const path = join(dir, `download-${files.length}`);
    await (await waiting).saveAs(path);
    const printed = (await item.locator(".impronta").first().innerText()).replace(/\s/g, "");
    files.push({ printed, found: await digestOf(path), path, title: await item.locator("h3").innerText() });
  }
  return files;
}

// Rendering, sealing and a browser share two cores with whatever else runs: a limit that only a hang reaches.
describe("in a real browser", { timeout: 180_000 }, () => {
  let act: string;

  it("an officer makes the act, uploads its attachments and sends it to approval", async () => {
    await signInAs(desk, product.url, "bruno.esempio");
    act = await draftFrom(desk, product.url, /Borgo Sereno/);
    await desk.getByRole("button", { name: "Conferma i dati" }).click();
    await desk.waitForURL(act);
    for (const [label, name] of Object.entries(attachments)) {
      await uploadThroughPage(desk, label, attachmentPath(name));
      const card = desk.locator(`#allegato-${label}`);
      expect(await card.innerText()).toContain("Verificato");
      expect(await card.innerText()).toContain(await digestOf(attachmentPath(name)));
    }
    for (const box of await desk.locator('input[name="codes"]').all()) await box.check();
    for (const field of await desk.locator('textarea[name^="reason."]').all())
      await field.fill("Letto e valutato: si procede.");
    await desk.getByRole("button", { name: "Conferma gli avvisi scelti" }).click();
    await desk.getByRole("button", { name: "Invia in approvazione" }).click();
    await untilSays(desk, act, "In approvazione");
  });

  it("the RUP approves by the link in the mailbox, the financial service without any script", async () => {
    await approve("carla.modello@borgosereno.example", "Responsabile unico del progetto", true);
    await approve("dario.campione@borgosereno.example", "Servizio finanziario", false);
  });

  it("the signatory downloads the fixed PDF, signs it and uploads it", async () => {
    const context = await newContext();
    const page = await openLinkIn(
      context,
      await linkFor(desk, product.url, "adele.prova@borgosereno.example"),
      product.demo,
    );
    const waiting = page.waitForEvent("download");
    await page.locator('a[href="/f/documento"][download]').click();
    const fixed = join(dir, "proposta.pdf");
    await (await waiting).saveAs(fixed);
    expect((await page.locator("main").innerText()).replace(/\s/g, "")).toContain(await digestOf(fixed));
    const signed = join(dir, "proposta-firmata.pdf");
    const signer = product.demo.pki.signerFor("PRVDLA75C52Z999U");
    await writeFile(signed, await signPdf(await readFile(fixed), signer, new Date(product.demo.clock.now())));
    await page.locator('[data-upload="firma"] input[type=file]').setInputFiles(signed);
    await page.locator('[data-upload="firma"] [data-send]').click();
    await page.waitForURL(/\/f\/ricevuta$/, { timeout: 30_000 });
    expect((await page.locator("main").innerText()).replace(/\s/g, "")).toContain(await digestOf(signed));
    await context.close();
  });

  it("number, copy and publication follow, and every published file is the one that its page says", async () => {
    await untilSays(desk, act, "Pubblicato");
    expect(await desk.locator("main").innerText()).toContain("n. 2706/2025");
    const portal = await (await newContext()).newPage();
    await portal.goto(product.url);
    await portal.goto(`${product.url}/albo`);
    await portal.locator('main a[href="/albo/2025/2706"]').first().click();
    expect(await portal.locator("main").innerText()).toMatch(/in attesa del visto contabile/i);
    await portal.goto(`${product.url}/trasparenza`);
    await portal.locator('main a[href="/trasparenza/2025/2706"]').first().click();
    const files = await downloads(portal);
    expect(files.map((file) => file.found)).toEqual(files.map((file) => file.printed));
    const sources = await Promise.all(Object.values(attachments).map((name) => digestOf(attachmentPath(name))));
    const signed = await digestOf(join(dir, "proposta-firmata.pdf"));
    const [original, copy, ...rest] = files.map((file) => file.found);
    expect([original, ...rest]).toEqual([signed, ...sources]);
    expect(copy).not.toBe(signed);
  });

  it("the drop page names the act of the original, of the copy and of an attachment, and knows no stranger", async () => {
    const page = await (await newContext()).newPage();
    await page.goto(`${product.url}/verifica`);
    const result = page.locator("[data-result]");
    const drop = async (path: string) => {
      await page.locator("#file").setInputFiles(path);
      await result.getByText(await digestOf(path)).waitFor();
      return result.innerText();
    };
    const asked: string[] = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (!pathname.startsWith("/static/")) asked.push(`${request.method()} ${pathname}`);
    });
    expect(await drop(join(dir, "download-0"))).toContain("n. 2706/2025");
    expect(await drop(join(dir, "download-1"))).toContain("n. 2706/2025");
    expect(await drop(attachmentPath(attachments.B))).toContain("n. 2706/2025");
    const strange = await drop(attachmentPath("README.md"));
    expect(strange).not.toContain("2706");
    expect(strange).toMatch(/[Nn]essun/);
    // Five digits of the impronta are all that leaves the browser.
    expect(asked.length).toBe(4);
    expect(asked.filter((one) => !/^GET \/impronte\/[0-9A-F]{5}\.json$/.test(one))).toEqual([]);
  });

  it("the real seed ends BLOCKED, and no file can pass for its attachments", async () => {
    const seed = await draftFrom(desk, product.url, /Cremona/);
    await desk.getByRole("button", { name: "Conferma i dati" }).click();
    await desk.waitForURL(seed);
    expect(await desk.locator("main").innerText()).toContain("ALL-01");
    const before = (await desk.locator("#allegato-A .impronta").first().innerText()).replace(/\s/g, "");
    const stranger = attachmentPath(attachments.A);
    await uploadThroughPage(desk, "A", stranger);
    const card = (await desk.locator("#allegato-A").innerText()).replace(/\s/g, "");
    expect(card).toContain("Improntadiversa");
    expect([card.includes(before), card.includes(await digestOf(stranger))]).toEqual([true, true]);
    expect(await desk.locator(".act-head").innerText()).toContain("Bloccato");
    const { heads } = await listActs(product.demo.world, { limit: 10 });
    const head = heads.find((one) => seed.endsWith(one.actId));
    expect([head?.state, head?.slots.find((slot) => slot.label === "A")?.recorded]).toEqual(["BLOCKED", before]);
  });

  it("an officer without scripts is told that an upload needs them", async () => {
    const context = await newContext({ javaScriptEnabled: false, storageState: await office.storageState() });
    const page = await context.newPage();
    await page.goto(desk.url());
    expect(await page.locator('[data-upload="A"] noscript').innerText()).toContain("JavaScript");
    await context.close();
  });

  it("asked no other site for anything, and no page complained", () => {
    expect([strangers, problems, told]).toEqual([[], [], []]);
  });

  it("kept its cookies from scripts and from other sites", async () => {
    const cookies = await office.cookies();
    expect(cookies.map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite])).toEqual([
      ["visto_ufficio", true, "Strict"],
      ["visto_dispositivo", true, "Strict"],
    ]);
  });
});
