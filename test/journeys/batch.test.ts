// Many signed files sent by the page's own script, in a real browser against the real product.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signP7m } from "../../local/test-signer/sign-p7m.ts";
import { signPdf } from "../../local/test-signer/sign-pdf.ts";
import { bytesOf } from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import { openBrowser } from "../support/browser.ts";
import { approved, enterPages, headOf, newestToken, signatory } from "../support/journey.ts";
import { openTestSite, type TestSite } from "../support/site.ts";

let site: TestSite;
let browser: Browser;
beforeAll(async () => {
  site = await openTestSite();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

it("sends several files, says of each what became of it, and goes on to what is left", async () => {
  const acts = [await approved(site, anAct({ subject: "Primo" })), await approved(site, anAct({ subject: "Secondo" }))];
  const client = site.client();
  await enterPages(site, client, await newestToken(site, acts[0] ?? "", signatory.email));
  const context = await browser.newContext();
  await context.addCookies([{ name: "visto_link", value: client.cookie("visto_link") ?? "", url: site.url }]);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (fault) => problems.push(fault.message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(`${site.url}/f/lotto`);
  await page.getByRole("button", { name: "Prepara il pacchetto" }).click();
  await page.getByRole("link", { name: "Scarica il pacchetto (.zip)" }).waitFor();
  const at = new Date(site.clock.now());
  const own = site.pki.signerFor(signatory.fiscalCode);
  const pdfs = await Promise.all(
    acts.map(async (actId) => {
      const { mainDoc } = await headOf(site, actId);
      if (!mainDoc) throw new Error("no document");
      return bytesOf(site.world.objects, mainDoc);
    }),
  );
  const [first = new Uint8Array(), second = new Uint8Array()] = pdfs;
  const file = (name: string, bytes: Uint8Array) => ({ name, mimeType: "application/pdf", buffer: Buffer.from(bytes) });
  await page.setInputFiles("#file-lotto", [
    file("b.pdf", await signPdf(second, site.pki.signerFor("CMPDRA70D15Z999P"), at)),
    file("a.p7m", await signP7m(first, own, at)),
  ]);
  await page.getByRole("button", { name: "Carica i file" }).click();
  await page.getByText("1 accettati, 1 respinti, 0 in verifica.").waitFor();
  expect(await page.getByRole("heading", { name: "Atti che attendono la Sua firma (1)" }).count()).toBe(1);
  expect(await page.getByText("Ha firmato").textContent()).toContain("Dario Campione");
  await site.outbox.drain();
  expect((await headOf(site, acts[0] ?? "")).state).toBe("PUBLISHED");
  expect((await headOf(site, acts[1] ?? "")).state).toBe("APPROVED");
  expect([problems, site.told, site.faults]).toEqual([[], [], []]);
});
