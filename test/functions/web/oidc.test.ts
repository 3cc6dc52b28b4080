// Signing in at a real OpenID provider on loopback: who comes in, as whom, where to, and how out.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findPerson, officerSession, savePerson } from "../../../shared/workflow/index.ts";
import { atProvider, clientId, leftFor, throughProvider } from "../../support/oidc-provider.ts";
import { adele, back, bruno, byFiscalCode, type OidcSite, openOidcSite, refused } from "../../support/oidc-site.ts";
import { dumpItems } from "../../support/world.ts";

let site: OidcSite;
beforeAll(async () => {
  site = await openOidcSite();
}, 30_000);
afterAll(() => site.stop());
beforeEach(() => {
  Object.assign(site, { forge: undefined, down: false, by: byFiscalCode });
  site.provider.persona = bruno;
});

describe("somebody whom the provider vouches for", () => {
  it("comes in as the person with their codice fiscale, with what the provider said of how it knew them", async () => {
    const client = site.client();
    const query = await throughProvider(client);
    expect(query).toMatch(/code=.*state=/);
    const entered = await back(client, query);
    expect([entered.status, entered.location]).toEqual([303, "/ufficio"]);
    const session = await officerSession(site.world, client.cookie("visto_ufficio") ?? "");
    expect(session).toMatchObject({ person: { who: "bruno.esempio" }, via: "oidc", acr: "livello-2" });
    expect((await client.get("/ufficio/accesso")).text).toContain("con il servizio di identità");
  });

  it("comes back to the page that was asked for, and to no other site", async () => {
    for (const [asked, expected] of [
      ["/ufficio/uffici?x=1.2", "/ufficio/uffici?x=1.2"],
      ["//evil.example", "/ufficio"],
      ["https://evil.example", "/ufficio"],
      ["/\\evil.example", "/ufficio"],
      ["/a\r\nset-cookie: x=y", "/ufficio"],
    ] as const) {
      const client = site.client();
      const query = await throughProvider(client, `/accesso?verso=${encodeURIComponent(asked)}`);
      expect((await back(client, query)).location).toBe(expected);
    }
  });

  it("spends nothing by the GET that brings them back, and its page posts what came from our own origin alone", async () => {
    const client = site.client();
    const query = await throughProvider(client);
    const before = dumpItems(site.dir);
    const page = await client.get(`/accesso/identita/ritorno${query}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain("data-go-on");
    expect(dumpItems(site.dir)).toEqual(before);
    const foreign = await client.post(
      "/accesso/identita/ritorno",
      { risposta: query },
      { "sec-fetch-site": "cross-site" },
    );
    expect(foreign.status).toBe(403);
    expect((await back(client, query)).status).toBe(303);
  });

  it("keeps no token, code or claim of the provider in the table", async () => {
    const client = site.client();
    const query = await throughProvider(client);
    await back(client, query);
    const stored = JSON.stringify(dumpItems(site.dir));
    expect(stored).not.toContain(new URLSearchParams(query).get("code"));
    expect(stored).not.toContain("TINIT-");
    expect(stored).not.toContain("eyJ");
  });

  it("is signed out at the provider too, and sent back home", async () => {
    const client = site.client();
    await back(client, await throughProvider(client));
    const out = await client.post("/uscita", await client.form("/ufficio", "/uscita"));
    const there = new URL(leftFor(out));
    expect(there.origin).toBe(site.provider.issuer);
    expect(Object.fromEntries(there.searchParams)).toEqual({
      client_id: clientId,
      post_logout_redirect_uri: `${site.url}/`,
    });
    expect(await (await fetch(there)).text()).not.toMatch(/invalid_|oops/i);
    expect((await client.get("/ufficio")).status).toBe(303);
  });
});

describe("somebody whom the provider knows and the body does not", () => {
  const people = () => dumpItems(site.dir).filter((item) => item.pk.endsWith("#PPL")).length;

  it.each([
    ["nobody's codice fiscale", { fiscal_number: "TINIT-XXXXXX00A00X000X" }],
    ["no codice fiscale", {}],
    ["one that is no text", { fiscal_number: 7 }],
    ["one of who only signs by links", adele.claims],
    [
      "a mail address where the code is asked for",
      { email: "bruno.esempio@borgosereno.example", email_verified: true },
    ],
  ])("%s: is told so, and is not made", async (_name, claims) => {
    const before = people();
    site.provider.persona = { sub: "altra", claims };
    const client = site.client();
    const got = await back(client, await throughProvider(client));
    await refused(client, got);
    expect(got.text).toContain("non corrisponde a una persona abilitata");
    expect(people()).toBe(before);
  });

  it("a suspended person is not let in, and a session of before is over", async () => {
    const client = site.client();
    await back(client, await throughProvider(client));
    expect((await client.get("/ufficio")).status).toBe(200);
    const { items, settings } = site.world;
    const person = await findPerson(items, settings.tenant, "bruno.esempio");
    if (!person) throw new Error("nobody");
    await savePerson(items, settings.tenant, { ...person, suspendedAt: site.clock.now() });
    expect((await client.get("/ufficio")).status).toBe(303);
    const again = site.client();
    await refused(again, await back(again, await throughProvider(again)));
    await savePerson(items, settings.tenant, person);
  });

  it("by mail address: only one that the provider verified, and only of one person", async () => {
    site.by = { email: "email" };
    const email = "Bruno.Esempio@borgosereno.example";
    for (const [verified, location] of [
      [true, "/ufficio"],
      [false, null],
      ["true", null],
      [undefined, null],
    ] as const) {
      site.provider.persona = {
        sub: "bruno",
        claims: { email, ...(verified === undefined ? {} : { email_verified: verified }) },
      };
      const client = site.client();
      expect((await back(client, await throughProvider(client))).location).toBe(location);
    }
    const { items, settings } = site.world;
    const twin = { who: "gemello", name: "Gemello", email, office: "x", roles: ["auditor" as const] };
    await savePerson(items, settings.tenant, twin);
    site.provider.persona = { sub: "bruno", claims: { email, email_verified: true } };
    const client = site.client();
    await refused(client, await back(client, await throughProvider(client)));
  });
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});

it("a provider that does not answer is a fault of ours, and lets nobody in", async () => {
  const client = site.client();
  const query = await throughProvider(client);
  site.down = true;
  await refused(client, await back(client, query), 500);
  expect(site.told).toEqual([expect.stringContaining("fetch failed")]);
});

it("the provider is only ever asked by its own address", async () => {
  const client = site.client();
  const left = await client.post("/accesso/identita", {});
  const url = new URL(leftFor(left));
  expect(url.origin).toBe(site.provider.issuer);
  expect(url.searchParams.get("code_challenge_method")).toBe("S256");
  expect(url.searchParams.get("redirect_uri")).toBe(`${site.url}/accesso/identita/ritorno`);
  expect((url.searchParams.get("nonce") ?? "").length).toBe(43);
  await expect(
    atProvider(url.href.replace("code_challenge_method=S256", "code_challenge_method=plain")),
  ).resolves.toMatch(/error=/);
});
