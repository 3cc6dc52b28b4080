import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { setCookie } from "hono/cookie";
import { routePath } from "hono/route";
import { no, StoreShut } from "../../shared/workflow/index.ts";
import { ErrorPage, Refused } from "../../web/pages.ts";
import { finishHeaders } from "./answer-headers.ts";
import { apiProblem } from "./api-problem.ts";
import { refusedBecause } from "./api-problems.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { plainUploadMost, takesPlainFile } from "./plain-upload.ts";
import { readRequest } from "./request.ts";
import { notFound, page, problem, siteOf } from "./respond.ts";

/** Largest body of a form or a request: an act of a thousand movimenti is under 2 MB, API Gateway ends at 10 MB. */
const largestBody = 4_000_000;

/** Adds addresses to an app. */
export type Mount = (app: Hono<WebEnv>, deps: WebDeps) => void;

/** Nothing is wrong with what was asked: it cannot be answered now, and the same may be asked again. */
export const isAwayNow = ({ isAway }: Pick<WebDeps, "isAway">, fault: unknown): boolean =>
  fault instanceof StoreShut || isAway?.(fault) === true;

/** What holds for every request, whichever face it is for; around the addresses that are mounted, in their order. */
export function framed(deps: WebDeps, mounts: readonly Mount[]): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use(async (c, next) => {
    await readRequest(deps, c);
    const lang = c.req.query("lang");
    await next();
    finishHeaders(c, deps.world.settings.baseUrl);
    if (lang === "it" || lang === "en")
      setCookie(c, "visto_lingua", lang, {
        path: "/",
        httpOnly: true,
        sameSite: "Lax",
        maxAge: 365 * 86_400,
        secure: deps.world.settings.baseUrl.startsWith("https:"),
      });
  });
  const limited = (maxSize: number) =>
    bodyLimit({
      maxSize,
      onError: (c) => {
        // The rest of the body is not read: another request on this connection would be taken for it.
        c.header("connection", "close");
        const refusal = no("REQUEST_NOT_VALID", {
          field: "corpo",
          value: `${c.req.header("content-length") ?? "?"} byte`,
          expectation: `al massimo ${maxSize} byte / at most ${maxSize} bytes`,
        });
        if (!c.req.header("accept")?.includes("text/html")) return problem(c, refusal, 413);
        return page(deps, c, Refused({ site: siteOf(deps, c), refusal, backHref: "/ufficio" }), "private", 413);
      },
    });
  const [usual, withFile] = [limited(largestBody), limited(plainUploadMost + 100_000)];
  app.on("POST", "*", (c, next) => (takesPlainFile(deps, c) ? withFile(c, next) : usual(c, next)));
  for (const mount of mounts) mount(app, deps);
  app.notFound((c) => notFound(deps, c));
  app.onError((fault, c) => {
    // The pattern and not the address: that of an upload is its permission, others name people.
    deps.fault(fault, `${c.req.method} ${routePath(c, -1)}`);
    const isAway = isAwayNow(deps, fault);
    if (c.req.path.startsWith("/api/")) return apiProblem(deps, c, refusedBecause(isAway ? "STORE_AWAY" : "FAULT"));
    if (!isAway) return page(deps, c, ErrorPage({ site: siteOf(deps, c), status: 500 }), "private", 500);
    c.header("retry-after", "60");
    return page(deps, c, ErrorPage({ site: siteOf(deps, c), status: 503 }), "private", 503);
  });
  return app;
}
