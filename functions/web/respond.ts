import type { Context } from "hono";
import type { Refusal } from "../../shared/act/index.ts";
import { type ActFile, base64url, type ObjectRef, permits, type WorkflowRefusal } from "../../shared/workflow/index.ts";
import { Conflict, ErrorPage, Gone, html, LinkProblem, Refused } from "../../web/pages.ts";
import { privateHeaders, securityHeadersWith } from "../../web/security-headers.ts";
import type { FormTokens, LinkProblemCode, Site } from "../../web/views.ts";
import { lookOf } from "./body-look.ts";
import type { WebDeps, WebEnv } from "./deps.ts";

export type WebContext = Context<WebEnv>;

/** What every page knows about the site. */
export function siteOf(
  deps: Pick<WebDeps, "demo"> & { readonly world: Pick<WebDeps["world"], "settings" | "clock" | "randomBytes"> },
  c: WebContext,
): Site {
  const { settings, clock } = deps.world;
  const url = new URL(c.req.url);
  url.searchParams.delete("lang");
  const officer = c.get("officer");
  return {
    lang: c.get("lang"),
    bodyName: settings.name,
    test: settings.test,
    demo: deps.demo !== undefined,
    path: `${url.pathname}${url.search}`,
    now: clock(),
    office: officeOf(settings.office),
    look: lookOf(settings),
    seat: {
      ...{ address: settings.address, pec: settings.pec },
      ...{ dpo: settings.dpo, privacyPolicy: settings.privacyPolicy },
    },
    session: officer
      ? {
          ...{ name: officer.person.name, who: officer.person.who, logout: tokens(deps, officer.csrf) },
          manages: permits(officer.person, ["operator", "auditor"]).ok,
          roles: officer.person.roles,
        }
      : undefined,
  };
}

/** "Segreteria generale (segreteria@…)" as a name and an address. */
function officeOf(text: string): Site["office"] {
  const [, name, email] = /^(.*?)\s*\(([^()\s]+@[^()\s]+)\)$/.exec(text) ?? [];
  return name !== undefined && email !== undefined ? { name, email } : { name: text };
}

export const tokens = (deps: { readonly world: Pick<WebDeps["world"], "randomBytes"> }, csrf: string): FormTokens => ({
  csrf,
  idem: base64url(deps.world.randomBytes(12)),
});

/** `private`: pages of officers, links and the albo, which no cache and no search engine keeps. */
export type Reach = "public" | "private";

export function page(
  deps: Pick<WebDeps, "uploadOrigins">,
  c: WebContext,
  rendered: unknown,
  reach: Reach,
  status: 200 | 400 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 503 = 200,
): Response {
  const headers = {
    ...securityHeadersWith(deps.uploadOrigins),
    ...(reach === "private" ? privateHeaders : { "cache-control": "no-cache" }),
    "content-language": c.get("lang"),
  };
  return c.html(html(rendered), status, headers);
}

const statuses: Partial<Record<string, 400 | 403 | 404 | 409 | 410 | 413 | 429 | 503>> = {
  ACT_NOT_FOUND: 404,
  DOCUMENT_NOT_FOUND: 404,
  DELIVERY_NOT_FOUND: 404,
  NOT_PERMITTED: 403,
  NOT_THE_PROPONENT: 403,
  REQUEST_NOT_VALID: 400,
  ACT_NOT_VALID: 400,
  STATE_DOES_NOT_ALLOW: 409,
  STALE_VERSION: 409,
  SETTINGS_CHANGED: 409,
  SETTINGS_FIXED: 409,
  SET_UP_OVER: 410,
  SET_UP_CODE_WRONG: 403,
  CONTENT_CHANGED: 409,
  ALREADY_SUBMITTED: 409,
  ALREADY_DECIDED: 409,
  OUT_OF_TURN: 409,
  IDEMPOTENCY_KEY_REUSED: 409,
  FINGERPRINT_IS_FIXED: 409,
  PUBLICATION_OVER: 410,
  FILE_TOO_LARGE: 413,
  SESSION_OVER: 403,
  SIGN_IN_OVER: 403,
  WRONG_CREDENTIALS: 403,
  OWN_ACCOUNT: 403,
  OIDC_REFUSED: 403,
  OIDC_PERSON_UNKNOWN: 403,
  ACCOUNT_EXISTS: 409,
  ACCOUNT_CHANGED: 409,
  ACCOUNT_NOT_FOUND: 404,
  ACCESS_LINK_UNKNOWN: 410,
  TOO_MANY_ATTEMPTS: 429,
  CODE_NOT_SENT: 503,
  LINK_UNKNOWN: 404,
  LINK_EXPIRED: 410,
  LINK_REVOKED: 410,
  LINK_SPENT: 410,
};
export const statusOf = (refusal: { readonly code: string }) => statuses[refusal.code] ?? (422 as const);

/** A refusal as a page of its own, where no form is there to show it. */
export function refusedPage(deps: WebDeps, c: WebContext, refusal: WorkflowRefusal, backHref: string): Response {
  const site = siteOf(deps, c);
  const status = statusOf(refusal);
  if (status === 404 || status === 403) return page(deps, c, ErrorPage({ site, status }), "private", status);
  if (status === 409)
    return page(
      deps,
      c,
      Conflict({
        site,
        refusal,
        changes: [],
        backHref,
        seen: refusal.details["seen"],
        current: refusal.details["current"],
      }),
      "private",
      409,
    );
  return page(deps, c, Refused({ site, refusal: refusal as Refusal, backHref }), "private", status);
}

export const goneAct = (deps: WebDeps, c: WebContext, year: number, number: number, to: string): Response =>
  page(deps, c, Gone({ site: siteOf(deps, c), registration: { number, year }, to }), "private", 410);

const linkProblems: readonly string[] = ["LINK_UNKNOWN", "LINK_EXPIRED", "LINK_SPENT", "LINK_REVOKED", "SESSION_OVER"];
export const isLinkProblem = (code: string): code is LinkProblemCode => linkProblems.includes(code);

export const linkProblem = (deps: WebDeps, c: WebContext, problem: LinkProblemCode): Response =>
  page(
    deps,
    c,
    LinkProblem({ site: siteOf(deps, c), problem }),
    "private",
    problem === "LINK_UNKNOWN" ? 404 : problem === "SESSION_OVER" ? 403 : 410,
  );

export const notFound = (deps: WebDeps, c: WebContext): Response =>
  page(deps, c, ErrorPage({ site: siteOf(deps, c), status: 404 }), "private", 404);
export const forbidden = (deps: WebDeps, c: WebContext): Response =>
  page(deps, c, ErrorPage({ site: siteOf(deps, c), status: 403 }), "private", 403);

/** RFC 9457 problem details, with the stable code beside. */
export function problem(
  c: WebContext,
  refusal: WorkflowRefusal,
  status: 400 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 503 = statusOf(refusal),
): Response {
  const detail = refusal.why[c.get("lang")];
  return c.json(
    {
      type: `/problemi/${refusal.code}`,
      title: refusal.code,
      status,
      code: refusal.code,
      detail,
      whoCanFix: refusal.whoCanFix,
    },
    status,
    {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
    },
  );
}

/**
 * A stored file. PDFs open in the browser, everything else is saved; nothing of it may run, whatever it is. The name
 * and the type are ours, made from what was checked.
 */
export async function sendFile(deps: WebDeps, c: WebContext, file: ActFile, reach: Reach): Promise<Response> {
  const url = await deps.downloadUrl?.(file);
  if (url !== undefined) return c.redirect(url, 303);
  const etag = `"${file.sha256}"`;
  const headers = {
    "content-type": file.type === "application/pdf" ? file.type : "application/octet-stream",
    "content-length": String(file.length),
    "content-disposition": `${file.type === "application/pdf" ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "x-impronta-sha256": file.sha256,
    etag,
    ...(reach === "private" ? privateHeaders : { "cache-control": "public, max-age=300" }),
  };
  if (reach === "public" && c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
  // Nobody would read the stream, and nobody would close its file.
  if (c.req.method === "HEAD") return c.body(null, 200, headers);
  const ref: ObjectRef = { bucket: file.bucket, key: file.key, version: file.version };
  const bytes = await deps.world.objects.read(ref);
  if (!bytes) throw new Error(`object ${file.bucket}/${file.key} is not in the store`);
  return c.body(ReadableStream.from(bytes) as ReadableStream<Uint8Array>, 200, headers);
}
