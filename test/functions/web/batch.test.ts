// Signing many acts from the pages: what a browser does, over real HTTP, with real signed files.
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signP7m } from "../../../local/test-signer/sign-p7m.ts";
import { signPdf } from "../../../local/test-signer/sign-pdf.ts";
import { sha256Of } from "../../../shared/act/index.ts";
import { anAct } from "../../support/acts.ts";
import type { Client } from "../../support/client.ts";
import { approved, enterPages, headOf, newestToken, signatory } from "../../support/journey.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";

let site: TestSite;
let acts: string[];
let adele: Client;

beforeAll(async () => {
  site = await openTestSite();
  acts = [];
  for (const subject of ["Primo atto", "Secondo atto", "Terzo atto"])
    acts.push(await approved(site, anAct({ subject })));
  adele = site.client();
  await enterPages(site, adele, await newestToken(site, acts[0] ?? "", signatory.email));
});
afterAll(() => site.stop());

let csrf = "";
const csrfOf = async () => (csrf ||= (await adele.form("/f/lotto", "/f/lotto/prepara"))["csrf"] ?? "");

type Given = { url: string; headers: Record<string, string>; slotId: string };

async function upload(fileName: string, bytes: Uint8Array): Promise<string> {
  const asked = { csrf: await csrfOf(), fileName, length: bytes.length, type: "application/octet-stream" };
  const answer = await adele.json("/f/lotto/permesso", { ...asked, sha256: sha256Of(bytes) });
  const { url, headers, slotId } = JSON.parse(answer.text) as Given;
  const put = await fetch(new URL(url, site.url), { method: "PUT", headers, body: Uint8Array.from(bytes) });
  expect([answer.status, put.status]).toEqual([200, 200]);
  return slotId;
}

describe("the batch page", () => {
  it("is offered on an act's page, and lists every act with its control words", async () => {
    expect((await adele.get("/f/atto")).text).toContain("Firma più atti insieme (3)");
    const { status, text } = await adele.get("/f/lotto");
    expect(status).toBe(200);
    for (const subject of ["Primo atto", "Secondo atto", "Terzo atto"]) expect(text).toContain(subject);
    expect(text).toContain("Prepara il pacchetto");
  });

  it("gives single documents and the package, and never an act of somebody else", async () => {
    const { mainDoc } = await headOf(site, acts[1] ?? "");
    expect((await adele.get(`/f/lotto/atti/${acts[1]}`)).headers.get("x-impronta-sha256")).toBe(mainDoc?.sha256);
    expect((await adele.get("/f/lotto/atti/01NONEDISUO")).status).toBe(404);
    expect((await adele.get("/f/lotto/atti.zip")).status).toBe(404);
    const asked = await adele.post("/f/lotto/prepara", { csrf: await csrfOf() });
    expect([asked.status, asked.location]).toEqual([303, "/f/lotto#pacchetto"]);
    await site.outbox.drain();
    expect(JSON.parse((await adele.get("/f/lotto/stato.json")).text)).toEqual({ pack: "READY", files: {} });
  });

  it("takes the signed files in any order, says what became of each, and goes on with the rest", async () => {
    const answer = await fetch(new URL("/f/lotto/atti.zip", site.url), {
      headers: { cookie: `visto_link=${adele.cookie("visto_link")}` },
    });
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const pdfOf = (actId = "") => Object.entries(files).find(([name]) => name.includes(actId))?.[1] ?? new Uint8Array();
    const own = site.pki.signerFor(signatory.fiscalCode);
    const other = site.pki.signerFor("CMPDRA70D15Z999P");
    const at = new Date(site.clock.now());
    const slots = [
      await upload("terzo.p7m", await signP7m(pdfOf(acts[2]), own, at)),
      await upload("di-un-altro.pdf", await signPdf(pdfOf(acts[1]), other, at)),
      await upload("primo.pdf", await signPdf(pdfOf(acts[0]), own, at)),
      await upload("foto.jpg", new TextEncoder().encode("una foto")),
    ];
    await site.outbox.drain();
    const { files: said } = JSON.parse((await adele.get("/f/lotto/stato.json")).text);
    expect(slots.map((slot) => said[slot].title)).toEqual(["accettato", "respinto", "accettato", "respinto"]);
    expect(said[slots[1] ?? ""].text).toContain("Dario Campione");
    const { text } = await adele.get("/f/lotto");
    expect(text).toContain("2 accettati, 2 respinti, 0 in verifica.");
    expect(text).toContain("Atti che attendono la Sua firma (1)");
    const states = await Promise.all(acts.map(async (actId) => (await headOf(site, actId)).state));
    expect(states).toEqual(["PUBLISHED", "APPROVED", "PUBLISHED"]);
  });

  it("takes one file without script, by a plain form", async () => {
    const { text } = await adele.get("/f/lotto");
    expect(text).toMatch(/<noscript><form method="post" action="\/f\/lotto\/file" enctype="multipart\/form-data"/);
    const single = await fetch(new URL(`/f/lotto/atti/${acts[1]}`, site.url), {
      headers: { cookie: `visto_link=${adele.cookie("visto_link")}` },
    });
    const pdf = new Uint8Array(await single.arrayBuffer());
    const signed = await signPdf(pdf, site.pki.signerFor(signatory.fiscalCode), new Date(site.clock.now()));
    const body = new FormData();
    body.set("csrf", await csrfOf());
    body.set("file", new File([Uint8Array.from(signed)], "secondo.pdf", { type: "application/pdf" }));
    const headers = { "sec-fetch-site": "same-origin", origin: "null" };
    expect((await adele.send("POST", "/f/lotto/file", { body, headers })).location).toBe("/f/lotto#caricati");
    await site.outbox.drain();
    expect((await headOf(site, acts[1] ?? "")).state).toBe("PUBLISHED");
    expect((await adele.get("/f/lotto")).text).toContain("Nessun atto attende adesso la Sua firma");
  });

  it("does nothing without the page's own token, and nothing for a stranger", async () => {
    expect((await adele.post("/f/lotto/prepara", { csrf: "altro" })).status).toBe(403);
    expect((await adele.post("/f/lotto/file", { csrf: "altro" })).status).toBe(403);
    expect((await adele.post("/f/firma/file", { csrf: "altro" })).status).toBe(403);
    const asked = { fileName: "a.p7m", length: 3, type: "application/pkcs7-mime" };
    expect((await adele.json("/f/lotto/permesso", { ...asked, csrf: "altro" })).status).toBe(403);
    for (const path of ["/f/lotto", "/f/lotto/atti.zip", "/f/lotto/stato.json", `/f/lotto/atti/${acts[1]}`])
      expect([path, (await site.client().get(path)).status]).toEqual([path, 403]);
  });
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
