import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import { demoPassword } from "../../local/demo/borgo-sereno.ts";
import type { MailSpool } from "../../shared/adapters/embedded/mail-spool.ts";

/** The demo's three attachments, by label. */
export const attachments = {
  A: "allegato-a-lettera-di-invito.pdf",
  B: "allegato-b-offerta-economica.pdf.p7m",
  C: "allegato-c-disciplinare-di-incarico.pdf.p7m",
} as const;

export const attachmentPath = (name: string): string =>
  fileURLToPath(new URL(`../../local/demo/attachments/${name}`, import.meta.url));

export const digestOf = async (path: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(path))
    .digest("hex")
    .toUpperCase();

export async function signInAs(page: Page, url: string, username: string): Promise<void> {
  await page.goto(`${url}/accesso`);
  await page.fill("#username", username);
  await page.fill("#password", demoPassword);
  await page.getByRole("button", { name: "Accedi" }).click();
  await page.waitForURL(`${url}/ufficio`);
}

/** Opens an address, also when the page that is there renews itself at that very moment (`watch.js`), which wins once. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url).catch(async (fault: unknown) => {
    if (!/interrupted by another navigation|net::ERR_ABORTED/.test(String(fault))) throw fault;
    await page.goto(url);
  });
}

/** A draft made by the button of an example. Answers the address of its page. */
export async function draftFrom(page: Page, url: string, example: RegExp): Promise<string> {
  await page.goto(`${url}/ufficio/nuovo`);
  await page.getByRole("button", { name: example }).click();
  await page.waitForURL(/\/ufficio\/atti\/\w+$/);
  return page.url();
}

/** A file through the upload control itself: chosen, hashed in the browser, sent, judged, and the page anew. */
export async function uploadThroughPage(page: Page, label: string, path: string): Promise<void> {
  const control = page.locator(`[data-upload="${label}"]`);
  await control.locator("input[type=file]").setInputFiles(path);
  const reloaded = page.waitForEvent("load", { timeout: 30_000 });
  await control.locator("[data-send]").click();
  await reloaded;
}

/** The newest link that was mailed to a person, as the mailbox page shows it. */
export async function linkFor(page: Page, url: string, address: string): Promise<string> {
  for (let tries = 0; tries < 60; tries += 1) {
    await page.goto(`${url}/posta`);
    const mail = page
      .locator("article", { hasText: address })
      .filter({ hasText: /Da (approvare|firmare)/ })
      .first();
    if ((await mail.count()) > 0) {
      await mail.getByRole("link").first().click();
      const href = await page.locator('.mail-text a[href*="/f#"]').getAttribute("href");
      if (href) return href;
    }
    await page.waitForTimeout(500);
  }
  throw new Error(`no link came for ${address}`);
}

/** The second channel, wherever a test finds it. */
export type Codes = { readonly messages: Pick<MailSpool, "list"> };

/** Asks for a code, reads it on the second channel, types it; the act is there. */
async function confirmIn(page: Page, codes: Codes): Promise<void> {
  await page.getByRole("button", { name: "Invia il codice" }).click();
  await page.locator("#codice-otp").waitFor();
  const [message] = await codes.messages.list();
  await page.fill("#codice-otp", /\b\d{6}\b/.exec(message?.text ?? "")?.[0] ?? "");
  await page.getByRole("button", { name: "Conferma e leggi l’atto" }).first().click();
  await page.waitForURL(/\/f\/atto$/);
}

/** Opens a personal link in a browser of its own: the token leaves the address bar, and the act is there. */
export async function openLinkIn(context: BrowserContext, link: string, codes: Codes): Promise<Page> {
  const page = await context.newPage();
  await page.goto(link);
  await page.waitForURL(/\/f\/conferma$/);
  await confirmIn(page, codes);
  return page;
}

/** The same where no script runs: the code is pasted, as the page says. */
export async function pasteLinkIn(context: BrowserContext, link: string, codes: Codes): Promise<Page> {
  const page = await context.newPage();
  await page.goto(link);
  await page.fill("#token", link);
  await page.locator("form[data-link] button").click();
  await page.waitForURL(/\/f\/conferma$/);
  await confirmIn(page, codes);
  return page;
}
