import { bodyLimit } from "hono/body-limit";
import { apiHeaders } from "../../web/security-headers.ts";
import type { Operation, Outcome, Refused } from "./api-operation.ts";
import { apiProblem } from "./api-problem.ts";
import { refusedBecause } from "./api-problems.ts";
import { readCall } from "./api-read-call.ts";
import type { WebDeps } from "./deps.ts";
import { isAwayNow, type Mount } from "./frame.ts";
import { sendFile, type WebContext } from "./respond.ts";

/** Largest body: an act of a thousand movimenti is under 2 MB. */
export const largestApiBody = 2_000_000;

/** `/api/v1/atti/{actId}` as the router writes it. */
export const routeOf = (path: string): string => path.replace(/\{(\w+)\}/g, ":$1");

/** Mounts operations, and a problem for every other address under /api. */
export const serving =
  (operations: readonly Operation[]): Mount =>
  (app, deps) => {
    app.use("/api/v1/*", async (c, next) => {
      c.set("lang", languageOf(c));
      await next();
      c.header("vary", "Accept-Language, Authorization, Cookie");
    });
    app.use(
      "/api/v1/*",
      bodyLimit({
        maxSize: largestApiBody,
        onError: (c) => {
          // The rest of the body is not read: another request on this connection would be taken for it.
          c.header("connection", "close");
          return apiProblem(deps, c, refusedBecause("BODY_TOO_LARGE", { limit: largestApiBody }));
        },
      }),
    );
    for (const operation of operations)
      app.on(operation.method, routeOf(operation.path), (c) => answerTo(deps, c, operation));
    app.all("/api/v1/*", (c) => apiProblem(deps, c, refusedBecause("ADDRESS_UNKNOWN")));
  };

async function answerTo(deps: WebDeps, c: WebContext, operation: Operation): Promise<Response> {
  try {
    const call = await readCall(deps, c, operation);
    if (!call.ok) return refusalOf(deps, c, call);
    const outcome: Outcome<unknown> = await operation.run(call.value);
    if (!outcome.ok) return refusalOf(deps, c, outcome);
    return await said(deps, c, operation, outcome);
  } catch (fault) {
    deps.fault(fault, `${c.req.method} ${operation.path}`);
    return apiProblem(deps, c, refusedBecause(isAwayNow(deps, fault) ? "STORE_AWAY" : "FAULT"));
  }
}

const refusalOf = (deps: WebDeps, c: WebContext, { refusal, errors }: Pick<Refused, "refusal" | "errors">) =>
  apiProblem(deps, c, refusal, errors);

type Done = Extract<Outcome<unknown>, { ok: true }>;

async function said(deps: WebDeps, c: WebContext, operation: Operation, outcome: Done): Promise<Response> {
  const reach = operation.isPublic ? "public" : "private";
  if (operation.file) return sendFile(deps, c, outcome.value as Parameters<typeof sendFile>[2], reach);
  const headers: Record<string, string> = {
    ...apiHeaders,
    "cache-control": operation.isPublic ? "public, max-age=60" : "no-store",
    "content-language": c.get("lang"),
  };
  if (operation.empty) return c.body(null, 204, headers);
  const version = "version" in outcome ? outcome.version : undefined;
  if (version !== undefined) headers["etag"] = `"${version}"`;
  const isKnown = c.req.method === "GET" && version !== undefined && c.req.header("if-none-match") === headers["etag"];
  if (isKnown) return c.body(null, 304, headers);
  const body = JSON.stringify(outcome.value);
  return c.body(body, operation.status ?? 200, { ...headers, "content-type": "application/json; charset=utf-8" });
}

/** `?lang`, else the first of Accept-Language that we speak, else what the cookie says. RFC 9110 §12.5.4. */
function languageOf(c: WebContext): "it" | "en" {
  const asked = c.req.query("lang");
  if (asked === "it" || asked === "en") return asked;
  const wishes = (c.req.header("accept-language") ?? "")
    .slice(0, 200)
    .split(",")
    .map((part) => /^\s*([a-z]{2,3})(?:-[\w-]+)?\s*(?:;\s*q=([\d.]{1,5}))?\s*$/i.exec(part))
    .flatMap((match) => (match?.[1] ? [{ tag: match[1].toLowerCase(), q: Number(match[2] ?? 1) }] : []))
    .filter(({ tag, q }) => (tag === "it" || tag === "en") && q > 0)
    .sort((a, b) => b.q - a.q);
  const [first] = wishes;
  return first ? (first.tag === "en" ? "en" : "it") : c.get("lang");
}
