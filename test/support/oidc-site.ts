import * as jose from "jose";
import { expect } from "vitest";
import { oidcAt } from "../../shared/adapters/network/oidc.ts";
import type { Oidc } from "../../shared/workflow/index.ts";
import type { Client, Got } from "./client.ts";
import { clientId, clientSecret, openProvider, type TestProvider } from "./oidc-provider.ts";
import { openTestSite, type TestSite } from "./site.ts";

/** A product that signs in at a provider, and what a test does to the provider's answers on their way. */
export type OidcSite = TestSite & {
  readonly provider: TestProvider;
  /** What becomes of the ID token. */
  forge: ((claims: jose.JWTPayload, token: string) => Promise<string>) | undefined;
  /** The provider cannot be reached. */
  down: boolean;
  /** Which claims say who somebody is. */
  by: Oidc["claims"];
};

export const adele = { sub: "adele", claims: { fiscal_number: "TINIT-PRVDLA75C52Z999U" } };
export const bruno = { sub: "bruno", claims: { fiscal_number: "TINIT-SMPBRN80A01Z999P" } };
export const byFiscalCode: Oidc["claims"] = { fiscalCode: "fiscal_number" };

/** The body's own accounts and a real provider, on two ports of this machine, in the real time that tokens live in. */
export async function openOidcSite(): Promise<OidcSite> {
  const ports = new Map<string, Oidc>();
  const port = (): Oidc => {
    const key = JSON.stringify(test.by);
    const settings = {
      issuer: test.provider.issuer,
      clientId,
      clientSecret,
      acrValues: ["livello-2"],
      claims: test.by,
    };
    const made = ports.get(key) ?? oidcAt({ ...settings, name: "x" }, { fetch: onTheWay });
    ports.set(key, made);
    return made;
  };
  const onTheWay: typeof fetch = async (url, init) => {
    if (test.down) throw new TypeError("fetch failed");
    const answer = await fetch(url, init);
    if (!test.forge || !String(url).endsWith("/token") || !answer.ok) return answer;
    const body = (await answer.json()) as { id_token: string };
    return Response.json({ ...body, id_token: await test.forge(jose.decodeJwt(body.id_token), body.id_token) });
  };
  const oidc: Oidc = {
    name: "Accesso di prova",
    get claims() {
      return test.by;
    },
    authorization: (flow) => port().authorization(flow),
    identify: (query, flow) => port().identify(query, flow),
    logout: (returnTo) => port().logout(returnTo),
  };
  const site = await openTestSite({ startsAt: new Date().toISOString(), wrap: (world) => ({ ...world, oidc }) });
  const provider = await openProvider(`${site.url}/accesso/identita/ritorno`, `${site.url}/`);
  provider.persona = bruno;
  const test: OidcSite = {
    ...site,
    provider,
    forge: undefined,
    down: false,
    by: byFiscalCode,
    stop: async () => {
      await site.stop();
      await provider.close();
    },
  };
  return test;
}

/** What the page posts that the provider sent the browser back to. */
export const back = (client: Client, query: string): Promise<Got> =>
  client.post("/accesso/identita/ritorno", { risposta: query });

/** Nobody is at the desk, and the page says so. */
export async function refused(client: Client, got: Got, status = 403): Promise<void> {
  expect([got.status, got.location]).toEqual([status, null]);
  expect((await client.get("/ufficio")).location).toBe("/accesso?verso=%2Fufficio");
}
