import { apiHeaders } from "../../web/security-headers.ts";
import { type ApiRefusal, type FieldError, problemBody } from "./api-problems.ts";
import type { WebDeps } from "./deps.ts";
import type { WebContext } from "./respond.ts";

/** RFC 9457, with the code's page as its type. */
export function apiProblem(
  deps: WebDeps,
  c: WebContext,
  refusal: ApiRefusal,
  errors?: readonly FieldError[],
): Response {
  const { baseUrl } = deps.world.settings;
  const body = problemBody(refusal, { lang: c.get("lang"), baseUrl, ...(errors ? { errors } : {}) });
  const headers = new Headers({
    ...apiHeaders,
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "no-store",
    "content-language": c.get("lang"),
  });
  if (body.status === 401) headers.set("www-authenticate", 'Bearer realm="visto"');
  if (body.status === 429 || body.status === 503) headers.set("retry-after", "60");
  return new Response(JSON.stringify(body), { status: body.status, headers });
}
