// The first set-up over real HTTP: the code of the terminal, eight steps that can be left and taken up again, and an end
// that stores everything or nothing.
import { rm } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import { registerState } from "../../../shared/workflow/index.ts";
import { pngOf } from "../../support/pictures.ts";
import {
  addressFields,
  bodyFields,
  fillIn,
  lookFields,
  mailFields,
  openSetUp,
  operatorFields,
  registerFields,
  signingFields,
  step,
  today,
} from "../../support/set-up.ts";
import { dumpItems } from "../../support/world.ts";

type Open = Awaited<ReturnType<typeof openSetUp>>;
const open: Open[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) {
    await one.server.close();
    await rm(one.dir, { recursive: true, force: true });
  }
});
async function begun(): Promise<Open & { readonly code: string }> {
  const one = await openSetUp();
  open.push(one);
  return { ...one, code: one.server.code ?? "" };
}
async function entered() {
  const one = await begun();
  await one.client.post("/configurazione/codice", { code: one.code });
  return one;
}
const dumpOf = (dir: string): string => JSON.stringify(dumpItems(dir));
const png = pngOf(8, 8);

describe("a new folder", () => {
  it("serves the code's page and nothing else", async () => {
    const { client, said, code } = await begun();
    expect(said.join("\n")).toContain(code);
    const page = await client.get("/configurazione");
    expect(page.status).toBe(200);
    expect(page.text).toContain("Prima configurazione");
    expect(page.text).not.toContain(code);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    for (const path of ["/", "/ufficio", "/accesso", "/albo", "/gestione", "/configurazione/ente"])
      expect([path, (await client.get(path)).location]).toEqual([path, "/configurazione"]);
  });

  it("opens to the code however it is typed, to no other, and to nobody after ten tries", async () => {
    const { client, code } = await begun();
    expect((await client.post("/configurazione/codice", { code: "" })).status).toBe(403);
    expect((await client.post("/configurazione/codice", { code: "0".repeat(100_000) })).status).toBe(403);
    for (let n = 0; n < 8; n += 1) await client.post("/configurazione/codice", { code: `AAAA-AAAA-000${n}` });
    expect((await client.post("/configurazione/codice", { code })).status).toBe(429);
    const other = await begun();
    const typed = ` ${other.code.toLowerCase().replaceAll("-", " ")} `;
    expect((await other.client.post("/configurazione/codice", { code: typed })).location).toBe("/configurazione/ente");
  });

  it("takes no form from another site, from nobody, or with another's token", async () => {
    const { client, code } = await begun();
    const strange = await client.post("/configurazione/codice", { code }, { "sec-fetch-site": "cross-site" });
    expect(strange.location).toBe("/configurazione");
    expect((await client.post("/configurazione/ente", bodyFields)).location).toBe("/configurazione");
    await client.post("/configurazione/codice", { code });
    const forged = await client.post("/configurazione/ente", { ...bodyFields, csrf: "x" });
    expect(forged.location).toBe("/configurazione");
    expect((await client.get("/configurazione")).location).toBe("/configurazione/ente");
  });
});

const long = "x".repeat(300);
const cases: [string, Record<string, string>, Record<string, string>, string][] = [
  ["ente", bodyFields, { name: "" }, "name"],
  ["ente", bodyFields, { name: `Comune\nBcc: x@y.it` }, "name"],
  ["ente", bodyFields, { name: long }, "name"],
  ["ente", bodyFields, { code: "C A" }, "code"],
  ["ente", bodyFields, { code: "x#ACT#1" }, "code"],
  ["ente", bodyFields, { pec: "protocollo" }, "pec"],
  ["ente", bodyFields, { officeEmail: "a@b.it, c@d.it" }, "officeEmail"],
  ["ente", bodyFields, { address: "" }, "address"],
  ["aspetto", lookFields, { colour: "red" }, "colour"],
  ["aspetto", lookFields, { colour: "#ffcc00" }, "colour"],
  ["aspetto", lookFields, { colour: "#000;}body{display:none" }, "colour"],
  ["amministratore", operatorFields, { who: "Elena Verifica" }, "who"],
  ["amministratore", operatorFields, { who: "../x" }, "who"],
  ["amministratore", operatorFields, { fiscalCode: "VRFLNE68H50Z999A" }, "fiscalCode"],
  ["amministratore", operatorFields, { password: "corta", passwordAgain: "corta" }, "password"],
  ["amministratore", operatorFields, { passwordAgain: "un'altra frase lunga" }, "passwordAgain"],
  ["amministratore", operatorFields, { codesEmail: "elena@borgosereno.example" }, "codesEmail"],
  ["amministratore", operatorFields, { roles: "re" }, "roles"],
  ["persone/titolare", {}, { office: "Segreteria", who: "nessuno", from: "2026-01-01", decree: "d" }, "titolare-chi"],
  ["persone/titolare", {}, { office: "Ufficio ignoto", who: "", from: "ieri", decree: "" }, "titolare-ufficio"],
  ["firme", signingFields, { level: "Z" }, "level"],
  ["firme", signingFields, { timestamps: "file:///etc/passwd" }, "timestamps"],
  ["firme", signingFields, { timestamps: "https://utente:segreto@tsa.example/" }, "timestamps"],
  ["firme", signingFields, { kind: "p12" }, "file"],
  ["posta", mailFields, { use: "smtp", host: "posta example" }, "host"],
  ["posta", mailFields, { use: "smtp", host: "posta.example", from: "a@b.it", port: "0" }, "port"],
  ["posta", mailFields, { use: "smtp", host: "posta.example", from: "a@b.it", security: "none" }, "security"],
  ["posta", mailFields, { use: "smtp", host: "posta.example", from: "a@b.it", user: "visto" }, "password"],
  ["indirizzo", addressFields, { origin: "http://atti.borgosereno.example" }, "origin"],
  ["indirizzo", addressFields, { origin: "https://atti.borgosereno.example/visto" }, "origin"],
  ["indirizzo", addressFields, { origin: "https://utente:x@atti.borgosereno.example" }, "origin"],
  ["indirizzo", addressFields, { trustedProxies: "0.0.0.0/0" }, "trustedProxies"],
  ["indirizzo", addressFields, { trustedProxies: "localhost" }, "trustedProxies"],
];

describe("a step", () => {
  it.each(cases)(
    "«%s» says beside the field what is expected, and stores nothing (%#)",
    async (path, good, bad, field) => {
      const { client, told, dir } = await entered();
      const before = dumpOf(dir);
      const answer = await step(client, path, { ...good, ...bad });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain(`id="${field.includes("-") ? field : `campo-${field}`}-problema"`);
      expect(answer.text).toContain('aria-invalid="true"');
      for (const secret of ["segreto", "una frase lunga di prova"]) expect(answer.text).not.toContain(secret);
      expect(dumpOf(dir)).toBe(before);
      expect(told).toEqual([]);
    },
  );

  it("takes pictures by their bytes: no SVG, nothing that is cut short, nothing with a tail", async () => {
    const { client } = await entered();
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    for (const bytes of [svg, png.slice(0, -8), Uint8Array.from([...png, 0]), new Uint8Array(0x30000).fill(255)]) {
      const arms = new File([Uint8Array.from(bytes)], "stemma.png", { type: "image/png" });
      const answer = await step(client, "aspetto", lookFields, { arms });
      expect([bytes.length, answer.status]).toEqual([bytes.length, 400]);
      expect(answer.text).toContain('id="campo-arms-problema"');
    }
    const arms = new File([Uint8Array.from(png)], "qualunque.txt", { type: "text/plain" });
    expect((await step(client, "aspetto", { ...lookFields, armsAlt: "" }, { arms })).text).toContain(
      'id="campo-armsAlt-problema"',
    );
    expect((await step(client, "aspetto", lookFields, { arms })).status).toBe(303);
  });

  it("adds people, holders and substitutes one by one, and takes them off again with what is theirs", async () => {
    const { client } = await entered();
    await step(client, "amministratore", operatorFields);
    const adele = {
      ...{ name: "Adele Prova", who: "adele.prova", email: "adele@borgosereno.example", office: "Direzione" },
      ...{ codesEmail: "adele@altrove.example", fiscalCode: "PRVDLA75C52Z999U", password: "" },
    };
    expect((await step(client, "persone/persona", adele)).status).toBe(303);
    expect((await step(client, "persone/persona", adele)).text).toContain('id="campo-who-problema"');
    const held = { office: "Direzione", who: "adele.prova", from: "2026-01-01", to: "", decree: "decreto n. 1" };
    expect((await step(client, "persone/titolare", held)).status).toBe(303);
    const away = { ...held, to: "2026-12-31", kind: "absence", formula: "per il Dirigente" };
    expect((await step(client, "persone/sostituto", away)).status).toBe(400);
    expect((await step(client, "persone/sostituto", { ...away, who: "elena.verifica" })).status).toBe(303);
    const { text } = await client.get("/configurazione/persone");
    expect(text).toContain("Direzione: Adele Prova, dal 01/01/2026");
    expect((await step(client, "persone/togli", { list: "people", at: "0" })).status).toBe(303);
    const after = (await client.get("/configurazione/persone")).text;
    expect(after).not.toContain("adele.prova");
    expect(after).not.toContain("decreto n. 1");
  });
});

describe("the end", () => {
  it("names the steps that are missing, and opens nothing", async () => {
    const { client } = await entered();
    const answer = await step(client, "registro", registerFields(today()));
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("Mancano ancora dei passi");
    expect(answer.text).toContain('href="/configurazione/amministratore"');
  });

  it("makes the body, its operator and its register, after which no code opens anything", async () => {
    const { client, code, server, dir, told } = await begun();
    await fillIn(client, code);
    expect((await step(client, "registro", { ...registerFields(today()), lastDate: "2020-01-01" })).status).toBe(400);
    const ended = await step(client, "registro", registerFields(today()));
    expect(ended.text).toContain("La configurazione è conclusa");
    const { world } = await server.opened;
    expect((await client.get("/configurazione")).status).toBe(404);
    expect((await client.signIn("elena.verifica", operatorFields.password)).location).toBe("/ufficio");
    const { tenant, register } = world.settings;
    expect(world.settings).toMatchObject({ tenant: "T#c_z999", name: "Comune di Borgo Sereno", colour: "#7a1f3d" });
    const state = await registerState(world.items, tenant, register, Number(today().slice(0, 4)));
    expect(state).toMatchObject({ opened: 41, last: 41, source: "Dichiarazione di prova" });
    expect((await client.get("/")).text).toContain("Comune di Borgo Sereno");
    expect((await client.get("/posta")).status).toBe(404);
    expect(told).toEqual([]);
    const stored = dumpOf(dir);
    expect(stored).not.toContain(operatorFields.password);
    expect(stored).not.toContain("SETUP#BODY");
  });

  it("keeps what was filled in when the program is stopped, and shows another code", async () => {
    const first = await begun();
    await first.client.post("/configurazione/codice", { code: first.code });
    await step(first.client, "ente", bodyFields);
    await first.server.close();
    const again = await openSetUp(first.dir);
    open.splice(open.indexOf(first), 1, again);
    expect(again.server.code).not.toBe(first.code);
    expect((await again.client.post("/configurazione/codice", { code: first.code })).status).toBe(403);
    const entered = await again.client.post("/configurazione/codice", { code: again.server.code ?? "" });
    expect(entered.location).toBe("/configurazione/aspetto");
    expect((await again.client.get("/configurazione/ente")).text).toContain('value="Comune di Borgo Sereno"');
  });
});
