// Proves the officer's import over HTTP: the file by its own PUT and never through the API, the page, the act.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sha256Of } from "../../shared/act/index.ts";
import { loadHead } from "../../shared/workflow/index.ts";
import { publishedText } from "../fixtures/acts/printed/layouts.ts";
import { type Client, hiddenFields } from "../support/client.ts";
import { openTestSite, type TestSite } from "../support/site.ts";
import { putFile } from "../support/upload.ts";

let site: TestSite;
let officer: Client;
beforeAll(async () => {
  site = await openTestSite();
  officer = await site.signedIn();
});
afterAll(() => site.stop());

const pdf = readFileSync(new URL("../fixtures/acts/printed/rewritten.pdf", import.meta.url));

/** The page with its forms, and the address that it gave to this import. */
async function startPage() {
  const { status, text } = await officer.get("/ufficio/importa");
  expect(status).toBe(200);
  const address = /data-permission="([^"]+)\/permesso"/.exec(text)?.[1] ?? "";
  const csrf = /data-csrf="([^"]+)"/.exec(text)?.[1] ?? "";
  return { text, address, csrf };
}

it("takes a PDF by a permission, shows what was found beside what is missing, and makes the imported act", async () => {
  const { address, csrf } = await startPage();
  const wish = { csrf, fileName: "determina.pdf", length: pdf.length, type: "application/pdf", sha256: sha256Of(pdf) };
  const permission = await officer.json(`${address}/permesso`, wish);
  expect(permission.status, permission.text).toBe(200);
  expect((await officer.get(`${address}/stato.json`)).text).toContain('"busy":true');
  expect((await putFile(permission, pdf)).status).toBe(200);
  await site.outbox.drain();
  expect((await officer.get(`${address}/stato.json`)).text).toContain('"busy":false');
  const page = await officer.get(address);
  for (const words of ["Atto letto", "Non trovato", "Impronta dell&#39;allegato C", "05629570960", "ALL-01"])
    expect(page.text).toContain(words);
  const made = await officer.post(`${address}/atto`, { ...hiddenFields(page.text, `${address}/atto`), as: "imported" });
  expect(made.status).toBe(303);
  const act = await officer.get(made.location ?? "");
  expect(act.text).toContain("KCity Srl Unipersonale");
  expect(site.told).toEqual([]);
});

it("reads a pasted text, and makes of it the beginning of a new act", async () => {
  const { text, address } = await startPage();
  const read = await officer.post(address, { ...hiddenFields(text, address), text: publishedText });
  expect([read.status, read.location]).toEqual([303, address]);
  const page = await officer.get(address);
  const made = await officer.post(`${address}/atto`, { ...hiddenFields(page.text, `${address}/atto`), as: "new" });
  expect(made.status).toBe(303);
});

it("answers 404 to another officer and to an import that nobody began", async () => {
  const { text, address } = await startPage();
  await officer.post(address, { ...hiddenFields(text, address), text: publishedText });
  const other = await site.signedIn("carla.modello", ["officer"]);
  expect((await other.get(address)).status).toBe(404);
  expect((await officer.get("/ufficio/importa/mai")).status).toBe(404);
  expect((await site.client().get("/ufficio/importa")).status).toBe(303);
});

it("shows an empty text's refusal on the page, with what was written", async () => {
  const { text, address } = await startPage();
  const refused = await officer.post(address, { ...hiddenFields(text, address), text: "   " });
  expect(refused.status).toBe(400);
  expect(refused.text).toContain("Dal testo");
});

it("makes an act whose text is the very PDF, and sends a file without script", async () => {
  const { address, csrf } = await startPage();
  const form = new FormData();
  form.set("csrf", csrf);
  form.set("file", new File([pdf], "testo.pdf", { type: "application/pdf" }));
  const headers = { "sec-fetch-site": "same-origin", origin: "null" };
  const sent = await officer.send("POST", `${address}/file`, { body: form, headers });
  expect([sent.status, sent.location]).toEqual([303, address]);
  await site.outbox.drain();
  const page = await officer.get(address);
  expect(page.text).toContain("Il PDF come testo di un nuovo atto");
  expect(page.text.replaceAll(/<wbr\/?>/g, "")).toContain(sha256Of(pdf));
  const fields = hiddenFields(page.text, `${address}/atto`);
  const wish = { ...fields, idem: `${fields["idem"]}.d`, as: "document", subject: "Il testo è il PDF di altri" };
  const made = await officer.post(`${address}/atto`, wish);
  expect(made.status, made.text).toBe(303);
  const actId = (made.location ?? "").split("/").at(-1) ?? "";
  const head = await loadHead(site.world.items, site.world.settings.tenant, actId);
  expect([head?.document?.sha256, head?.subject]).toEqual([sha256Of(pdf), "Il testo è il PDF di altri"]);
  const edit = await officer.get(`${made.location}/modifica`);
  expect(edit.text).toContain("Il testo di questo atto è il PDF allegato alla bozza");
  expect(site.told).toEqual([]);
});
