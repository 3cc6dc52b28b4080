import type { Hono } from "hono";
import { loadHead, type Role, readRevision } from "../../shared/workflow/index.ts";
import { differences } from "../../web/act-form/differences.ts";
import { valuesOf } from "../../web/act-form/values.ts";
import { Revisions } from "../../web/pages.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { forOfficer } from "./gate.ts";
import { notFound, page, siteOf } from "./respond.ts";

const readers: readonly Role[] = ["officer", "publisher", "accountant", "operator", "auditor"];

/** What changed in an act from one revision to another, field by field. */
export function revisionRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get(
    "/ufficio/atti/:id{[0-9A-Za-z]{1,40}}/revisioni",
    forOfficer(deps, readers, async (c) => {
      const actId = c.req.param("id") ?? "";
      const head = await loadHead(deps.world.items, deps.world.settings.tenant, actId);
      if (!head) return notFound(deps, c);
      const to = Number(c.req.query("a") ?? head.rev);
      const from = Number(c.req.query("da") ?? Math.max(1, to - 1));
      const [before, after] = await Promise.all([
        readRevision(deps.world, actId, from),
        readRevision(deps.world, actId, to),
      ]);
      if (!before || !after) return notFound(deps, c);
      const changes = differences(valuesOf(before), valuesOf(after));
      return page(deps, c, Revisions({ site: siteOf(deps, c), head, from, to, changes }), "private");
    }),
  );
}
