import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actWith, aFile, anAct } from "../support/acts.ts";
import { type Client, hiddenFields } from "../support/client.ts";
import { draft, headOf, published } from "../support/journey.ts";
import { openTestSite, type TestSite } from "../support/site.ts";
import { unchanged } from "../support/snapshot.ts";

let site: TestSite;
let officer: Client;
beforeAll(async () => {
  site = await openTestSite();
  officer = await site.signedIn();
});
afterAll(() => site.stop());

const tokens = async () => {
  const { csrf = "", idem = "" } = await officer.form("/ufficio/nuovo", "/ufficio/atti");
  return { csrf, idem };
};
describe("signing in", () => {
  it("comes back to the page that was asked for, and to no other site", async () => {
    await site.signedIn("ritorno.prova", ["officer"]);
    for (const [asked, expected] of [
      ["/posta", "/posta"],
      ["//evil.example", "/ufficio"],
      ["/\\evil.example", "/ufficio"],
      ["https://evil.example", "/ufficio"],
    ] as const) {
      const client = site.client();
      const page = await client.get(`/accesso?verso=${encodeURIComponent(asked)}`);
      const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
      const fields = { ...hiddenFields(page.text), username: "ritorno.prova", password: "prova-prova" };
      expect((await client.post(action, fields)).location).toBe(expected);
    }
  });

  it("tells no wrong name from a wrong password, and waits after five of them", async () => {
    await site.signedIn("blocco.prova", ["officer"]);
    const client = site.client();
    const unknown = await client.signIn("nessuno", "x");
    const wrong = await client.signIn("blocco.prova", "x");
    expect([unknown.status, wrong.status]).toEqual([403, 403]);
    const said = (text: string) => /role="alert"[\s\S]*?<\/div>/.exec(text)?.[0];
    expect(said(unknown.text)).toBe(said(wrong.text));
    for (let tries = 0; tries < 4; tries += 1) await client.signIn("blocco.prova", "x");
    expect((await client.signIn("blocco.prova", "prova-prova")).status).toBe(429);
    site.clock.forward(11 * 60_000);
    expect((await client.signIn("blocco.prova", "prova-prova")).status).toBe(303);
  });

  it.each(["x".repeat(5000), "\u{1F4C4}".repeat(60), "", "P#x"])("is no fault with a strange name", async (name) => {
    expect((await site.client().signIn(name, "x")).status).toBe(403);
  });

  it("ends with the way out", async () => {
    const client = await site.signedIn("uscita.prova", ["officer"]);
    await client.post("/uscita", await client.form("/ufficio", "/uscita"));
    expect((await client.get("/ufficio")).location).toBe("/accesso?verso=%2Fufficio");
  });
});

describe("an address that leads nowhere", () => {
  const paths = [
    "/ufficio/atti/NIENTE",
    "/ufficio/atti/NIENTE/modifica",
    "/ufficio/atti/NIENTE/stato.json",
    "/ufficio/atti/NIENTE/dati.json",
    "/ufficio/atti/NIENTE/file/originale",
    `/ufficio/atti/${"A".repeat(3000)}`,
    "/ufficio/atti/%2e%2e%2f",
    "/ufficio/atti/%E0%A4%A",
    "/albo/2025/1",
    "/albo/0000/0",
    "/trasparenza/2025/9999999",
    "/trasparenza/2025/x",
    "/atti/NIENTE/file/originale",
    "/verifica/NIENTE",
    "/verifica/%F0%9F%93%84%F0%9F%93%84%F0%9F%93%84%F0%9F%93%84%F0%9F%93%84%F0%9F%93%84%F0%9F%93%84%F0%9F%93%84%F0%9F%93%84%F0%9F%93%84%F0%9F%93%84",
    "/impronte/0000.json",
    "/impronte/GGGGG.json",
    "/static/../package.json",
    "/static/%2e%2e/package.json",
    "/static/site.css/",
    "/posta/NIENTE",
    "/niente",
  ];
  it.each(paths)("is 404: %s", async (path) => {
    expect((await officer.get(path)).status).toBe(404);
  });

  it("is 404 for a command too", async () => {
    const sent = { ...(await tokens()), reason: "Motivo abbastanza lungo." };
    for (const command of ["completa", "invia", "richiama", "reinvia", "scambia", "niente"])
      expect((await unchanged(site, () => officer.post(`/ufficio/atti/NIENTE/${command}`, sent))).status).toBe(404);
  });

  it("shows no draft and no act under way to the public", async () => {
    const actId = await draft(site, anAct({ subject: "Una bozza riservata" }));
    const visitor = site.client();
    for (const path of ["/", "/albo", "/trasparenza", "/trasparenza?q=riservata"])
      expect((await visitor.get(path)).text).not.toContain("riservata.");
    for (const name of ["documento", "originale", "copia", "allegato-A"])
      expect((await visitor.get(`/atti/${actId}/file/${name}`)).status).toBe(404);
  });
});

it("answers only to its own names, so that no stranger's name can be pointed at it", async () => {
  const status = await new Promise((resolve, reject) => {
    const asked = request(`${site.url}/ufficio`, { headers: { host: "evil.example" } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on("error", reject).end();
  });
  expect(status).toBe(421);
});

it("serves no attachment that is not to be published, whoever knows its address", async () => {
  const file = aFile("A");
  const data = actWith([file], true, { subject: "Con un allegato riservato" });
  const hidden = {
    ...data,
    declaredAttachments: data.declaredAttachments.map((one) => ({ ...one, publication: "esclusa" as const })),
  };
  const actId = await published(site, hidden, [file]);
  expect((await headOf(site, actId)).state).toBe("PUBLISHED");
  const visitor = site.client();
  expect((await visitor.get(`/atti/${actId}/file/allegato-A`)).status).toBe(404);
  expect((await visitor.get(`/atti/${actId}/file/originale`)).status).toBe(200);
  expect((await officer.get(`/ufficio/atti/${actId}/file/allegato-A`)).status).toBe(200);
});

it("ends with its term at the albo: 410, without a word of the act", async () => {
  const subject = "Oggetto che va tolto dall'albo";
  const actId = await published(site, anAct({ subject }));
  const { registration } = await headOf(site, actId);
  const path = `/albo/${registration?.year}/${registration?.number}`;
  const visitor = site.client();
  const shown = await visitor.get(path);
  expect([shown.status, shown.text.includes("Oggetto che va tolto")]).toEqual([200, true]);
  site.clock.forward(16 * 24 * 3_600_000);
  for (const swept of [false, true]) {
    if (swept) await site.outbox.drain();
    const gone = await visitor.get(path);
    expect(gone.status).toBe(410);
    expect(gone.text).not.toContain("Oggetto che va tolto");
    expect(gone.headers.get("x-robots-tag")).toContain("noindex");
    expect((await visitor.get("/albo")).text).not.toContain("Oggetto che va tolto");
  }
  expect((await visitor.get(path.replace("albo", "trasparenza"))).status).toBe(200);
  site.clock.forward(6 * 366 * 24 * 3_600_000);
  expect((await visitor.get(path.replace("albo", "trasparenza"))).status).toBe(410);
  const file = await visitor.get(`/atti/${actId}/file/originale`);
  expect([file.status, file.text.includes(`${registration?.number}`)]).toEqual([410, true]);
  expect((await visitor.get("/trasparenza")).text).not.toContain("Oggetto che va tolto");
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
