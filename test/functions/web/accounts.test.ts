// Accounts over real HTTP: added, invited, their roles, suspension, lost passwords; who may, what is refused, what ends.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPerson } from "../../../shared/workflow/index.ts";
import { fieldName } from "../../../shared/workflow/model/request-words.ts";
import { choosePassword, connectApp, mailedToken, passphrase } from "../../support/accounts.ts";
import type { Client } from "../../support/client.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";
import { unchanged } from "../../support/snapshot.ts";
import { dumpItems } from "../../support/world.ts";

let site: TestSite;
let elena: Client;
let auditor: Client;

beforeAll(async () => {
  site = await openTestSite();
  elena = await site.signedIn("elena.verifica", ["operator"]);
  auditor = await site.signedIn("solo.revisore", ["auditor"]);
});
afterAll(() => site.stop());

const list = "/gestione/persone";
const of = (who: string) => `${list}/${who}`;
const nuova = {
  who: "nuova.prova",
  name: "Nuova Prova",
  email: "nuova.prova@borgosereno.example",
  office: "Segreteria",
  fiscalCode: "",
};
const post = async (path: string, fields: [string, string][], client = elena, page = list) =>
  client.post(path, [...Object.entries(await client.form(page, path)), ...fields]);
const add = (over: Partial<typeof nuova> = {}, roles = ["officer"]) =>
  post(list, [...Object.entries({ ...nuova, ...over }), ...roles.map((role): [string, string] => ["roles", role])]);
const tenant = () => site.world.settings.tenant;
const person = (who: string) => findPerson(site.world.items, tenant(), who);

/** Somebody new with a password of their own, signed in. */
async function arrived(who: string, roles: string[]): Promise<Client> {
  const email = `${who}@borgosereno.example`;
  await add({ who, email, name: `Prova ${who}` }, roles);
  await choosePassword(site, await mailedToken(site, email), passphrase);
  const client = site.client();
  expect((await client.signIn(who, passphrase)).location).toBe("/ufficio");
  return client;
}

describe("an operator", () => {
  it("adds a person, who chooses a password from the mailed link and comes in; the link is good once", async () => {
    expect((await add()).location).toBe(`${list}?fatto=added`);
    expect((await elena.get(list)).text).toContain("invitata");
    const token = await mailedToken(site, nuova.email);
    expect(token).toHaveLength(43);
    expect(JSON.stringify(dumpItems(site.dir))).not.toContain(token);
    expect((await choosePassword(site, token, passphrase)).location).toBe("/accesso?fatto=password");
    expect((await site.client().signIn(nuova.who, passphrase)).location).toBe("/ufficio");
    const again = await choosePassword(site, token, "un'altra frase del tutto nuova");
    expect([again.status, again.text.includes("non apre nulla")]).toEqual([410, true]);
    const [mail] = await site.spool.list();
    expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/nuova\.prova|officer|istruttore/);
  });

  it.each([
    ["who", { who: "Nuova Prova" }],
    ["who", { who: "a" }],
    ["who", { who: "../etc" }],
    ["who", { who: "x".repeat(61) }],
    ["name", { name: " " }],
    ["name", { name: "Nome\r\nBcc: altro@ente.it" }],
    ["email", { email: "nuova@@ente" }],
    ["email", { email: "a@b.it\r\nBcc: c@d.it" }],
    ["office", { office: "" }],
    ["fiscalCode", { fiscalCode: "ABC" }],
    ["fiscalCode", { fiscalCode: "RSSMRA80A01H501UX" }],
  ])("is told that «%s» cannot be so, keeps what was typed, and nobody is added (%#)", async (field, over) => {
    const answer = await unchanged(site, () => add({ who: "altra.prova", ...over }));
    expect([answer.status, answer.text.includes(`Campo ${fieldName(field, "it")}:`)]).toEqual([400, true]);
    expect(answer.text).toContain(`value="${"email" in over ? "Segreteria" : nuova.email}"`);
  });

  it("cannot take a name that is somebody's, nor give a role that there is not", async () => {
    expect((await unchanged(site, () => add({ who: "bruno.esempio" }))).status).toBe(409);
    expect((await unchanged(site, () => add({ who: "altra.prova" }, ["sindaco"]))).status).toBe(400);
  });

  it("changes roles: they count at once, and every session of the person is over", async () => {
    const client = await arrived("ruoli.prova", ["officer"]);
    expect((await client.get("/ufficio/nuovo")).status).toBe(200);
    await post(`${of("ruoli.prova")}/ruoli`, [["roles", "auditor"]], elena, of("ruoli.prova"));
    expect((await client.get("/ufficio")).status).toBe(303);
    const again = site.client();
    await again.signIn("ruoli.prova", passphrase);
    expect([(await again.get("/ufficio")).status, (await again.get("/ufficio/nuovo")).status]).toEqual([200, 403]);
  });

  it("suspends an account: sessions, keys and mailed links are worth nothing until it is opened again", async () => {
    const client = await arrived("sospesa.prova", ["officer"]);
    const csrf = (await client.form("/ufficio", "/uscita"))["csrf"] ?? "";
    const made = await client.send("POST", "/api/v1/chiavi", {
      body: JSON.stringify({ name: "x", roles: ["officer"], days: 1 }),
      headers: {
        "content-type": "application/json",
        "x-csrf-token": csrf,
        "idempotency-key": "k",
        "sec-fetch-site": "same-origin",
      },
    });
    const bearer = { authorization: `Bearer ${JSON.parse(made.text).secret}` };
    expect((await site.client().get("/api/v1/atti", bearer)).status).toBe(200);
    await post(`${of("sospesa.prova")}/invito`, [], elena, of("sospesa.prova"));
    const token = await mailedToken(site, "sospesa.prova@borgosereno.example");
    await post(`${of("sospesa.prova")}/stato`, [], elena, of("sospesa.prova"));
    expect((await client.get("/ufficio")).status).toBe(303);
    expect((await site.client().get("/api/v1/atti", bearer)).status).toBe(401);
    expect((await site.client().signIn("sospesa.prova", passphrase)).status).toBe(403);
    expect((await choosePassword(site, token, "un'altra frase del tutto nuova")).status).toBe(410);
    expect((await elena.get(of("sospesa.prova"))).text).toContain("Riapri l");
    await post(`${of("sospesa.prova")}/stato`, [], elena, of("sospesa.prova"));
    expect((await site.client().signIn("sospesa.prova", passphrase)).status).toBe(303);
  });

  it("changes neither their own roles nor their own state, so that one operator always remains", async () => {
    const csrf = (await elena.form(list, list))["csrf"] ?? "";
    for (const [path, fields] of [
      ["ruoli", { roles: "auditor" }],
      ["stato", { stato: "sospesa" }],
      ["fattori", {}],
    ] as const)
      expect(
        (await unchanged(site, () => elena.post(`${of("elena.verifica")}/${path}`, { csrf, ...fields }))).status,
      ).toBe(403);
    expect((await elena.get(of("elena.verifica"))).text).toContain("un altro operatore");
  });

  it("takes a lost app away with its codes: the next sign-in asks for the password alone, and sessions are over", async () => {
    const client = await arrived("persa.prova", ["officer"]);
    await connectApp(site, client, passphrase);
    expect((await site.client().signIn("persa.prova", passphrase)).location).toBe("/accesso/codice");
    const path = of("persa.prova");
    expect((await post(`${path}/fattori`, [], elena, path)).location).toBe(`${path}?fatto=factors`);
    expect((await client.get("/ufficio")).status).toBe(303);
    expect((await site.client().signIn("persa.prova", passphrase)).location).toBe("/ufficio");
    expect(dumpItems(site.dir).filter((item) => item.pk.endsWith("#FAC#persa.prova"))).toEqual([]);
  });

  it("sets a person's second channel, never the mailbox of the links", async () => {
    await arrived("canale.prova", ["officer"]);
    const fields: [string, string][] = [
      ["channelKind", "sms"],
      ["channelAddress", "+39 000 0008866"],
    ];
    const set = await post(`${of("canale.prova")}/recapiti`, fields, elena, of("canale.prova"));
    expect(set.location).toBe(`${of("canale.prova")}?fatto=contact`);
    expect((await person("canale.prova"))?.secondChannel).toEqual({ kind: "sms", address: "+39 000 0008866" });
    expect((await elena.get(of("canale.prova"))).text).toContain("•••• 66");
    const own: [string, string][] = [
      ["channelKind", "email"],
      ["channelAddress", "canale.prova@borgosereno.example"],
    ];
    expect((await post(`${of("canale.prova")}/recapiti`, own, elena, of("canale.prova"))).status).toBe(400);
  });

  it.each(["nessuno", "%00", "P%23x", "x".repeat(200), "%F0%9F%93%84", "..%2F.."])(
    "finds no person under %s, which is no fault",
    async (who) => {
      expect((await elena.get(of(who))).status).toBe(404);
    },
  );
});

describe("an auditor", () => {
  it("reads accounts and what became of them, without a form", async () => {
    for (const path of [list, of("bruno.esempio"), "/gestione/chiavi"]) {
      const { status, text } = await auditor.get(path);
      expect([path, status, (text.match(/<form /g) ?? []).length]).toEqual([path, 200, 1]);
    }
    expect((await auditor.get(list)).text).toContain("Elena Verifica ha aggiunto Nuova Prova (istruttore)");
  });
});

describe("a forgotten password", () => {
  const ask = (username: string, client = site.client()) => client.post("/accesso/dimenticata", { username });

  it("is answered alike for every name, and only an open account gets a link", async () => {
    await arrived("smemorata.prova", ["officer"]);
    const before = (await site.spool.list()).length;
    const asked = ["smemorata.prova", "nessuno", "adele.prova", "", "\ud800", "x".repeat(5_000), "a@b"];
    const answers = [];
    for (const name of asked) answers.push(await ask(name));
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`))).toEqual(
      new Set(["303 /accesso/dimenticata?fatto=1"]),
    );
    await site.outbox.drain();
    expect((await site.spool.list()).length).toBe(before + 1);
  });

  it("may be asked for by address; the link lasts an hour, the newer one ends the older, and sets it without the old one", async () => {
    const client = await arrived("posta.prova", ["officer"]);
    await ask("Posta.Prova@borgosereno.example");
    const first = await mailedToken(site, "posta.prova@borgosereno.example");
    site.clock.forward(1_000);
    await ask("posta.prova");
    const second = await mailedToken(site, "posta.prova@borgosereno.example");
    expect(second).not.toBe(first);
    expect((await choosePassword(site, first, "frase nuova per il lunedì mattina")).status).toBe(410);
    expect((await choosePassword(site, second, "frase nuova per il lunedì mattina")).status).toBe(303);
    expect((await client.get("/ufficio")).status).toBe(303);
    expect((await site.client().signIn("posta.prova", passphrase)).status).toBe(403);
    site.clock.forward(1_000);
    await ask("posta.prova");
    const late = await mailedToken(site, "posta.prova@borgosereno.example");
    site.clock.forward(60 * 60_000);
    expect((await choosePassword(site, late, passphrase)).status).toBe(410);
  });

  it("is mailed three times an hour and no more, and nobody is told", async () => {
    await arrived("inondata.prova", ["officer"]);
    const mails = async () => (await site.spool.list()).filter((one) => one.to.email.startsWith("inondata")).length;
    const before = await mails();
    for (let n = 0; n < 5; n += 1) expect((await ask("inondata.prova")).status).toBe(303);
    await site.outbox.drain();
    expect((await mails()) - before).toBe(3);
  });

  it("GET, HEAD and opening the link spend nothing, and the page never holds the token in an address", async () => {
    await arrived("scansione.prova", ["officer"]);
    site.clock.forward(60 * 60_000);
    await ask("scansione.prova");
    const token = await mailedToken(site, "scansione.prova@borgosereno.example");
    const scanner = site.client();
    await unchanged(site, async () => {
      await scanner.get("/password");
      await scanner.send("HEAD", "/password");
      await scanner.get(`/password?token=${token}`);
      return scanner.post("/password/apri", { token });
    });
    for (const [password, again] of [
      ["corta", "corta"],
      [passphrase, "diversa"],
      ["scansione.prova.123", "scansione.prova.123"],
    ] as const)
      expect((await choosePassword(site, token, password, again)).status).toBe(422);
    expect((await choosePassword(site, token, "frase nuova per il lunedì mattina")).status).toBe(303);
  });

  it.each(["", "x", "#", "\u0000", "é".repeat(43), "a".repeat(43), "a".repeat(100_000)])(
    "no link is %j",
    async (token) => {
      const client = site.client();
      expect([404, 410, 429]).toContain((await client.post("/password/apri", { token })).status);
      expect([404, 410, 429]).toContain(
        (await client.post("/password", { token, password: passphrase, again: passphrase })).status,
      );
    },
  );
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
