// The portal over HTTP: search, omissis by its form, open data and their caches, the certificate, what is gone.
import { afterAll, beforeAll, expect, it } from "vitest";
import { actWith, aFile } from "../../support/acts.ts";
import { headOf, published } from "../../support/journey.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";

let site: TestSite;
let actId: string;
const secret = "Zelinda Riservata";
const text = (words: string) => [{ style: "plain" as const, text: words }];

beforeAll(async () => {
  site = await openTestSite();
  const sections = {
    premises: text(`Vista la domanda di ${secret}.`),
    motivation: [],
    administrativeChecks: [],
    accountingChecks: [],
    legislation: [],
    decision: text("Di concedere."),
  };
  const privacy = { rendition: "omissis" as const };
  const data = { ...actWith([aFile("A")]), subject: `Contributo a ${secret}`, sections, privacy };
  actId = await published(site, data, [aFile("A")]);
});
afterAll(() => site.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${site.url}${path}`, { headers, redirect: "manual" });

it("an officer writes the text with omissis in a form, and that text alone is on the portal", async () => {
  expect((await get("/trasparenza/2025/2706")).status).toBe(404);
  const officer = await site.signedIn("bruno.esempio");
  const form = await officer.get(`/ufficio/atti/${actId}/omissis`);
  expect(form.text).toContain(secret);
  const csrf = /name="csrf" value="([^"]+)"/.exec(form.text)?.[1] ?? "";
  const fields = { csrf, "t-subject": "Contributo a [omissis]", "t-premises:0": "", reason: "breve" };
  const refused = await officer.post(`/ufficio/atti/${actId}/omissis`, fields);
  // What was written is not lost with the refusal.
  expect([refused.status, refused.text.includes("Contributo a [omissis]")]).toEqual([422, true]);
  const reason = "Dati di persona fisica (art. 26 c. 4)";
  expect((await officer.post(`/ufficio/atti/${actId}/omissis`, { ...fields, reason })).status).toBe(303);
  await site.outbox.drain();
  const { copy } = await headOf(site, actId);
  const paths = [
    "/",
    "/albo",
    "/albo/2025/2706",
    "/trasparenza",
    "/trasparenza?q=contributo",
    "/trasparenza/2025/2706",
  ];
  for (const path of [...paths, `/verifica/${copy?.verificationCode}`, "/dati/albo.xml", "/dati/atti/2025/2706.json"]) {
    const page = await (await get(path)).text();
    expect([path, page.includes("Contributo a [omissis]"), page.includes("Zelinda")]).toEqual([path, true, false]);
  }
  for (const name of ["originale", "copia"]) expect((await get(`/atti/${actId}/file/${name}`)).status).toBe(404);
  expect((await get(`/atti/${actId}/file/omissis`)).headers.get("content-type")).toBe("application/pdf");
});

it("a search narrows by what it can read, and says what it could not", async () => {
  const found = async (query: string) =>
    /(\d+) att[oi] trovat/.exec(await (await get(`/trasparenza?${query}`)).text())?.[1];
  expect(await found("number=2706&year=2025")).toBe("1");
  expect(await found("number=1")).toBe("0");
  const page = await (await get("/trasparenza?max=tanto&da=-5&q=%00%ff")).text();
  expect(page).toContain("tanto");
});

it("open data carry their digest, are asked again within minutes, and answer 304 to who has them", async () => {
  for (const [path, type] of [
    ["/dati/atti-2025.csv", "text/csv; charset=utf-8; header=present"],
    ["/dati/albo.xml", "application/rss+xml; charset=utf-8"],
    ["/dati/catalogo.jsonld", "application/ld+json"],
    ["/sitemap.xml", "application/xml; charset=utf-8"],
  ] as const) {
    const answer = await get(path);
    const etag = answer.headers.get("etag") ?? "";
    expect([path, answer.status, answer.headers.get("content-type")]).toEqual([path, 200, type]);
    expect(answer.headers.get("cache-control")).toContain("max-age=300");
    expect((await get(path, { "if-none-match": etag })).status).toBe(304);
  }
  expect((await get("/dati/albo.xml")).headers.get("x-robots-tag")).toContain("noindex");
  expect(await (await get("/robots.txt")).text()).toContain("Disallow: /albo");
  expect((await get("/dati")).status).toBe(200);
  for (const path of ["/dati/altro.csv", "/dati/../items.sqlite", "/dati/atti/2025/1.json", "/dati/%00"])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
});

it("the certificate is a notice while the act is on the albo, written at its end, and gone with the act", async () => {
  const path = "/trasparenza/2025/2706/pubblicazione";
  expect(await (await get(path)).text()).toContain("Avviso di inizio pubblicazione");
  site.clock.set("2026-01-09T09:00:00.000Z");
  await site.outbox.drain();
  expect(await (await get(path)).text()).toContain("Si attesta che l’atto è stato pubblicato");
  const gone = await get("/albo/2025/2706");
  expect([gone.status, (await gone.text()).includes("Contributo")]).toEqual([410, false]);
  site.clock.set("2031-01-01T09:00:00.000Z");
  for (const address of [path, "/trasparenza/2025/2706", `/atti/${actId}/file/omissis`, "/dati/atti/2025/2706.json"])
    expect([address, (await get(address)).status]).toEqual([address, 410]);
});
