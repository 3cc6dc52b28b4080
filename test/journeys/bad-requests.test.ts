import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anAct } from "../support/acts.ts";
import { type Client, hiddenFields } from "../support/client.ts";
import { draft, headOf } from "../support/journey.ts";
import { openTestSite, type TestSite } from "../support/site.ts";
import { snapshot, unchanged } from "../support/snapshot.ts";

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
const sendJson = async (json: string, over: Record<string, string> = {}) =>
  officer.post("/ufficio/atti", { ...(await tokens()), source: "json", json, ...over });

describe("an act's JSON that does not fit", () => {
  const bad = (change: object) => JSON.stringify({ ...anAct(), ...change });
  const cases: [string, string, string[]][] = [
    ["is no JSON", "{", ["non è JSON"]],
    ["is empty", "", ["non è JSON"]],
    ["is a list", "[]", ["atteso"]],
    ["has a number for a subject", bad({ subject: 7 }), ["subject", "7", "atteso"]],
    ["has no people where they belong", bad({ roles: "Adele" }), ["roles", "Adele", "atteso"]],
    ["has a date that does not exist", bad({ date: "2025-02-30" }), ["date", "2025-02-30", "atteso"]],
    ["has half a character in its text", bad({ subject: "a\ud800" }), ["subject", "atteso testo Unicode"]],
    ["is nested a hundred thousand deep", "[".repeat(100_000), ["non è JSON"]],
    ["has a field that nobody knows", bad({ __proto__x: 1, soggetto: "x" }), ["soggetto"]],
  ];
  it.each(cases)("is answered with field, value and expectation when it %s", async (_name, json, said) => {
    const answer = await unchanged(site, () => sendJson(json));
    expect(answer.status, answer.text.slice(0, 500)).toBe(400);
    for (const text of said) expect(answer.text).toContain(text);
  });

  it("keeps what was written, as text and never as markup", async () => {
    const answer = await sendJson('{"subject": "</textarea><script>alert(1)</script>"}');
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain("<script>alert");
    expect(answer.text).toContain("&lt;script&gt;alert(1)");
  });

  it("is refused by size before it is read", async () => {
    const answer = await unchanged(site, () => sendJson(`"${"x".repeat(4_100_000)}"`));
    expect(answer.status).toBe(413);
  });

  it("names the amount of the short form that is none", async () => {
    const fields = { ...(await tokens()), source: "form", subject: "Prova", net: "dodici" };
    const answer = await unchanged(site, () => officer.post("/ufficio/atti", fields));
    expect([answer.status, answer.text.includes("dodici")]).toEqual([400, true]);
  });

  it("names an example that is none", async () => {
    for (const example of ["niente", "constructor", "__proto__"]) {
      const fields = { ...(await tokens()), source: "example", example };
      expect((await unchanged(site, () => officer.post("/ufficio/atti", fields))).status).toBe(400);
    }
  });
});

describe("the same request twice", () => {
  it("makes one act", async () => {
    const fields = { ...(await tokens()), source: "json", json: JSON.stringify(anAct({ subject: "Una volta sola" })) };
    const answers = [await officer.post("/ufficio/atti", fields), await officer.post("/ufficio/atti", fields)];
    expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
    expect(answers[0]?.location).toBe(answers[1]?.location);
    const { text } = await officer.get("/ufficio");
    expect(text.split("Una volta sola").length - 1).toBe(1);
  });

  it("at the same moment makes one act", async () => {
    const fields = {
      ...(await tokens()),
      source: "json",
      json: JSON.stringify(anAct({ subject: "Nello stesso momento" })),
    };
    const answers = await Promise.all([1, 2, 3, 4].map(() => officer.post("/ufficio/atti", fields)));
    expect(new Set(answers.map((answer) => answer.location)).size).toBe(1);
  });

  it("with other data is refused", async () => {
    const { csrf, idem } = await tokens();
    const send = (subject: string) => sendJson(JSON.stringify(anAct({ subject })), { csrf, idem });
    expect((await send("Prima")).status).toBe(303);
    expect((await unchanged(site, () => send("Seconda"))).status).toBe(409);
  });

  it.each(["", "k".repeat(3000), "a b", "è"])("needs a key to be one: %s", async (idem) => {
    const answer = await unchanged(site, () => sendJson(JSON.stringify(anAct()), { idem }));
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("idem");
  });
});

describe("a form", () => {
  const fields = async () => ({ ...(await tokens()), source: "json", json: JSON.stringify(anAct()) });

  it.each(["", "0".repeat(22)])("with the token «%s» is refused", async (csrf) => {
    const sent = { ...(await fields()), csrf };
    expect((await unchanged(site, () => officer.post("/ufficio/atti", sent))).status).toBe(403);
  });

  it("with another officer's token is refused", async () => {
    const other = await site.signedIn("altro.officer", ["officer"]);
    const { csrf = "" } = await other.form("/ufficio/nuovo", "/ufficio/atti");
    const sent = { ...(await fields()), csrf };
    expect((await unchanged(site, () => officer.post("/ufficio/atti", sent))).status).toBe(403);
  });

  const strangers: [string, Record<string, string>][] = [
    ["another site, as browsers say it", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["a sister site", { "sec-fetch-site": "same-site" }],
    ["another origin that claims to be the same site", { origin: "https://evil.example" }],
    ["a sandboxed frame in an old browser", { "sec-fetch-site": "", origin: "null" }],
  ];
  it.each(strangers)("from %s is refused", async (_name, headers) => {
    const sent = await fields();
    expect((await unchanged(site, () => officer.post("/ufficio/atti", sent, headers))).status).toBe(403);
    for (const path of ["/accesso", "/uscita", "/orologio", "/f/apri", "/f/decidi", "/f/esci"])
      expect((await unchanged(site, () => officer.post(path, sent, headers))).status, path).toBe(403);
  });

  it("from who is not signed in is sent to the login", async () => {
    const sent = await fields();
    const answer = await unchanged(site, () => site.client().post("/ufficio/atti", sent));
    expect([answer.status, answer.location]).toEqual([303, "/accesso"]);
  });

  it("whose body cannot be read is refused and is no fault", async () => {
    const answer = await officer.send("POST", "/ufficio/atti", {
      body: "--x\r\nnonsense",
      headers: { "content-type": "multipart/form-data; boundary=x", "sec-fetch-site": "same-origin" },
    });
    expect(answer.status).toBe(403);
  });
});

describe("a page with an old version of the act", () => {
  it("is told so, keeps what was written and changes nothing", async () => {
    const actId = await draft(site, anAct({ subject: "Due finestre" }));
    const page = `/ufficio/atti/${actId}/modifica`;
    const fields = hiddenFields((await officer.get(`${page}/dati`)).text, page);
    const save = (subject: string) => officer.post(page, { ...fields, json: JSON.stringify(anAct({ subject })) });
    expect((await save("Prima finestra")).status).toBe(303);
    const { items } = await snapshot(site.dir);
    const late = await save("Seconda finestra");
    expect((await snapshot(site.dir)).items).toEqual(items);
    expect([late.status, late.text.includes("Seconda finestra")]).toEqual([409, true]);
    expect((await headOf(site, actId)).subject).toBe("Prima finestra");
  });
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
