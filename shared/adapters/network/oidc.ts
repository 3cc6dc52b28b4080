import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type ClientAuth,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  ResponseBodyError,
} from "openid-client";
import type { Oidc, OidcAnswer, OidcFlow } from "../../workflow/ports/oidc.ts";
import type { OidcSettings } from "../../workflow/ports/oidc-settings.ts";

type Options = { readonly fetch?: typeof fetch };

const secondsToWait = 10;
/** The provider's document is read again now and then: endpoints move, and algorithms are retired. */
const rereadAfterMs = 3_600_000;
/** Faults of the provider or of the way to it; anything else that it answers is a no. */
const faults = ["OAUTH_TIMEOUT", "OAUTH_RESPONSE_IS_NOT_CONFORM", "OAUTH_PARSE_ERROR"];

/**
 * The body's identity provider as {@link Oidc} promises, for any OpenID Connect issuer (a SPID and CIE gateway, Keycloak,
 * Cognito). The same on one machine and in a Lambda: it needs `fetch` alone and keeps nothing but the provider's document.
 */
export function oidcAt(settings: OidcSettings, { fetch: ask = fetch }: Options = {}): Oidc {
  let known: { readonly config: Promise<Configuration>; readonly at: number } | undefined;
  const configured = (): Promise<Configuration> => {
    const now = Date.now();
    if (known && now - known.at < rereadAfterMs) return known.config;
    const config = discover(settings, ask);
    known = { config, at: now };
    // One that could not be had is asked for again by the next.
    config.catch(() => {
      known = undefined;
    });
    return config;
  };
  return {
    claims: settings.claims,
    name: settings.name,
    async authorization({ state, nonce, verifier, redirectUri }) {
      const asked = {
        redirect_uri: redirectUri,
        scope: settings.scope ?? "openid profile email",
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        ...(settings.acrValues ? { acr_values: settings.acrValues.join(" ") } : {}),
      };
      return buildAuthorizationUrl(await configured(), asked).href;
    },
    identify: async (query, flow) => identify(await configured(), settings, query, flow),
    async logout(returnTo) {
      const config = await configured();
      if (!config.serverMetadata().end_session_endpoint) return undefined;
      return buildEndSessionUrl(config, { post_logout_redirect_uri: returnTo }).href;
    },
  };
}

async function discover(settings: OidcSettings, ask: typeof fetch): Promise<Configuration> {
  const issuer = new URL(settings.issuer);
  const signingAlg = settings.signingAlg ?? "RS256";
  const metadata = { id_token_signed_response_alg: signingAlg };
  // Without TLS the answers are anybody's: only this very machine may be spoken to so.
  const isHere = issuer.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(issuer.hostname);
  return discovery(issuer, settings.clientId, metadata, authOf(settings), {
    timeout: secondsToWait,
    [customFetch]: ask as never,
    // The signature of the ID token is checked besides, though TLS brought it (OIDC Core §3.1.3.7 lets that suffice).
    execute: [enableNonRepudiationChecks, ...(isHere ? [allowInsecureRequests] : [])],
  });
}

function authOf({ clientSecret, clientAuth }: OidcSettings): ClientAuth {
  if (clientSecret === undefined) return None();
  return clientAuth === "post" ? ClientSecretPost(clientSecret) : ClientSecretBasic(clientSecret);
}

async function identify(
  config: Configuration,
  { claims: named, acrValues }: OidcSettings,
  query: string,
  flow: OidcFlow,
): Promise<OidcAnswer> {
  try {
    const back = new URL(flow.redirectUri);
    back.search = query;
    const tokens = await authorizationCodeGrant(config, back, {
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      pkceCodeVerifier: flow.verifier,
      idTokenExpected: true,
    });
    const token = tokens.claims();
    if (!token) return { ok: false, reason: "no ID token" };
    const acr = typeof token["acr"] === "string" ? token["acr"] : undefined;
    if (acrValues && !acrValues.includes(acr ?? "")) return { ok: false, reason: "acr" };
    const wanted = [named.fiscalCode, named.email, ...(named.email ? ["email_verified"] : [])];
    const isShort = wanted.some((claim) => claim !== undefined && token[claim] === undefined);
    const info =
      isShort && config.serverMetadata().userinfo_endpoint
        ? await fetchUserInfo(config, tokens.access_token, token.sub)
        : {};
    const amr = Array.isArray(token["amr"]) ? token["amr"].filter((one) => typeof one === "string") : undefined;
    return {
      ok: true,
      identity: { issuer: token.iss, subject: token.sub, claims: { ...info, ...token }, acr, amr },
    };
  } catch (fault) {
    const reason = reasonOf(fault);
    if (reason === undefined) throw fault;
    return { ok: false, reason };
  }
}

/** Why the answer is a no, in codes of the protocol; nothing where it is a fault. Never a value that was sent. */
function reasonOf(fault: unknown): string | undefined {
  if (fault instanceof AuthorizationResponseError || fault instanceof ResponseBodyError)
    return /^[a-z_]{1,60}$/.test(fault.error) ? fault.error : "error";
  if (!(fault instanceof ClientError) || faults.includes(fault.code ?? "")) return undefined;
  const inner = fault.cause instanceof Error ? fault.cause.cause : fault.cause;
  const { claim, attribute } = (inner ?? {}) as { claim?: unknown; attribute?: unknown };
  const about = [claim, attribute].find((one) => typeof one === "string");
  return `${fault.code ?? "not valid"}${about ? `: ${about}` : ""}`;
}
