import { getCookie } from "hono/cookie";
import { no, officerSession, permits, type Role, type WorkflowRefusal } from "../../shared/workflow/index.ts";
import type { WebDeps } from "./deps.ts";
import type { WebContext } from "./respond.ts";

/**
 * Over TLS the browser itself holds them to this very host, all of its paths and TLS (`__Host-`, RFC 6265bis §4.1.3.2):
 * no subdomain of the body can plant a session of its own.
 */
const cookieName = (deps: WebDeps, name: string) =>
  deps.world.settings.baseUrl.startsWith("https:") ? `__Host-${name}` : name;
export const officerCookieOf = (deps: WebDeps): string => cookieName(deps, "visto_ufficio");
export const linkCookieOf = (deps: WebDeps): string => cookieName(deps, "visto_link");

/** The secret of the link's session that the request holds; nobody's when it holds none. */
export const linkSecretOf = (deps: WebDeps, c: WebContext): string => getCookie(c, linkCookieOf(deps)) ?? "";

/** Attributes of both session cookies: never to scripts, never to other sites. */
export const cookieOptions = (deps: WebDeps, maxAge: number) => ({
  httpOnly: true,
  sameSite: "Strict" as const,
  secure: deps.world.settings.baseUrl.startsWith("https:"),
  path: "/",
  maxAge,
});

/** Reads the officer's session, if any, and the language. Changes nothing: a GET must not. */
export async function readRequest(deps: WebDeps, c: WebContext): Promise<void> {
  const asked = c.req.query("lang") ?? getCookie(c, "visto_lingua");
  c.set("lang", asked === "en" ? "en" : "it");
  const secret = getCookie(c, officerCookieOf(deps));
  c.set("officer", secret ? await officerSession(deps.world, secret) : undefined);
}

/**
 * Whether a request that may change something comes from our own pages. The forms' own tokens are checked besides, where
 * there is a session to hold one.
 *
 * Browsers say it themselves in Sec-Fetch-Site (W3C Fetch Metadata), which no page can set. Origin alone would not do:
 * under `referrer-policy: no-referrer` the Fetch standard makes it `null` for our own forms, and `null` is what a
 * sandboxed frame of a stranger sends too. A client that sends neither is no browser, and holds nobody's cookies.
 */
export function isOwnOrigin(c: WebContext): boolean {
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  // Behind a proxy that takes TLS off, the page's own origin is the body's, and not the address that is asked here.
  const own: string = c.env?.ownOrigin ?? new URL(c.req.url).origin;
  const isOwn = origin === undefined || origin === own;
  if (site === undefined) return isOwn;
  return site === "same-origin" && (isOwn || origin === "null");
}

export type Fields = Awaited<ReturnType<typeof fieldsOf>>;

/** A form's fields as text. A field that is not there reads as empty; `all` gives the repeated ones. */
export async function fieldsOf(c: WebContext): Promise<{
  readonly get: (name: string) => string;
  readonly all: (name: string) => string[];
  readonly file: (name: string) => File | undefined;
  /** Every field that is text, as it was sent. */
  readonly entries: () => (readonly [name: string, value: string])[];
}> {
  // A body that cannot be read has no fields, so the form's token is missing too: refused as such, and not our fault.
  const body: Record<string, string | File | (string | File)[]> = await c.req
    .parseBody({ all: true })
    .catch(() => ({}));
  const values = (name: string) => [body[name] ?? []].flat();
  return {
    get: (name) => values(name).find((value) => typeof value === "string") ?? "",
    all: (name) => values(name).filter((value) => typeof value === "string"),
    entries: () =>
      Object.keys(body).flatMap((name) =>
        values(name).flatMap((value) => (typeof value === "string" ? [[name, value] as const] : [])),
      ),
    file: (name) => values(name).find((value): value is File => value instanceof File && value.size > 0),
  };
}

/** The key that makes a request sent twice one request: the form's own, or any that a program chooses. */
export const isIdempotencyKey = (key: string): boolean => /^[\w.:-]{1,100}$/.test(key);
export const noIdempotencyKey = (key: string): WorkflowRefusal =>
  no("REQUEST_NOT_VALID", {
    field: "idem",
    value: key.slice(0, 40).toWellFormed() || "—",
    expectation: "da 1 a 100 lettere, cifre, . : _ - / 1 to 100 letters, digits, . : _ -",
  });

/** The officer behind a request, with one of the roles; else who to be. `csrf` is the form's token. */
export function officerWith(
  c: WebContext,
  roles: readonly Role[],
  csrf?: string,
): { readonly who: string; readonly csrf: string } | { readonly refusal: WorkflowRefusal } | "sign-in" {
  const session = c.get("officer");
  if (!session) return "sign-in";
  if (csrf !== undefined && csrf !== session.csrf) return { refusal: no("SESSION_OVER") };
  const permitted = permits(session.person, roles);
  return permitted.ok ? { who: session.person.who, csrf: session.csrf } : { refusal: permitted.refusal };
}

/** Whether whoever asks may change acts: pages offer others no button that would refuse them. */
export function mayWrite(c: WebContext): boolean {
  const session = c.get("officer");
  return session !== undefined && permits(session.person, ["officer"]).ok;
}
