// One's own access over real HTTP: the app's code at sign-in, recovery codes, password, sessions; and what shuts whom out.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoPassword } from "../../../local/demo/borgo-sereno.ts";
import { findPerson, savePerson } from "../../../shared/workflow/index.ts";
import { appOf, connectApp, mailedToken, passphrase } from "../../support/accounts.ts";
import type { Client } from "../../support/client.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";
import { dumpItems } from "../../support/world.ts";

let site: TestSite;
beforeAll(async () => {
  site = await openTestSite({ settings: { totpFor: ["operator"] } });
});
afterAll(() => site.stop());

const own = "/ufficio/accesso";
const post = async (client: Client, path: string, fields: Record<string, string> = {}) =>
  client.post(`${own}${path}`, { ...(await client.form(own, `${own}${path}`)), ...fields });
const typed = async (client: Client, code: string) =>
  client.post("/accesso/codice", { ...(await client.form("/accesso/codice", "/accesso/codice")), code });
/** The password was typed, and the code is asked for. */
async function asked(who: string): Promise<Client> {
  const client = site.client();
  expect((await client.signIn(who, demoPassword)).location).toBe("/accesso/codice");
  return client;
}

describe("an app", () => {
  it("is connected after the password, its QR drawn in the page; from then on its code is asked for, and each is good once", async () => {
    const client = await site.signedIn("app.prova", ["officer"]);
    expect((await post(client, "/app", { old: "sbagliata" })).status).toBe(403);
    const { code, recovery, page, status } = await connectApp(site, client, demoPassword);
    expect([status, recovery.length]).toEqual([200, 10]);
    expect(page).toMatch(/<svg class="qr"[^>]*role="img"/);
    expect((await client.get(own)).text).toContain("Codici di riserva non usati: 10");
    const stored = JSON.stringify(dumpItems(site.dir));
    for (const secret of [...recovery, ...recovery.map((one) => one.replace("-", "")), code()])
      expect(stored).not.toContain(secret);

    const next = await asked("app.prova");
    expect((await next.get("/ufficio")).status).toBe(303);
    expect((await typed(next, code())).status).toBe(422);
    site.clock.forward(30_000);
    expect((await typed(next, code())).location).toBe("/ufficio");
    expect((await next.get("/ufficio")).status).toBe(200);
    const other = await asked("app.prova");
    expect((await typed(other, code())).status).toBe(422);
  });

  it("that is lost is replaced by a recovery code, once each; new ones end the old ones", async () => {
    const client = await site.signedIn("riserva.prova", ["officer"]);
    const { recovery } = await connectApp(site, client, demoPassword);
    const [first = "", second = ""] = recovery;
    expect((await typed(await asked("riserva.prova"), first.toLowerCase().replace("-", " "))).location).toBe(
      "/ufficio",
    );
    expect((await typed(await asked("riserva.prova"), first)).status).toBe(422);
    const renewed = await post(client, "/codici", { old: demoPassword });
    expect([renewed.status, (renewed.text.match(/<li class="mono">/g) ?? []).length]).toEqual([200, 10]);
    expect((await typed(await asked("riserva.prova"), second)).status).toBe(422);
  });

  it("is not guessed: ten codes an hour, whatever sign-in they are typed in", async () => {
    const client = await site.signedIn("indovina.prova", ["officer"]);
    const { code } = await connectApp(site, client, demoPassword);
    for (let round = 0; round < 2; round += 1) {
      const guess = await asked("indovina.prova");
      for (let n = 0; n < 5; n += 1) expect((await typed(guess, "000000")).status).toBe(422);
    }
    site.clock.forward(30_000);
    expect((await typed(await asked("indovina.prova"), code())).status).toBe(429);
    site.clock.forward(60 * 60_000);
    expect((await typed(await asked("indovina.prova"), code())).location).toBe("/ufficio");
  });

  it("is asked of a role that the body names before anything is shown, and the sign-in ends with it", async () => {
    await site.signedIn("elena.verifica", ["auditor"]);
    const { items, settings } = site.world;
    const person = await findPerson(items, settings.tenant, "elena.verifica");
    if (!person) throw new Error("nobody");
    await savePerson(items, settings.tenant, { ...person, roles: ["operator"] });
    const client = site.client();
    expect((await client.signIn("elena.verifica", demoPassword)).location).toBe("/accesso/app");
    expect((await client.get("/gestione/persone")).status).toBe(303);
    expect((await client.get("/accesso/codice")).location).toBe("/accesso");
    await client.post("/accesso/app", await client.form("/accesso/app", "/accesso/app"));
    const page = (await client.get("/accesso/app")).text;
    const form = await client.form("/accesso/app", "/accesso/app/conferma");
    expect((await client.post("/accesso/app/conferma", { ...form, code: "000000" })).status).toBe(422);
    const made = await client.post("/accesso/app/conferma", { ...form, code: appOf(page, site)() });
    expect([made.status, made.text.includes("Codici di riserva")]).toEqual([200, true]);
    expect((await client.get("/gestione/persone")).status).toBe(200);
  });

  it("is not begun, confirmed or asked for with a token of another sign-in, from another site, or after ten minutes", async () => {
    const client = await site.signedIn("altrove.prova", ["officer"]);
    const { code } = await connectApp(site, client, demoPassword);
    site.clock.forward(30_000);
    const next = await asked("altrove.prova");
    expect((await next.post("/accesso/codice", { csrf: "altro", code: code() })).status).toBe(403);
    const foreign = await next.post("/accesso/codice", { code: code() }, { "sec-fetch-site": "cross-site" });
    expect(foreign.status).toBe(403);
    const form = await next.form("/accesso/codice", "/accesso/codice");
    site.clock.forward(10 * 60_000);
    expect((await next.post("/accesso/codice", { ...form, code: code() })).location).toBe("/accesso");
  });

  it.each(["", " ", "abc", "١٢٣٤٥٦", "9".repeat(10_000), "\u0000", "0000-0000", "-1"])(
    "no code is %j, and no fault either",
    async (code) => {
      const who = `codice.${[...code].length}.${code.charCodeAt(0) || 0}`;
      await connectApp(site, await site.signedIn(who, ["officer"]), demoPassword);
      expect((await typed(await asked(who), code)).status).toBe(422);
    },
  );
});

describe("one's own password", () => {
  it("is changed with the old one; every other session is over at once, this one goes on under a new secret", async () => {
    const here = await site.signedIn("password.prova", ["officer"]);
    const there = await site.signedIn("password.prova", ["officer"]);
    const before = here.cookie("visto_ufficio");
    const fields = { old: demoPassword, password: passphrase, again: passphrase };
    expect((await post(here, "/password", { ...fields, old: "sbagliata" })).status).toBe(403);
    expect((await post(here, "/password", { ...fields, again: "diversa" })).status).toBe(422);
    expect((await post(here, "/password", { ...fields, password: "corta", again: "corta" })).status).toBe(422);
    expect((await there.get("/ufficio")).status).toBe(200);
    expect((await post(here, "/password", fields)).location).toBe(`${own}?fatto=password`);
    expect([(await here.get("/ufficio")).status, (await there.get("/ufficio")).status]).toEqual([200, 303]);
    expect(here.cookie("visto_ufficio")).not.toBe(before);
    expect((await site.client().signIn("password.prova", demoPassword)).status).toBe(403);
    expect((await site.client().signIn("password.prova", passphrase)).status).toBe(303);
  });

  it("cannot be guessed at an open screen: five tries, and then ten minutes", async () => {
    const client = await site.signedIn("schermo.prova", ["officer"]);
    const fields = { old: "sbagliata", password: passphrase, again: passphrase };
    for (let n = 0; n < 5; n += 1) expect((await post(client, "/password", fields)).status).toBe(403);
    expect((await post(client, "/password", { ...fields, old: demoPassword })).status).toBe(429);
    site.clock.forward(10 * 60_000);
    expect((await post(client, "/password", { ...fields, old: demoPassword })).status).toBe(303);
  });
});

describe("one's own sessions", () => {
  it("are listed with how and where from, ended one by one or all others; nobody else's is", async () => {
    const here = await site.signedIn("sessioni.prova", ["auditor"]);
    const there = await site.signedIn("sessioni.prova", ["auditor"]);
    const third = await site.signedIn("sessioni.prova", ["auditor"]);
    const stranger = await site.signedIn("estranea.prova", ["auditor"]);
    const page = (await here.get(own)).text;
    const ids = [...page.matchAll(/action="\/ufficio\/accesso\/sessioni\/(\w+)"/g)].map(([, id = ""]) => id);
    expect(ids).toHaveLength(2);
    const csrf = (await stranger.form(own, `${own}/password`))["csrf"] ?? "";
    await stranger.post(`${own}/sessioni/${ids[0]}`, { csrf });
    expect((await post(here, `/sessioni/${ids[0]}`)).location).toBe(`${own}?fatto=session`);
    const open = async () =>
      (await Promise.all([there, third].map((one) => one.get("/ufficio")))).map((got) => got.status).sort();
    expect(await open()).toEqual([200, 303]);
    expect((await post(here, "/sessioni")).location).toBe(`${own}?fatto=others`);
    expect([...(await open()), (await here.get("/ufficio")).status]).toEqual([303, 303, 200]);
  });
});

describe("wrong passwords", () => {
  const wrong = async (client: Client, who: string, times: number) => {
    for (let n = 0; n < times; n += 1) await client.signIn(who, "sbagliata");
  };

  it("of a stranger shut the stranger out and not the browser that the account was entered with before", async () => {
    const known = await site.signedIn("nota.prova", ["officer"]);
    const stranger = site.client();
    await wrong(stranger, "nota.prova", 5);
    expect((await stranger.signIn("nota.prova", demoPassword)).status).toBe(429);
    expect((await site.client().signIn("nota.prova", demoPassword)).status).toBe(429);
    await known.post("/uscita", await known.form("/ufficio", "/uscita"));
    expect((await known.signIn("nota.prova", demoPassword)).location).toBe("/ufficio");
  });

  it("do not shut out a known browser's owner by another name's cookie, nor is a made-up cookie believed", async () => {
    const other = await site.signedIn("altra.nota", ["officer"]);
    await site.signedIn("bersaglio.prova", ["officer"]);
    await wrong(site.client(), "bersaglio.prova", 5);
    await other.post("/uscita", await other.form("/ufficio", "/uscita"));
    expect((await other.signIn("bersaglio.prova", demoPassword)).status).toBe(429);
  });

  it("are answered by the mailed link: it lets its browser try while strangers are shut out", async () => {
    await site.signedIn("bloccata.prova", ["officer"]);
    await wrong(site.client(), "bloccata.prova", 6);
    const client = site.client();
    await client.post("/accesso/dimenticata", { username: "bloccata.prova" });
    const token = await mailedToken(site, "bloccata.prova@borgosereno.example");
    await client.post("/password", { token, password: passphrase, again: passphrase });
    expect((await client.signIn("bloccata.prova", passphrase)).location).toBe("/ufficio");
  });
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
