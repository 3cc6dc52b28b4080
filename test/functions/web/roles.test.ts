import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Role, roles } from "../../../shared/workflow/index.ts";
import { actWith, aFile, anAct } from "../../support/acts.ts";
import { addressesOf, fillRoute } from "../../support/addresses.ts";
import type { Client } from "../../support/client.ts";
import { enterPages, published, ready, submitted } from "../../support/journey.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";
import { snapshot } from "../../support/snapshot.ts";

type Visitor = Role | "link" | "nobody" | "no role";

let site: TestSite;
let addresses: Awaited<ReturnType<typeof addressesOf>>;
const visitors = new Map<Visitor, Client>();
const forms = new Map<Visitor, string>();

beforeAll(async () => {
  site = await openTestSite();
  const open = await ready(site, actWith([aFile("A")]), [aFile("A")]);
  const waiting = await submitted(site, anAct({ subject: "In attesa" }));
  const done = await published(site, actWith([aFile("B")]), [aFile("B")]);
  addresses = await addressesOf(site, [open, waiting, done]);
  for (const role of roles) visitors.set(role, await site.signedIn(`solo.${role}`, [role]));
  visitors.set("no role", await site.signedIn("senza.ruolo", []));
  visitors.set("nobody", site.client());
  const link = site.client();
  const [mail] = (await site.spool.list()).filter((one) => one.about.actId === waiting);
  await enterPages(site, link, /\/f#([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "");
  visitors.set("link", link);
  for (const [visitor, client] of visitors) forms.set(visitor, await tokenOf(client));
});
afterAll(() => site.stop());

/** The form token of the visitor's own session, which every page of an officer carries in the way out. */
async function tokenOf(client: Client): Promise<string> {
  const { text } = await client.get("/");
  return /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? "";
}

const everyone: readonly Visitor[] = [...roles, "no role", "link", "nobody"];
const readers: readonly Visitor[] = ["officer", "publisher", "operator", "auditor"];
const writers: readonly Visitor[] = ["officer"];

/** Who may use an address of the desk. What is not written here is nobody's. */
const allowed: Readonly<Record<string, readonly Visitor[]>> = {
  "GET /ufficio": readers,
  "GET /ufficio/nuovo": writers,
  "GET /ufficio/atti/:id": readers,
  "GET /ufficio/atti/:id/modifica": writers,
  "GET /ufficio/atti/:id/stato.json": readers,
  "GET /ufficio/atti/:id/dati.json": readers,
  "GET /ufficio/atti/:id/file/:name": readers,
  "GET /ufficio/atti/:id/prove/:sha256": readers,
  "POST /ufficio/atti": writers,
  "POST /ufficio/atti/:id/modifica": writers,
  "POST /ufficio/atti/:id/completa": writers,
  "POST /ufficio/atti/:id/conferma": writers,
  "POST /ufficio/atti/:id/invia": writers,
  "POST /ufficio/atti/:id/richiama": writers,
  "POST /ufficio/atti/:id/ritira": writers,
  "POST /ufficio/atti/:id/scambia": writers,
  "POST /ufficio/atti/:id/reinvia": writers,
  "POST /ufficio/atti/:id/nomina": writers,
  "POST /ufficio/atti/:id/indirizzo": writers,
  "POST /ufficio/atti/:id/correggi": writers,
  "POST /ufficio/atti/:id/visto": writers,
  "POST /ufficio/atti/:id/collega": writers,
  "POST /ufficio/atti/:id/allegati/:label/permesso": writers,
};

const plain = (pattern: string) => pattern.replace(/\{(?:[^{}]|\{[^{}]*\})*\}/g, "");
const desk = () =>
  [...new Map(site.routes.map((route) => [`${route.method} ${plain(route.path)}`, route])).entries()].filter(
    ([, route]) => route.path.startsWith("/ufficio"),
  );

/** What a browser would send: the visitor's own token, and fields that would do something if they were let through. */
async function ask(visitor: Visitor, method: string, path: string): Promise<number> {
  const client = visitors.get(visitor);
  if (!client) throw new Error(visitor);
  const csrf = forms.get(visitor) ?? "";
  if (method === "GET") return (await client.get(path)).status;
  if (path.endsWith("/permesso"))
    return (await client.json(path, { csrf, fileName: "a.pdf", length: 3, type: "application/pdf" })).status;
  const fields = { csrf, idem: "k", source: "json", json: JSON.stringify(anAct()), seenVer: "1", codes: "ALL-12" };
  return (await client.post(path, { ...fields, reason: "Motivo abbastanza lungo.", a: "A", b: "B" })).status;
}

describe("every address of the desk", () => {
  it("is in the table of who may use it, and nothing else is", () => {
    expect(
      desk()
        .map(([name]) => name)
        .sort(),
    ).toEqual(Object.keys(allowed).sort());
  });

  it.each(everyone)("refuses %s wherever they are not listed, and changes nothing", async (visitor) => {
    await site.outbox.drain();
    const before = await snapshot(site.dir);
    for (const [name, { method, path }] of desk()) {
      if (allowed[name]?.includes(visitor)) continue;
      const isSignedIn = visitor !== "nobody" && visitor !== "link";
      for (const address of fillRoute(path, addresses)) {
        const status = await ask(visitor, method, address);
        const expected = isSignedIn || address.endsWith("/permesso") ? 403 : 303;
        expect([visitor, method, address, status]).toEqual([visitor, method, address, expected]);
      }
    }
    await site.outbox.drain();
    expect(await snapshot(site.dir)).toEqual(before);
  });

  it.each(readers)("shows %s the pages that they are listed for", async (visitor) => {
    for (const [name, { method, path }] of desk()) {
      if (method !== "GET" || !allowed[name]?.includes(visitor)) continue;
      const statuses = await Promise.all(fillRoute(path, addresses).map((address) => ask(visitor, method, address)));
      expect([name, statuses.includes(200)]).toEqual([name, true]);
      expect(statuses.every((status) => status === 200 || status === 404)).toBe(true);
    }
  });
});

it("gives the mailbox and the clock to nobody without an account", async () => {
  for (const visitor of ["nobody", "link"] as const)
    for (const path of ["/posta", "/orologio", ...fillRoute("/posta/:mail", addresses)])
      expect([path, await ask(visitor, "GET", path)]).toEqual([path, 303]);
  const before = await snapshot(site.dir);
  expect((await visitors.get("nobody")?.post("/orologio", { by: "1d" }))?.status).toBe(303);
  expect(await snapshot(site.dir)).toEqual(before);
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
