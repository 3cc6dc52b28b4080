import type { ProviderSettings } from "../../shared/adapters/aws/sign-in-settings.ts";
import type { HttpEvent } from "./edge.ts";

const place = "/api/sso/";

type Authorized = { readonly authorizer?: { readonly jwt?: { readonly claims?: Readonly<Record<string, unknown>> } } };
const claimsIn = (event: HttpEvent) => (event.requestContext as Authorized).authorizer?.jwt?.claims;

/**
 * `/api/sso/v1/…` with a token of the body's own issuer is `/api/v1/…` as the person whom it names. Only API Gateway's
 * authorizer writes the claims, and only after it verified the token: without them the address is nobody's.
 */
export function forPrograms(event: HttpEvent): HttpEvent {
  if (!event.rawPath.startsWith(place) || !claimsIn(event)) return event;
  const rawPath = `/api/${event.rawPath.slice(place.length)}`;
  const requestContext = { ...event.requestContext, http: { ...event.requestContext.http, path: rawPath } };
  return { ...event, rawPath, requestContext };
}

/**
 * The claims that the authorizer verified for this very request; nothing where the token does not say the level of
 * assurance that the body asks for. API Gateway hands every claim over as text.
 */
export function claimsOf(
  bindings: unknown,
  provider: ProviderSettings | undefined,
): Readonly<Record<string, unknown>> | undefined {
  const { event } = bindings as { readonly event?: HttpEvent };
  const claims = event && claimsIn(event);
  if (!claims || !provider) return undefined;
  if (provider.acrValues && !provider.acrValues.includes(String(claims["acr"]))) return undefined;
  return { ...claims, email_verified: claims["email_verified"] === "true" || claims["email_verified"] === true };
}
