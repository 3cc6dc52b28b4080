// The page that shows a draft printed, without script and with the engine that prints the act itself.
import { afterAll, beforeAll, expect, it } from "vitest";
import { readEngineParts } from "../../../local/engine/index.ts";
import { extractText, openRenderer } from "../../../shared/pdf/index.ts";
import { anAct } from "../../support/acts.ts";
import type { Client } from "../../support/client.ts";
import { draft } from "../../support/journey.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";

let site: TestSite;
let bruno: Client;
beforeAll(async () => {
  site = await openTestSite({ renderer: await openRenderer(await readEngineParts()) });
  bruno = await site.signedIn();
}, 60_000);
afterAll(() => site.stop());

const ask = async (act: string) => {
  const sent = await bruno.post(`${act}/anteprima`, await bruno.form(act, `${act}/anteprima`));
  expect([sent.status, sent.location]).toEqual([303, `${act}/anteprima`]);
  await site.outbox.drain();
  return (await bruno.get(`${act}/anteprima`)).text;
};

it("leads from the act's page to a PDF with BOZZA on every page", async () => {
  const act = `/ufficio/atti/${await draft(site, anAct({ subject: "Una bozza da vedere" }))}`;
  expect((await bruno.get(`${act}/anteprima`)).text).toContain("Prepara l’anteprima");
  expect((await bruno.get(`${act}/anteprima.pdf`)).status).toBe(404);
  expect(await ask(act)).toContain(`href="${act}/anteprima.pdf"`);
  const cookie = bruno.setCookies.map((line) => line.split(";", 1)[0]).join("; ");
  const answer = await fetch(`${site.url}${act}/anteprima.pdf`, { headers: { cookie } });
  const headers = ["content-type", "cache-control"].map((name) => answer.headers.get(name));
  expect([answer.status, ...headers]).toEqual([200, "application/pdf", "private, no-store"]);
  const { pages } = await extractText(new Uint8Array(await answer.arrayBuffer()));
  for (const page of pages) expect(page).toContain("BOZZA");
});

it("names the part of the act that cannot be printed, in the page's language", async () => {
  const act = `/ufficio/atti/${await draft(site, anAct({ subject: "Acquisto di \u{13080}" }))}`;
  const said = await ask(act);
  expect(said).toContain("L’atto non si può stampare così");
  expect(said).toContain("<strong>Oggetto</strong>");
  expect(said).toContain("U+13080");
  expect((await bruno.get(`${act}/anteprima?lang=en`)).text).toContain("<strong>Subject</strong>");
});
