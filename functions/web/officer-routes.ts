import type { Hono } from "hono";
import {
  type Answer,
  actFile,
  commandOnce,
  findEvidence,
  loadHead,
  no,
  permitUpload,
  type Role,
  readAct,
} from "../../shared/workflow/index.ts";
import { officerStatus } from "../../web/pages.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { forOfficer, type Officer, onForm } from "./gate.ts";
import { acknowledgingIn, commands, forOperators, type OfficerCommand } from "./officer-commands.ts";
import { actPage } from "./officer-pages.ts";
import { permissionRequest } from "./permission.ts";
import { takePlainFile } from "./plain-upload.ts";
import { type Fields, fieldsOf, isIdempotencyKey, isOwnOrigin, officerWith } from "./request.ts";
import { forbidden, notFound, problem, sendFile, type WebContext } from "./respond.ts";

const readers: readonly Role[] = ["officer", "publisher", "accountant", "operator", "auditor"];
const writers: readonly Role[] = ["officer"];

/** Ids of ours only: a longer text would be a key that no store takes, which is a wrong address and not a fault. */
const actPath = "/ufficio/atti/:id{[0-9A-Za-z]{1,40}}";

function readingRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  const id = (c: WebContext) => c.req.param("id") ?? "";
  const headOf = (c: WebContext) => loadHead(deps.world.items, deps.world.settings.tenant, id(c));
  app.get(
    actPath,
    forOfficer(deps, readers, (c, officer) => actPage(deps, c, officer, id(c))),
  );
  app.get(
    `${actPath}/stato.json`,
    forOfficer(deps, readers, async (c) => {
      const head = await headOf(c);
      return head
        ? c.json(officerStatus(head, c.get("lang")), 200, { "cache-control": "no-store" })
        : problem(c, no("ACT_NOT_FOUND"));
    }),
  );
  app.get(
    `${actPath}/dati.json`,
    forOfficer(deps, readers, async (c) => {
      const view = await readAct(deps.world, id(c));
      return view.ok ? c.json(view.value.data, 200, { "cache-control": "no-store" }) : problem(c, view.refusal);
    }),
  );
  app.get(
    `${actPath}/file/:name`,
    forOfficer(deps, readers, async (c) => {
      const head = await headOf(c);
      const file = head ? actFile(head, c.req.param("name") ?? "") : undefined;
      return file?.ok ? sendFile(deps, c, file.value, "private") : notFound(deps, c);
    }),
  );
}

function evidenceRoute(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get(
    `${actPath}/prove/:sha256{[0-9A-Fa-f]{64}}`,
    forOfficer(deps, readers, async (c) => {
      const { world } = deps;
      const head = await loadHead(world.items, world.settings.tenant, c.req.param("id") ?? "");
      const file = head ? await findEvidence(world, head, c.req.param("sha256") ?? "") : undefined;
      return file?.ok ? sendFile(deps, c, file.value, "private") : notFound(deps, c);
    }),
  );
}

/** A form sent twice (a double click, a browser that sends again) makes its change once, and is answered alike. */
function onceOf(deps: WebDeps, officer: Officer, about: string, fields: Fields) {
  const key = fields.get("idem");
  if (!isIdempotencyKey(key)) return undefined;
  const request = JSON.stringify(fields.entries().filter(([name]) => name !== "csrf"));
  return { tenant: deps.world.settings.tenant, scope: `${about}#${officer.who}`, key, request };
}

/** One command of the act's page: done, the page again; refused, the page with the reason. */
const runs =
  (deps: WebDeps, command: OfficerCommand, path: string) =>
  async (c: WebContext, officer: Officer, fields: Fields): Promise<Response> => {
    const actId = c.req.param("id") ?? "";
    const once = onceOf(deps, officer, `${path}#${actId}`, fields);
    const operator = c.get("officer")?.person.roles.includes("operator") ?? false;
    const asked = { actId, by: officer.who, operator, fields };
    const done: Answer<unknown> = once
      ? await commandOnce(deps.world, { use: once, actId }, (world) => command(world, asked))
      : await command(deps.world, asked);
    if (!done.ok)
      return done.refusal.code === "ACT_NOT_FOUND"
        ? notFound(deps, c)
        : actPage(deps, c, officer, actId, done.refusal, path === "conferma" ? acknowledgingIn(fields) : undefined);
    deps.wake();
    return c.redirect(`/ufficio/atti/${actId}`, 303);
  };

function writingRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  for (const [path, command] of Object.entries(commands))
    app.post(
      `${actPath}/${path}`,
      onForm(deps, forOperators.includes(path) ? [...writers, "operator"] : writers, runs(deps, command, path)),
    );
  app.post(`${actPath}/allegati/:label/file`, async (c) => {
    // Nothing is read of a stranger's file: who asks is looked at before the body.
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const officer = officerWith(c, writers);
    if (officer === "sign-in") return c.redirect("/accesso", 303);
    if ("refusal" in officer) return forbidden(deps, c);
    const fields = await fieldsOf(c);
    if (fields.get("csrf") !== officer.csrf) return forbidden(deps, c);
    const { id: actId, label } = c.req.param();
    const refused = await takePlainFile(deps, fields.file("file"), async (file) => {
      const permitted = await permitUpload(deps.world, { ...file, actId, by: officer.who, label });
      return permitted.ok ? { ok: true, value: permitted.value.permission } : permitted;
    });
    if (refused?.code === "ACT_NOT_FOUND") return notFound(deps, c);
    return refused
      ? actPage(deps, c, officer, actId, refused)
      : c.redirect(`/ufficio/atti/${actId}#allegato-${label}`, 303);
  });
  app.post(`${actPath}/allegati/:label/permesso`, async (c) => {
    const officer = isOwnOrigin(c) ? officerWith(c, writers) : "sign-in";
    if (officer === "sign-in") return problem(c, no("SESSION_OVER"));
    if ("refusal" in officer) return problem(c, officer.refusal);
    const request = await permissionRequest(c, officer.csrf);
    if (!request.ok) return problem(c, request.refusal);
    const { id: actId, label } = c.req.param();
    const permitted = await permitUpload(deps.world, { ...request.value, actId, by: officer.who, label });
    return permitted.ok
      ? c.json(permitted.value.permission, 200, { "cache-control": "no-store" })
      : problem(c, permitted.refusal);
  });
}

/** One act on the officer's desk, behind the login. Everyone not listed is refused. */
export function officerRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  readingRoutes(app, deps);
  evidenceRoute(app, deps);
  writingRoutes(app, deps);
}
