// The settings of a body over real HTTP: who changes what, what is refused beside its field, two who change at once,
// secrets that never come back, and a picture and a colour that reach the next page.
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../../support/client.ts";
import { pngOf, smallJpeg } from "../../support/pictures.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";
import { dumpItems } from "../../support/world.ts";

let site: TestSite;
let elena: Client;
let auditor: Client;
const received: string[] = [];
const smtp = new SMTPServer({
  disabledCommands: ["STARTTLS"],
  allowInsecureAuth: true,
  onAuth: ({ password }, _session, done) =>
    password === "parola segreta" ? done(null, { user: "visto" }) : done(new Error("no")),
  onData: (stream, _session, done) => {
    const parts: Buffer[] = [];
    stream.on("data", (part: Buffer) => parts.push(part));
    stream.on("end", () => {
      received.push(Buffer.concat(parts).toString("utf8"));
      done();
    });
  },
});

beforeAll(async () => {
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  site = await openTestSite();
  elena = await site.signedIn("elena.verifica", ["operator"]);
  auditor = await site.signedIn("solo.revisore", ["auditor"]);
});
afterAll(async () => {
  await site.stop();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

const formOf = (path: string, client = elena) => client.form(`/gestione/${path}`, `/gestione/${path}`);
async function change(path: string, fields: Record<string, string>, files: Record<string, Uint8Array> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...(await formOf(path)), ...fields })) body.append(name, value);
  for (const [name, bytes] of Object.entries(files)) body.append(name, new File([Uint8Array.from(bytes)], "un.file"));
  const headers = { "sec-fetch-site": "same-origin", origin: "null" };
  return elena.send("POST", `/gestione/${path}`, { body, headers });
}

const body = {
  ...{ name: "Comune di Borgo Nuovo", place: "Borgo Nuovo", address: "Via della Prova 2" },
  ...{ pec: "nuovo@pec.borgosereno.example", officeName: "Protocollo", officeEmail: "protocollo@borgosereno.example" },
};
const server = () => ({
  ...{ use: "smtp", host: "127.0.0.1", port: String((smtp.server.address() as AddressInfo).port), security: "none" },
  ...{ user: "visto", password: "parola segreta", from: "visto@borgosereno.example" },
});

describe("an operator", () => {
  it("changes who the body is: the next page says so at once, and the log who and when, without values", async () => {
    expect((await change("ente", body)).location).toBe("/gestione?fatto=1");
    const { text } = await site.client().get("/");
    for (const said of [body.name, body.address, body.pec, "Protocollo"]) expect(text).toContain(said);
    const hub = (await elena.get("/gestione")).text;
    expect(hub).toContain("elena.verifica ha cambiato Ente: Denominazione, Luogo, Indirizzo della sede");
    const log = dumpItems(site.dir).filter((item) => JSON.stringify(item).includes("#BODYLOG"));
    expect(JSON.stringify(log)).not.toContain(body.name);
  });

  it("says where the data protection officer is reached, and whoever asks reads it", async () => {
    const own = { dpo: "rpd@borgosereno.example", privacyPolicy: "https://www.borgosereno.example/privacy" };
    expect((await change("ente", { ...body, ...own })).status).toBe(303);
    const { text } = await site.client().get("/privacy");
    expect(text).toContain(own.dpo);
    expect(text).toContain(`href="${own.privacyPolicy}"`);
    const wrong = await change("ente", { ...body, privacyPolicy: "javascript:alert(1)" });
    expect([wrong.status, wrong.text.includes("https://www.ente.it/privacy")]).toEqual([400, true]);
    expect((await change("ente", body)).status).toBe(303);
    expect((await site.client().get("/privacy")).text).not.toContain(own.dpo);
  });

  it("changes colour and coat of arms, and takes the arms away again", async () => {
    const arms = pngOf(10, 12);
    expect((await change("aspetto", { colour: "#004D40", armsAlt: "Una torre" }, { arms })).status).toBe(303);
    const { text } = await site.client().get("/albo");
    const style = /href="(\/ente\/[0-9a-f]{32}\.css)"/.exec(text)?.[1] ?? "";
    expect((await elena.get(style)).text).toContain("--visto-primary: #004d40");
    expect(text).toMatch(/src="\/ente\/[0-9a-f]{32}\.png"/);
    expect((await change("aspetto", { colour: "", armsAlt: "Una casa" }, { arms: smallJpeg })).status).toBe(303);
    expect((await site.client().get("/")).text).toMatch(/src="\/ente\/[0-9a-f]{32}\.jpg"/);
    expect((await change("aspetto", { colour: "", armsAlt: "", removeArms: "on" })).status).toBe(303);
    expect((await site.client().get("/")).text).not.toContain(".jpg");
  });

  it("is told the measured contrast of a colour that white text cannot stand on", async () => {
    const answer = await change("aspetto", { colour: "#ffcc00", armsAlt: "" });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("qui è 1,51:1");
    expect(answer.text).toContain('value="#ffcc00"');
  });

  it("sets what a signed file must show, which the next act is judged by", async () => {
    expect((await change("firme", { level: "T", qualified: "on" })).location).toBe("/gestione?fatto=1");
    expect((await elena.get("/gestione")).text).toContain("T, LT, LTA");
    expect((await elena.get("/gestione/firme")).text).toMatch(/value="T" checked/);
  });

  it("sets the mail server, tries it, and never sees the password again", async () => {
    expect((await change("posta", server())).location).toBe("/gestione?fatto=1");
    const page = await elena.get("/gestione/posta");
    expect(page.text).toContain("Una password è registrata e non si mostra");
    expect(page.text).not.toContain("parola segreta");
    expect(JSON.stringify(dumpItems(site.dir))).not.toContain("parola segreta");
    const tried = await elena.post("/gestione/posta/prova", {
      ...(await elena.form("/gestione/posta", "/gestione/posta/prova")),
      to: "prova@borgosereno.example",
    });
    expect(tried.text).toContain("Messaggio consegnato al server");
    expect(received.join("\n")).toContain("prova@borgosereno.example");
    expect((await change("posta", { ...server(), password: "", from: "altro@borgosereno.example" })).status).toBe(303);
    for (const elsewhere of [{ host: "localhost" }, { user: "altri" }]) {
      const answer = await change("posta", { ...server(), password: "", ...elsewhere });
      expect(answer.text).toContain('id="campo-password-problema"');
    }
  });

  it("hears why a test did not leave, and after ten in an hour sends no more", async () => {
    const ask = async (to: string) =>
      (
        await elena.post("/gestione/posta/prova", {
          ...(await elena.form("/gestione/posta", "/gestione/posta/prova")),
          to,
        })
      ).text;
    expect(await ask("nessuno")).toContain("un indirizzo come nome@ente.it");
    expect(await ask("a@b.it\r\nBcc: c@d.it")).toContain("un indirizzo come nome@ente.it");
    for (let n = 0; n < 9; n += 1) await ask("prova@borgosereno.example");
    expect(await ask("prova@borgosereno.example")).toContain("Troppi tentativi");
  });

  it("is told when somebody else changed the settings meanwhile, and overwrites nothing", async () => {
    const old = await formOf("ente");
    expect((await change("ente", { ...body, name: "Comune di Borgo Primo" })).status).toBe(303);
    const late = await elena.post("/gestione/ente", { ...old, ...body, name: "Comune di Borgo Ultimo" });
    expect(late.status).toBe(409);
    expect(late.text).toContain("cambiate da altri");
    expect((await elena.get("/")).text).toContain("Comune di Borgo Primo");
  });

  it("cannot change the code that every key begins with", async () => {
    expect((await change("ente", { ...body, code: "c_b001" })).status).toBe(303);
    expect((await elena.get("/gestione")).text).toContain("c_z999");
  });
});

describe("an auditor", () => {
  it("reads every section, without a button that would refuse them", async () => {
    for (const path of ["", "/ente", "/aspetto", "/firme", "/posta", "/indirizzo", "/sigillo"]) {
      const { status, text } = await auditor.get(`/gestione${path}`);
      expect([path, status]).toEqual([path, 200]);
      expect(text).not.toContain(`action="/gestione${path}`);
    }
  });
});

const cases: [string, () => Record<string, string>, Record<string, string>, string][] = [
  ["ente", () => body, { name: "x\u0000y" }, "name"],
  ["ente", () => body, { officeEmail: "<script>" }, "officeEmail"],
  ["aspetto", () => ({ colour: "" }), { armsAlt: "x".repeat(500) }, "armsAlt"],
  ["firme", () => ({ level: "any" }), { level: "" }, "level"],
  ["posta", server, { host: "169.254.169.254 x" }, "host"],
  ["posta", server, { host: "posta.example", security: "none" }, "security"],
  ["posta", server, { port: "25; rm" }, "port"],
  ["posta", server, { from: "nessuno" }, "from"],
  ["posta", server, { use: "colomba" }, "use"],
  ["indirizzo", () => ({}), { origin: "atti.borgosereno.example" }, "origin"],
  ["indirizzo", () => ({ origin: "" }), { trustedProxies: "10.0.0.0/99" }, "trustedProxies"],
];

it.each(cases)("«%s» refuses a wrong field beside it and stores nothing (%#)", async (path, good, bad, field) => {
  const before = JSON.stringify(dumpItems(site.dir));
  const answer = await change(path, { ...good(), ...bad });
  expect(answer.status).toBe(400);
  expect(answer.text).toContain(`id="campo-${field}-problema"`);
  expect(answer.text).not.toContain("parola segreta");
  expect(JSON.stringify(dumpItems(site.dir))).toBe(before);
});
