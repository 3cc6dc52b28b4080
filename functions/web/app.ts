import type { Hono } from "hono";
import { accountRoutes } from "./account-routes.ts";
import { actFormRoutes } from "./act-form-routes.ts";
import { apiDocsRoutes } from "./api-docs-routes.ts";
import { operations } from "./api-operations.ts";
import { serving } from "./api-serve.ts";
import { batchRoutes } from "./batch-routes.ts";
import { lookRoutes } from "./body-look.ts";
import { demoRoutes } from "./demo-routes.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { factorRoutes } from "./factor-routes.ts";
import { framed, type Mount } from "./frame.ts";
import { importRoutes } from "./import-routes.ts";
import { logRoutes } from "./log-routes.ts";
import { loginRoutes } from "./login-routes.ts";
import { newActRoutes } from "./new-act-routes.ts";
import { officeRoutes } from "./office-routes.ts";
import { officerRoutes } from "./officer-routes.ts";
import { oidcRoutes } from "./oidc-routes.ts";
import { openDataRoutes } from "./open-data-routes.ts";
import { ownAccessRoutes } from "./own-access-routes.ts";
import { previewRoutes } from "./preview-routes.ts";
import { publicRoutes } from "./public-routes.ts";
import { publicationDeskRoutes } from "./publication-desk.ts";
import { publicationRoutes } from "./publication-routes.ts";
import { resumeRoutes } from "./resume-routes.ts";
import { revisionRoutes } from "./revision-routes.ts";
import { routeEditorRoutes } from "./route-editor-routes.ts";
import { serviceRoutes } from "./service-routes.ts";
import { settingsRoutes } from "./settings-routes.ts";
import { signatoryRoutes } from "./signatory-routes.ts";
import { compressedPages, staticRoutes } from "./static-routes.ts";
import { wellKnownRoutes } from "./well-known.ts";
import { worklistRoutes } from "./worklist-routes.ts";

const uploads: Mount = (app, deps) => {
  if (deps.takeUpload) uploadRoute(app, deps.takeUpload, deps);
};
const demo: Mount = (app, deps) => {
  if (deps.demo) demoRoutes(app, deps, deps.demo);
};

/** Every address. `faces.ts` says which of them one request needs, where not all are to be read for it. */
const mounts: readonly Mount[] = [
  staticRoutes,
  compressedPages,
  lookRoutes,
  wellKnownRoutes,
  serving(operations),
  apiDocsRoutes,
  uploads,
  publicRoutes,
  publicationRoutes,
  publicationDeskRoutes,
  openDataRoutes,
  logRoutes,
  signatoryRoutes,
  factorRoutes,
  batchRoutes,
  loginRoutes,
  oidcRoutes,
  ownAccessRoutes,
  accountRoutes,
  worklistRoutes,
  newActRoutes,
  importRoutes,
  actFormRoutes,
  routeEditorRoutes,
  revisionRoutes,
  previewRoutes,
  officerRoutes,
  officeRoutes,
  settingsRoutes,
  resumeRoutes,
  serviceRoutes,
  demo,
];

/** The pages and the API of the three faces, the same behind API Gateway and on one machine. A GET changes no item. */
export const webApp = (deps: WebDeps): Hono<WebEnv> => framed(deps, mounts);

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
