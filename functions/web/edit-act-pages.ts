import { readAct, saveRevision, type WorkflowRefusal } from "../../shared/workflow/index.ts";
import { EditAct } from "../../web/pages.ts";
import type { FieldIssue } from "../../web/views.ts";
import { readActJson } from "./act-json.ts";
import type { WebDeps } from "./deps.ts";
import type { Officer } from "./gate.ts";
import type { Fields } from "./request.ts";
import { notFound, page, siteOf, statusOf, tokens, type WebContext } from "./respond.ts";

export async function editPage(
  deps: WebDeps,
  c: WebContext,
  officer: Officer,
  actId: string,
  again: { json?: string; issues?: readonly FieldIssue[]; refusal?: WorkflowRefusal } = {},
): Promise<Response> {
  const view = await readAct(deps.world, actId);
  if (!view.ok) return notFound(deps, c);
  const { issues, refusal } = again;
  const json = again.json ?? JSON.stringify(view.value.data, null, 2);
  const shown = EditAct({
    site: siteOf(deps, c),
    forms: tokens(deps, officer.csrf),
    head: view.value.head,
    json,
    issues,
    refusal,
  });
  return page(deps, c, shown, "private", refusal ? statusOf(refusal) : issues ? 400 : 200);
}

export async function saveFromForm(
  deps: WebDeps,
  c: WebContext,
  officer: Officer,
  fields: Fields,
  actId: string,
): Promise<Response> {
  const json = fields.get("json");
  const read = readActJson(json, c.get("lang"));
  if ("issues" in read) return editPage(deps, c, officer, actId, { json, issues: read.issues });
  const saved = await saveRevision(deps.world, {
    actId,
    by: officer.who,
    seenVer: Number(fields.get("seenVer")),
    data: read.data,
  });
  if (!saved.ok)
    return saved.refusal.code === "ACT_NOT_FOUND"
      ? notFound(deps, c)
      : editPage(deps, c, officer, actId, { json, refusal: saved.refusal });
  return c.redirect(`/ufficio/atti/${actId}`, 303);
}
