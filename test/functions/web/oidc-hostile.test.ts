// Every answer of a provider, and every return from it, that must let nobody in. The provider is a real one, on loopback;
// what is forged is forged with its own key, on the way.
import * as jose from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clientId, clientSecret, throughProvider } from "../../support/oidc-provider.ts";
import { back, bruno, byFiscalCode, type OidcSite, openOidcSite, refused } from "../../support/oidc-site.ts";
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

const lastNote = () =>
  dumpItems(site.dir)
    .filter((item) => item.pk.endsWith("#ACCLOG"))
    .at(-1);

describe("an ID token that is not the provider's to this sign-in lets nobody in", () => {
  const sign = (claims: jose.JWTPayload, header: Partial<jose.JWTHeaderParameters> = {}) =>
    new jose.SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "prova", ...header }).sign(site.provider.key);
  const past = () => Math.floor(Date.now() / 1000) - 7200;
  const other = async () => (await jose.generateKeyPair("RS256")).privateKey;
  const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  type Forge = (claims: jose.JWTPayload, token: string) => Promise<string>;
  const forged: [string, Forge, RegExp][] = [
    ["another nonce", (claims) => sign({ ...claims, nonce: "altro" }), /nonce/],
    ["no nonce", ({ nonce: _, ...claims }) => sign(claims), /nonce|INVALID/],
    ["another audience", (claims) => sign({ ...claims, aud: "altro" }), /aud/],
    ["several audiences and no authorised party", (claims) => sign({ ...claims, aud: [clientId, "altro"] }), /azp|aud/],
    ["another issuer", (claims) => sign({ ...claims, iss: "https://evil.example" }), /iss/],
    ["a moment that is over", (claims) => sign({ ...claims, iat: past() - 60, exp: past() }), /TIMESTAMP|exp/],
    ["no end", ({ exp: _, ...claims }) => sign(claims), /exp|INVALID/],
    ["no algorithm", async (claims) => `${base64({ alg: "none" })}.${base64(claims)}.`, /./],
    ["no algorithm, in capitals", async (claims) => `${base64({ alg: "NONE" })}.${base64(claims)}.`, /./],
    [
      "the public key as a shared one (HS256 confusion)",
      async (claims) => {
        const pem = await jose.exportSPKI((await jose.importJWK(site.provider.publicJwk, "RS256")) as jose.CryptoKey);
        return new jose.SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(pem));
      },
      /alg|UNSUPPORTED|INVALID/i,
    ],
    [
      "the client's secret as the key (HS256)",
      (claims) =>
        new jose.SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(clientSecret)),
      /alg|UNSUPPORTED|INVALID/i,
    ],
    [
      "somebody else's key under the same name",
      async (claims) => new jose.SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "prova" }).sign(await other()),
      /./,
    ],
    [
      "a key that it brings itself",
      async (claims) => {
        const pair = await jose.generateKeyPair("RS256", { extractable: true });
        const jwk = await jose.exportJWK(pair.publicKey);
        return new jose.SignJWT(claims).setProtectedHeader({ alg: "RS256", jwk }).sign(pair.privateKey);
      },
      /./,
    ],
    ["a changed subject", async (_, token) => token.replace(/\.[^.]+\./, `.${base64({ sub: "x" })}.`), /./],
    ["a lower level of assurance", (claims) => sign({ ...claims, acr: "livello-1" }), /acr/],
    ["no level of assurance", ({ acr: _, ...claims }) => sign(claims), /acr/],
    ["nothing that is a token", async () => "ciao", /./],
  ];

  it.each(forged)("%s", async (_name, make, why) => {
    site.forge = make;
    const client = site.client();
    await refused(client, await back(client, await throughProvider(client)));
    expect(lastNote()).toMatchObject({ what: "oidcRefused", detail: expect.stringMatching(why) });
  });

  it("but one that was only signed again, with nothing changed, does: the forging itself is not what is refused", async () => {
    site.forge = (claims) => sign(claims);
    const client = site.client();
    expect((await back(client, await throughProvider(client))).location).toBe("/ufficio");
  });
});

describe("a return that is not this browser's own lets nobody in", () => {
  const changed = (query: string, over: Record<string, string | null>) => {
    const params = new URLSearchParams(query);
    for (const [name, value] of Object.entries(over)) value === null ? params.delete(name) : params.set(name, value);
    return `?${params}`;
  };

  it.each([
    ["another state", { state: "altro" }],
    ["no state", { state: null }],
    ["another issuer (mix-up, RFC 9207)", { iss: "https://evil.example" }],
    ["no issuer, though the provider names itself", { iss: null }],
    ["another code", { code: "altro" }],
    ["no code", { code: null }],
    ["the provider's own no", { code: null, error: "access_denied", error_description: "<script>alert(1)</script>" }],
  ] as const)("%s", async (_name, over) => {
    const client = site.client();
    const got = await back(client, changed(await throughProvider(client), over));
    await refused(client, got);
    expect(got.text).not.toContain("<script>alert");
  });

  it("a return that was used, and its code in a new sign-in", async () => {
    const client = site.client();
    const query = await throughProvider(client);
    expect((await back(client, query)).status).toBe(303);
    const again = site.client();
    await refused(again, await back(again, query));
    const fresh = site.client();
    const next = await throughProvider(fresh);
    const code = new URLSearchParams(query).get("code") ?? "";
    await refused(fresh, await back(fresh, changed(next, { code })));
  });

  it("a return that a stranger sends to a victim: the browser that did not leave does not come in (login CSRF)", async () => {
    const stranger = site.client();
    const query = await throughProvider(stranger);
    const victim = site.client();
    await refused(victim, await back(victim, query));
    const alsoLeft = site.client();
    await throughProvider(alsoLeft);
    await refused(alsoLeft, await back(alsoLeft, query));
  });

  it("one that comes after ten minutes", async () => {
    const client = site.client();
    const query = await throughProvider(client);
    site.clock.forward(10 * 60_000);
    await refused(client, await back(client, query));
  });

  it.each([
    "",
    "?",
    "ciao",
    `?code=${"x".repeat(9_000)}`,
    "?code[]=1&state=%00",
    "?code=%FF%FE",
    "#code=1",
    "//evil.example",
  ])("a query that is none (%#)", async (query) => {
    const client = site.client();
    await throughProvider(client);
    await refused(client, await back(client, query));
  });

  it("two returns of one sign-in at once: one comes in", async () => {
    const client = site.client();
    const query = await throughProvider(client);
    const statuses = (await Promise.all([back(client, query), back(client, query)])).map((got) => got.status);
    expect(statuses.sort()).toEqual([303, 403]);
  });
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
