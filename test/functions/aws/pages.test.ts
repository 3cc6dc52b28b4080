// The pages as they are deployed, on a table of DynamoDB's protocol: who comes in, by what, and what they are shown.
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoPeople } from "../../../local/demo/borgo-sereno.ts";
import { dynamoItems } from "../../../shared/adapters/aws/dynamo-items.ts";
import { findPerson, formKey, type Items, presentForm, savePerson } from "../../../shared/workflow/index.ts";
import { anAct } from "../../support/acts.ts";
import { type Client, openClient } from "../../support/client.ts";
import { findDynoxide, startDynoxide } from "../../support/dynoxide.ts";
import { newestToken, rup, submitted } from "../../support/journey.ts";
import {
  clientId,
  clientSecret,
  openProvider,
  type TestProvider,
  throughProvider,
} from "../../support/oidc-provider.ts";
import { back, bruno } from "../../support/oidc-site.ts";
import { openPagesOnLambda, origin } from "../../support/pages-on-lambda.ts";
import { pngOf } from "../../support/pictures.ts";
import { openTestWorld } from "../../support/world.ts";
import { openWorldOn } from "../../support/world-on.ts";

const dynoxide = findDynoxide();
const missing = "missing" in dynoxide ? dynoxide.missing : undefined;
if (missing !== undefined) console.warn(`the pages on AWS are not tested: ${missing}`);

const issuer = "https://identita.example";
const arms = pngOf(40, 40);
const secrets: { fattori: string | undefined; oidc: string } = {
  ...{ fattori: "Xk2pQ9vLr7TnB4wZc8YdF3gHs6JmA5eU", oidc: clientSecret },
};

describe.skipIf(missing !== undefined)(
  `the deployed pages${missing === undefined ? "" : ` (skipped: ${missing})`}`,
  () => {
    let items: Items;
    let provider: TestProvider;
    let pages: Awaited<ReturnType<typeof openPagesOnLambda>>;
    let stopTable: () => Promise<void>;
    /** An act that waits for a signatory. */
    let at = "";
    const client = (): Client => openClient(origin);

    beforeAll(async () => {
      if ("missing" in dynoxide) throw new Error(dynoxide.missing);
      const table = await startDynoxide(dynoxide.program);
      stopTable = table.stop;
      items = dynamoItems({ client: table.client, table: table.table });
      provider = await openProvider(`${origin}/accesso/identita/ritorno`, `${origin}/`, issuer);
      provider.persona = bruno;
      const {
        hostname,
        port,
        protocol = "http:",
      } = (await table.client.config.endpoint?.()) ?? { hostname: "", port: 0 };
      pages = await openPagesOnLambda({
        table: { endpoint: `${protocol}//${hostname}:${port}`, name: table.table },
        secrets,
        environment: {
          VISTO_FACTOR_SECRET: "fattori",
          VISTO_OIDC_SECRET: "oidc",
          VISTO_BODY_FACTS: JSON.stringify({
            ...{ code: "c_z999", pec: "protocollo@pec.example.org", dpo: "rpd@example.org", colour: "#7a1f3d" },
          }),
          VISTO_ARMS: JSON.stringify({ format: "png", alt: "Una torre tra due alberi" }),
          VISTO_OIDC: JSON.stringify({
            ...{ issuer, clientId, acrValues: ["livello-2"], name: "Accesso di prova" },
            claims: { fiscalCode: "fiscal_number" },
          }),
        },
        arms,
        elsewhere: (url) =>
          url.origin === issuer
            ? {
                url: new URL(url.pathname + url.search, provider.here),
                headers: { "x-forwarded-proto": "https", "x-forwarded-host": new URL(issuer).host },
              }
            : undefined,
      });
    }, 600_000);
    afterAll(async () => {
      await pages?.close();
      await provider?.close();
      await stopTable?.();
    });

    const tenant = "T#borgo-sereno";
    const lost = "Nulla di ciò che era già registrato è perduto";
    /** A page that says that nothing is lost, in both languages, and when to come back. */
    const expectAway = async (asked: Promise<Response>) => {
      const answer = await asked;
      const text = await answer.text();
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "60"]);
      expect(text).toContain(lost);
      expect(text).toContain('<p lang="en">');
      expect(text).toContain("Nothing that was recorded is lost");
      return answer;
    };

    it("serve nothing while an archive is being restored, and all of it as soon as it is in", async () => {
      const mark = { ...formKey, form: presentForm, restoring: { manifest: "AB".repeat(32) } };
      await items.transact([{ put: mark }]);
      for (const path of ["/", "/albo", "/trasparenza"]) await expectAway(fetch(new URL(path, origin)));
      const program = await fetch(new URL("/api/v1/pubblicati", origin));
      expect([program.status, (await program.json()).code]).toEqual([503, "STORE_AWAY"]);
      await items.transact([{ put: { ...formKey, form: presentForm } }]);
      expect((await client().get("/")).status).toBe(200);
    });

    it("show the body's coat of arms, which comes with the function", async () => {
      const text = await (await fetch(new URL("/trasparenza", origin))).text();
      const [, src = ""] = /<img class="body-arms" src="(\/ente\/[0-9a-f]{32}\.png)" alt=""/.exec(text) ?? [];
      const answer = await fetch(new URL(src, origin));
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/png"]);
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(arms);
    });

    it("say that nothing is lost where the secret behind second factors cannot be had, and go on once it can", async () => {
      const { fattori } = secrets;
      secrets.fattori = undefined;
      await expectAway(fetch(new URL("/f/conferma", origin)));
      // What asks for no confirmation is there all the same.
      expect((await client().get("/note-legali")).status).toBe(200);
      secrets.fattori = fattori;
      expect((await client().get("/f/conferma")).status).not.toBe(503);
    });

    it("show the portal with files that keep their names for a year, made small before", async () => {
      const { text } = await client().get("/");
      const [, sheet = ""] = /href="(\/static\/[\w./-]+\.[0-9a-f]{12}\.css)"/.exec(text) ?? [];
      expect(sheet).not.toBe("");
      const small = await fetch(new URL(sheet, origin), { headers: { "accept-encoding": "br, gzip" } });
      expect(Object.fromEntries(small.headers)).toMatchObject({
        "content-encoding": "br",
        "cache-control": "public, max-age=31536000, immutable",
        "content-type": "text/css; charset=utf-8",
      });
      const plain = await (await fetch(new URL(sheet, origin))).text();
      expect(brotliDecompressSync(new Uint8Array(await small.arrayBuffer())).toString("utf8")).toBe(plain);
      const [, font = ""] = /(\/static\/fonts\/[\w.-]+\.woff2)/.exec(plain) ?? [];
      const letters = new Uint8Array(await (await fetch(new URL(font, origin))).arrayBuffer());
      expect(Buffer.from(letters.subarray(0, 4)).toString("latin1")).toBe("wOF2");
      // A page of the release before names what is not there any more.
      const older = await fetch(new URL(sheet.replace(/\.[0-9a-f]{12}\./, ".000000000000."), origin));
      expect([older.status, older.headers.get("cache-control"), await older.text()]).toEqual([200, "no-cache", plain]);
    });

    it("let a signatory in whose only channel is the telephone once another address is recorded, by the link that they have", async () => {
      const { world } = await openTestWorld();
      const test = await openWorldOn({ items, objects: world.objects });
      const actId = await submitted(test, anAct());
      const token = await newestToken(test, actId, rup.email);
      const person = await findPerson(items, tenant, rup.who);
      if (!person) throw new Error("nobody");
      await savePerson(items, tenant, { ...person, secondChannel: { kind: "sms", address: "+39 333 0000000" } });
      const factorsAsked = () => pages.asked.filter((name) => name === "fattori").length;
      const before = factorsAsked();
      const browser = client();
      expect((await browser.post("/f/apri", { token })).location).toBe("/f/conferma");
      // Nobody here sends text messages: none is offered, and the page says who can mend that.
      const shut = await browser.get("/f/conferma");
      expect(shut.text).not.toContain("/f/conferma/invia");
      expect(shut.text).toContain("chi gestisce il sistema");
      await savePerson(items, tenant, {
        ...person,
        secondChannel: { kind: "email", address: "carla@altrove.example" },
      });
      const sent = await browser.post("/f/conferma/invia", await browser.form("/f/conferma", "/f/conferma/invia"));
      expect(sent.location).toBe("/f/conferma");
      const mail = pages.sent.at(-1);
      expect(mail?.to).toContain("carla@altrove.example");
      const code = /\b\d{6}\b/.exec(mail?.text ?? "")?.[0] ?? "";
      const entered = await browser.post("/f/conferma", {
        ...(await browser.form("/f/conferma", "/f/conferma")),
        code,
      });
      expect(entered.location).toBe("/f/atto");
      // The page of the act itself reads S3, which does not answer: that is no fault of the act's, nor of the link's.
      const away = await browser.get("/f/atto");
      expect([away.status, away.text.includes(lost)]).toEqual([503, true]);
      at = actId;
      // It was had before, and is kept as long as the process.
      expect(factorsAsked() - before).toBe(0);
    });

    it("let an officer in with the body's provider, and show no field for a password", async () => {
      const browser = client();
      const known = demoPeople.find(({ who }) => who === "bruno.esempio");
      if (!known) throw new Error("nobody");
      const { account: _a, surname: _s, givenName: _g, ...person } = known;
      await savePerson(items, tenant, person);
      const login = await browser.get("/accesso");
      expect(login.text).toContain("Accesso di prova");
      expect(login.text).not.toContain('type="password"');
      const entered = await back(browser, await throughProvider(browser));
      expect([entered.status, entered.location]).toEqual([303, "/ufficio"]);
      const desk = await browser.get("/ufficio/accesso");
      expect(desk.status).toBe(200);
      expect(desk.text).toContain("Bruno Esempio");
      const away = await browser.get(`/ufficio/atti/${at}`);
      expect([away.status, away.text.includes(lost)]).toEqual([503, true]);
    });

    it("show an operator the installation's settings to be read, with where each is changed, and say nothing false of them", async () => {
      const browser = client();
      const known = await findPerson(items, tenant, "bruno.esempio");
      if (!known) throw new Error("nobody");
      await savePerson(items, tenant, { ...known, roles: ["officer", "operator"] });
      await back(browser, await throughProvider(browser));
      const { status, text } = await browser.get("/gestione");
      expect(status).toBe(200);
      expect(text).toContain("cdk.json");
      expect(text).toContain("npm run deploy");
      for (const said of [
        "body.dpo",
        "body.coatOfArms",
        "Una torre tra due alberi",
        "sealKeys",
        "c_z999",
        "#7a1f3d",
        "rpd@example.org",
        origin,
        "Amazon SES",
      ])
        expect(text).toContain(said);
      // What holds on one machine alone: a key made for tests, a mail spool.
      for (const wrong of [
        "Ultime modifiche",
        "prossimo avvio",
        "chiave di PROVA",
        "visto.json",
        'href="/gestione/aspetto"',
      ])
        expect(text).not.toContain(wrong);
      expect((await browser.get("/gestione/aspetto")).status).toBe(404);
      const notes = await client().get("/privacy");
      expect(notes.text).toContain("rpd@example.org");
    });

    it("answer an officer's program that API Gateway vouches for, and no other", async () => {
      const claims = { fiscal_number: "TINIT-SMPBRN80A01Z999P", acr: "livello-2", aud: "visto-api" };
      const known = await pages.askAs(claims, "/api/sso/v1/atti");
      expect(known.status).toBe(200);
      for (const wrong of [
        { ...claims, acr: "livello-1" },
        { ...claims, fiscal_number: "TINIT-XXXXXX00A00X000X" },
      ])
        expect((await pages.askAs(wrong, "/api/sso/v1/atti")).status).toBe(401);
      expect((await client().get("/api/sso/v1/atti")).status).toBe(404);
      expect((await client().get("/api/v1/atti")).status).toBe(401);
    });

    it("say that nothing is lost when the table does not answer, to people and to programs", async () => {
      await stopTable();
      await expectAway(fetch(new URL("/trasparenza/2025/2706", origin)));
      const english = await fetch(new URL("/accesso?lang=en", origin), {
        headers: { cookie: "__Host-visto_ufficio=x" },
      });
      expect(english.status).toBe(503);
      expect(await english.text()).toContain('<p lang="it">');
      const program = await fetch(new URL("/api/v1/pubblicati", origin));
      expect([program.status, program.headers.get("retry-after")]).toEqual([503, "60"]);
      expect(await program.json()).toMatchObject({ code: "STORE_AWAY", status: 503 });
      // What is in the bundle is there all the same.
      expect((await fetch(new URL("/static/visto.css", origin))).status).toBe(200);
    });
  },
);
