import type { Hono } from "hono";
import type { Role } from "../../shared/workflow/index.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { forOfficer, onForm } from "./gate.ts";
import { createFromForm, newActPage } from "./new-act-pages.ts";

const writers: readonly Role[] = ["officer"];

/** Where an act begins: an example, the short form, or JSON. */
export function newActRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get(
    "/ufficio/nuovo",
    forOfficer(deps, writers, (c, officer) => newActPage(deps, c, officer)),
  );
  app.post(
    "/ufficio/atti",
    onForm(deps, writers, (c, officer, fields) => createFromForm(deps, c, officer, fields)),
  );
}
