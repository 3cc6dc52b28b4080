import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { setCookie } from "hono/cookie";
import { routePath } from "hono/route";
import { no } from "../../shared/workflow/index.ts";
import { ErrorPage, Refused } from "../../web/pages.ts";
import { accountRoutes } from "./account-routes.ts";
import { finishHeaders } from "./answer-headers.ts";
import { apiDocsRoutes } from "./api-docs-routes.ts";
import { refusedBecause } from "./api-problems.ts";
import { apiProblem, apiRoutes } from "./api-serve.ts";
import { batchRoutes } from "./batch-routes.ts";
import { lookRoutes } from "./body-look.ts";
import { demoRoutes } from "./demo-routes.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { factorRoutes } from "./factor-routes.ts";
import { loginRoutes } from "./login-routes.ts";
import { officeRoutes } from "./office-routes.ts";
import { officerRoutes } from "./officer-routes.ts";
import { oidcRoutes } from "./oidc-routes.ts";
import { openDataRoutes } from "./open-data-routes.ts";
import { ownAccessRoutes } from "./own-access-routes.ts";
import { plainUploadMost, takesPlainFile } from "./plain-upload.ts";
import { publicRoutes } from "./public-routes.ts";
import { publicationRoutes } from "./publication-routes.ts";
import { readRequest } from "./request.ts";
import { notFound, page, problem, siteOf } from "./respond.ts";
import { resumeRoutes } from "./resume-routes.ts";
import { serviceRoutes } from "./service-routes.ts";
import { settingsRoutes } from "./settings-routes.ts";
import { signatoryRoutes } from "./signatory-routes.ts";
import { compressedPages, staticRoutes } from "./static-routes.ts";
import { wellKnownRoutes } from "./well-known.ts";

/** Largest body of a form or a request: an act of a thousand movimenti is under 2 MB, API Gateway ends at 10 MB. */
const largestBody = 4_000_000;

/** The pages and the API of the three faces, the same behind API Gateway and on one machine. A GET changes no item. */
export function webApp(deps: WebDeps): Hono<WebEnv> {
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
          expectation: `al massimo ${maxSize} byte`,
        });
        if (!c.req.header("accept")?.includes("text/html")) return problem(c, refusal, 413);
        return page(deps, c, Refused({ site: siteOf(deps, c), refusal, backHref: "/ufficio" }), "private", 413);
      },
    });
  const [usual, withFile] = [limited(largestBody), limited(plainUploadMost + 100_000)];
  app.on("POST", "*", (c, next) => (takesPlainFile(deps, c) ? withFile(c, next) : usual(c, next)));
  staticRoutes(app, deps);
  compressedPages(app, deps);
  lookRoutes(app, deps);
  wellKnownRoutes(app, deps);
  apiRoutes(app, deps);
  apiDocsRoutes(app, deps);
  if (deps.takeUpload) uploadRoute(app, deps.takeUpload, deps);
  publicRoutes(app, deps);
  publicationRoutes(app, deps);
  openDataRoutes(app, deps);
  signatoryRoutes(app, deps);
  factorRoutes(app, deps);
  batchRoutes(app, deps);
  loginRoutes(app, deps);
  oidcRoutes(app, deps);
  ownAccessRoutes(app, deps);
  accountRoutes(app, deps);
  officerRoutes(app, deps);
  officeRoutes(app, deps);
  settingsRoutes(app, deps);
  resumeRoutes(app, deps);
  serviceRoutes(app, deps);
  if (deps.demo) demoRoutes(app, deps, deps.demo);
  app.notFound((c) => notFound(deps, c));
  app.onError((fault, c) => {
    // The pattern and not the address: that of an upload is its permission, others name people.
    deps.fault(fault, `${c.req.method} ${routePath(c, -1)}`);
    if (c.req.path.startsWith("/api/")) return apiProblem(deps, c, refusedBecause("FAULT"));
    return page(deps, c, ErrorPage({ site: siteOf(deps, c), status: 500 }), "private", 500);
  });
  return app;
}

/** The PUT of an upload, where no object store takes it itself. Its token is the permission; no cookie is looked at. */
function uploadRoute(app: Hono<WebEnv>, take: NonNullable<WebDeps["takeUpload"]>, deps: WebDeps): void {
  app.put("/carica/:token", async (c) => {
    const body = c.req.raw.body ?? new ReadableStream<Uint8Array>({ start: (controller) => controller.close() });
    const sha256 = c.req.header("x-amz-checksum-sha256");
    const headers = {
      contentType: c.req.header("content-type"),
      contentLength: c.req.header("content-length"),
      ...(sha256 === undefined ? {} : { sha256 }),
    };
    const taken = await take(c.req.param("token"), headers, body);
    if (taken.ok) {
      deps.wake();
      return c.body(null, 200);
    }
    const { status, code, message } = taken;
    const problem = { type: "about:blank", title: code, status, code, detail: message[c.get("lang")] };
    return new Response(JSON.stringify(problem), {
      status,
      headers: { "content-type": "application/problem+json", connection: "close" },
    });
  });
}
