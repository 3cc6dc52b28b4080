import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as jose from "jose";
import Provider from "oidc-provider";
import type { Client, Got } from "./client.ts";

export type Persona = { readonly sub: string; readonly claims: Readonly<Record<string, unknown>> };

export type TestProvider = {
  readonly issuer: string;
  readonly here: string;
  /** Whoever signs in next at the provider: there is no page to type in. */
  persona: Persona;
  /** The provider's own signing key, for tokens that it would never make. */
  readonly key: jose.CryptoKey;
  readonly publicJwk: jose.JWK;
  readonly close: () => Promise<void>;
};

export const clientId = "visto";
export const clientSecret = "segreto-di-prova-lungo-abbastanza";

/**
 * A real OpenID provider on loopback, which signs in the persona without asking. `named`: the https name that it goes by,
 * behind whatever ends TLS in front of it (`here` is where it listens).
 */
export async function openProvider(redirectUri: string, returnTo: string, named?: string): Promise<TestProvider> {
  const { privateKey, publicKey } = await jose.generateKeyPair("RS256", { extractable: true });
  const publicJwk = { ...(await jose.exportJWK(publicKey)), kid: "prova", alg: "RS256", use: "sig" };
  const jwk = { ...(await jose.exportJWK(privateKey)), kid: "prova", alg: "RS256", use: "sig" };
  let answer: (request: IncomingMessage, response: ServerResponse) => void = (_q, response) => response.end();
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = named ?? here;
  const test: TestProvider = {
    issuer,
    here,
    persona: { sub: "nessuno", claims: {} },
    key: privateKey,
    publicJwk,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [returnTo],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    jwks: { keys: [jwk] },
    cookies: { keys: ["prova"] },
    acrValues: ["livello-2"],
    claims: {
      openid: ["sub"],
      acr: null,
      amr: null,
      profile: ["fiscal_number"],
      email: ["email", "email_verified"],
    },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = `<!doctype html><title>Uscita</title>${form}<button form="op.logoutForm" name="logout" value="yes">Esci</button>`;
        },
      },
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, ...test.persona.claims }),
    }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client.clientId,
        accountId: ctx.oidc.session.accountId,
      });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
  });
  Object.assign(provider, { proxy: named !== undefined });
  provider.on("server_error", (_ctx, fault) => {
    throw fault;
  });
  const callback = provider.callback();
  answer = (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return callback(request, response);
    const login = { accountId: test.persona.sub, acr: "livello-2", amr: ["pwd", "otp"], remember: false };
    provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false }).catch((fault) => {
      response.statusCode = 500;
      response.end(String(fault));
    });
  };
  return test;
}

const refreshed = (got: Got) =>
  /http-equiv="refresh" content="0; url=([^"]+)"/.exec(got.text)?.[1]?.replaceAll("&amp;", "&") ?? "";

/** As a browser goes: our button, the provider, and back. Answers the query that the provider sent back. */
export async function throughProvider(client: Client, path = "/accesso"): Promise<string> {
  const page = await client.get(path);
  const action = /action="(\/accesso\/identita[^"]*)"/.exec(page.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const left = await client.post(action, {});
  return atProvider(refreshed(left));
}

export const leftFor = refreshed;

/** Follows the provider's own redirects with its own cookies, until it sends the browser back to us. */
export async function atProvider(start: string): Promise<string> {
  const { origin } = new URL(start);
  const jar = new Map<string, string>();
  let at = start;
  for (let hops = 0; hops < 10; hops += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(at, { redirect: "manual", headers: cookie ? { cookie } : {} });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null) throw new Error(`the provider stopped: ${response.status} ${await response.text()}`);
    const next = new URL(location, at);
    if (next.origin !== origin) return next.search;
    at = next.href;
  }
  throw new Error("the provider sends in circles");
}
