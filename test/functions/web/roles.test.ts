// A stranger on every route: whoever is not listed in the matrix is refused and changes nothing, and an address without a
// row fails.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askPreview, importText, roles } from "../../../shared/workflow/index.ts";
import { actWith, aFile, anAct } from "../../support/acts.ts";
import { addressesOf, fillRoute } from "../../support/addresses.ts";
import type { Client } from "../../support/client.ts";
import { enterPages, must, published, ready, submitted } from "../../support/journey.ts";
import { allowed, everyone, mayUse, plainRoute, readers, type Visitor } from "../../support/role-matrix.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";
import { withoutCounts } from "../../support/snapshot.ts";

let site: TestSite;
let addresses: Awaited<ReturnType<typeof addressesOf>>;
const visitors = new Map<Visitor, Client>();
const forms = new Map<Visitor, string>();

beforeAll(async () => {
  site = await openTestSite();
  const open = await ready(site, actWith([aFile("A")]), [aFile("A")]);
  const waiting = await submitted(site, anAct({ subject: "In attesa" }));
  const done = await published(site, actWith([aFile("B")]), [aFile("B")]);
  const imported = { importId: site.world.newId(), by: "solo.officer", text: "DETERMINAZIONE" };
  must(await importText(site.world, imported));
  const known = await addressesOf(site, [open, waiting, done]);
  addresses = { ...known, id: [...(known["id"] ?? []), imported.importId], token: ["NIENTE"] };
  for (const role of roles) visitors.set(role, await site.signedIn(`solo.${role}`, [role]));
  must(await askPreview(site.world, { actId: open, by: "solo.officer" }));
  await site.outbox.drain();
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

/** Every route once, by the name of its row; `/*` is what stands before all of them. */
const routes = () => [
  ...new Map(
    site.routes
      .filter((route) => route.path !== "/*")
      .map((route) => [`${route.method} ${plainRoute(route.path)}`, route]),
  ).entries(),
];

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

/** Sent to sign in or to open a link, or told no; a page of our own never answers a fault. */
const isNo = (status: number) => status === 303 || (status >= 400 && status < 500);

describe("every address of the route table", () => {
  it("has a row of who may use it, and no row is left over", () => {
    const known = routes().map(([name]) => name);
    expect(known.filter((name) => !(name in allowed))).toEqual([]);
    expect(Object.keys(allowed).filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(everyone)("refuses %s wherever they are not listed, and changes nothing", async (visitor) => {
    await site.outbox.drain();
    const before = await withoutCounts(site.dir);
    for (const [name, { method, path }] of routes()) {
      if (mayUse(visitor, name)) continue;
      const isSignedIn = visitor !== "nobody" && visitor !== "link";
      for (const address of fillRoute(path, addresses)) {
        const status = await ask(visitor, method, address);
        expect([visitor, method, address, isNo(status) ? "no" : status]).toEqual([visitor, method, address, "no"]);
        if (!path.startsWith("/ufficio")) continue;
        const expected = isSignedIn || address.endsWith("/permesso") ? 403 : 303;
        expect([visitor, method, address, status]).toEqual([visitor, method, address, expected]);
      }
    }
    await site.outbox.drain();
    expect(await withoutCounts(site.dir)).toEqual(before);
  });

  it.each(readers)("shows %s the pages of the desk that they are listed for", async (visitor) => {
    for (const [name, { method, path }] of routes()) {
      if (method !== "GET" || !path.startsWith("/ufficio") || !mayUse(visitor, name)) continue;
      const statuses = await Promise.all(fillRoute(path, addresses).map((address) => ask(visitor, method, address)));
      expect([name, statuses.includes(200)]).toEqual([name, true]);
      expect(statuses.every((status) => status === 200 || status === 404)).toBe(true);
    }
  });
});

describe("an auditor", () => {
  /** What is theirs alone: the way in and out, their own password, app, sessions and keys, and the demo's clock. */
  const own = /^(POST|DELETE) (\/accesso|\/uscita|\/password|\/ufficio\/accesso\/|\/api\/v1\/chiavi|\/orologio)/;
  const forAnyone = (name: string) => allowed[name] === "everyone";

  it("is allowed no change but of what is their own, and is told 403 by every other", async () => {
    const changing = routes().filter(([name]) => !name.startsWith("GET ") && !forAnyone(name));
    expect(changing.length).toBeGreaterThan(60);
    expect(changing.filter(([name]) => mayUse("auditor", name) && !own.test(name)).map(([name]) => name)).toEqual([]);
    for (const [name, { method, path }] of changing) {
      // Programs' requests are of another form: test/functions/web/api-strangers.test.ts makes those.
      if (mayUse("auditor", name) || allowed[name]?.includes("link") || path.startsWith("/api/")) continue;
      for (const address of fillRoute(path, addresses)) {
        const status = await ask("auditor", method, address);
        expect([method, address, status]).toEqual([method, address, 403]);
      }
    }
  });
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
