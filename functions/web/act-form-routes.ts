import { createHash } from "node:crypto";
import type { Hono } from "hono";
import type { ActData } from "../../shared/act/index.ts";
import {
  commandOnce,
  createAct,
  dataForNewAct,
  no,
  readAct,
  saveRevision,
  type WorkflowRefusal,
} from "../../shared/workflow/index.ts";
import { differences } from "../../web/act-form/differences.ts";
import { rowChange, valuesIn, withRows, withTotals } from "../../web/act-form/rows.ts";
import { judge } from "../../web/act-form/said.ts";
import { type Values, valuesOf } from "../../web/act-form/values.ts";
import { ActForm, type ActFormProps, formStatus, SessionOver } from "../../web/pages.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { editPage, saveFromForm } from "./edit-act-pages.ts";
import { forOfficer, type Officer } from "./gate.ts";
import { type Fields, fieldsOf, isIdempotencyKey, isOwnOrigin, noIdempotencyKey, officerWith } from "./request.ts";
import {
  forbidden,
  notFound,
  page,
  problem,
  refusedPage,
  siteOf,
  statusOf,
  tokens,
  type WebContext,
} from "./respond.ts";

const writers = ["officer"] as const;
const newForm = "/ufficio/nuovo/modulo";
const actPath = "/ufficio/atti/:id{[0-9A-Za-z]{1,40}}";

/** What every act of the body begins with. */
const blankAct = ({ world }: WebDeps) => ({
  schema: "visto/act/1" as const,
  body: { name: world.settings.name, place: world.settings.place },
  subject: "",
  organ: "DIRIGENTE" as const,
  privacy: { rendition: "integrale" as const },
});
const blankValues: Values = new Map([
  ["organ", ["DIRIGENTE"]],
  ["privacy.rendition", ["integrale"]],
]);

type Shown = Partial<Pick<ActFormProps, "head" | "refusal" | "conflict" | "outcome">> & {
  readonly values: Values;
  readonly base: object;
  readonly status?: 200 | 400 | 403 | 409 | 413 | 422 | 429 | 404 | 410 | 503;
};

function formPage(deps: WebDeps, c: WebContext, officer: Officer, shown: Shown): Response {
  const { base, status, values, ...more } = shown;
  const form = ActForm({
    site: siteOf(deps, c),
    forms: tokens(deps, officer.csrf),
    values,
    state: judge(values, base, c.get("lang")),
    imported: (base as Partial<ActData>).number !== undefined,
    ...more,
  });
  return page(deps, c, form, "private", status ?? 200);
}

/** The form's own token is not the session's: what was typed is shown again, and nothing is done. */
const isStale = (officer: Officer, fields: Fields) => fields.get("csrf") !== officer.csrf;

/** The buttons of the form that save nothing. */
function rearranged(
  fields: Fields,
  values: Values,
): { readonly values: Values; readonly checked: boolean } | undefined {
  const asked = fields.get("do");
  if (asked === "check") return { values, checked: true };
  if (asked === "totals") return { values: withTotals(values), checked: false };
  const change = rowChange(asked);
  return change ? { values: withRows(values, change), checked: false } : undefined;
}

async function postNew(deps: WebDeps, c: WebContext, officer: Officer, fields: Fields): Promise<Response> {
  const sent = valuesIn(fields.all);
  const base = blankAct(deps);
  if (isStale(officer, fields))
    return formPage(deps, c, officer, { values: sent, base, outcome: "session", status: 403 });
  const moved = rearranged(fields, sent);
  if (moved)
    return formPage(deps, c, officer, { values: moved.values, base, ...(moved.checked ? { outcome: "checked" } : {}) });
  const { data } = judge(sent, base, "it");
  if (!data) return formPage(deps, c, officer, { values: sent, base, outcome: "unreadable", status: 400 });
  const idempotencyKey = fields.get("idem");
  const created = isIdempotencyKey(idempotencyKey)
    ? await createAct(deps.world, { by: officer.who, data, idempotencyKey: keyFor(idempotencyKey, data) })
    : { ok: false as const, refusal: noIdempotencyKey(idempotencyKey) };
  if (created.ok) return c.redirect(`/ufficio/atti/${created.value.actId}`, 303);
  const { refusal } = created;
  return formPage(deps, c, officer, { values: sent, base, refusal, status: statusOf(refusal) });
}

/**
 * The key of one save: the form's own, and what was typed. A second click is the same save; a form that was gone back to
 * and changed is another one, and is told that the act moved on.
 */
const keyFor = (idem: string, data: ActData): string =>
  `${idem.slice(0, 60)}.${createHash("sha256").update(JSON.stringify(data)).digest("hex").slice(0, 16)}`;

async function postEdit(deps: WebDeps, c: WebContext, officer: Officer, fields: Fields): Promise<Response> {
  const actId = c.req.param("id") ?? "";
  const view = await readAct(deps.world, actId);
  if (!view.ok) return notFound(deps, c);
  const { head, data: stored } = view.value;
  const sent = valuesIn(fields.all);
  const show = (shown: Omit<Shown, "base" | "head">) => formPage(deps, c, officer, { ...shown, head, base: stored });
  if (isStale(officer, fields)) return show({ values: sent, outcome: "session", status: 403 });
  const moved = rearranged(fields, sent);
  if (moved) return show({ values: moved.values, ...(moved.checked ? { outcome: "checked" as const } : {}) });
  const { data } = judge(sent, stored, "it");
  if (!data) return show({ values: sent, outcome: "unreadable", status: 400 });
  const saved = await save(deps, officer, fields, actId, data);
  if (saved === undefined) return c.redirect(`/ufficio/atti/${actId}`, 303);
  const now = await readAct(deps.world, actId);
  if (saved.code !== "STALE_VERSION" || !now.ok) return show({ values: sent, refusal: saved, status: statusOf(saved) });
  const conflict = differences(valuesOf(now.value.data), valuesOf(data));
  const again = { values: sent, head: now.value.head, base: now.value.data };
  return formPage(deps, c, officer, { ...again, refusal: saved, conflict, status: 409 });
}

async function save(
  deps: WebDeps,
  officer: Officer,
  fields: Fields,
  actId: string,
  data: ActData,
): Promise<WorkflowRefusal | undefined> {
  const idem = fields.get("idem");
  if (!isIdempotencyKey(idem)) return noIdempotencyKey(idem);
  const { tenant } = deps.world.settings;
  const key = keyFor(idem, data);
  const use = { tenant, scope: `save#${officer.who}#${actId}`, key, request: JSON.stringify(data) };
  const asked = { actId, by: officer.who, seenVer: Number(fields.get("seenVer")), data };
  const saved = await commandOnce(deps.world, { use, actId }, (world) => saveRevision(world, asked));
  return saved.ok ? undefined : saved.refusal;
}

/** What the checks say of a form while it is being written: the same code, asked by the page's script. Nothing is kept. */
async function check(deps: WebDeps, c: WebContext): Promise<Response> {
  if (!isOwnOrigin(c)) return forbidden(deps, c);
  const officer = officerWith(c, writers);
  if (officer === "sign-in") return c.redirect("/accesso", 303);
  if ("refusal" in officer) return problem(c, officer.refusal);
  const fields = await fieldsOf(c);
  if (isStale(officer, fields)) return problem(c, no("SESSION_OVER"));
  const actId = fields.get("actId");
  const view = actId === "" ? undefined : await readAct(deps.world, actId);
  if (view && !view.ok) return problem(c, view.refusal);
  const values = valuesIn(fields.all);
  const state = judge(values, view ? view.value.data : blankAct(deps), c.get("lang"));
  return c.json(formStatus(values, state, c.get("lang")), 200, { "cache-control": "no-store" });
}

/** The form of an act: new, or as it stands. Whoever's session ended while writing gets the text back. */
export function actFormRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  const writing =
    (work: (c: WebContext, officer: Officer, fields: Fields) => Promise<Response>) => async (c: WebContext) => {
      if (!isOwnOrigin(c)) return forbidden(deps, c);
      const fields = await fieldsOf(c);
      const officer = officerWith(c, writers);
      if (officer === "sign-in")
        return fields.get("form") === "act" ? sessionOver(deps, c, fields) : c.redirect("/accesso", 303);
      return "refusal" in officer ? forbidden(deps, c) : work(c, officer, fields);
    };
  app.get(
    newForm,
    forOfficer(deps, writers, (c, officer) =>
      formPage(deps, c, officer, { values: blankValues, base: blankAct(deps) }),
    ),
  );
  app.post(
    newForm,
    writing((c, officer, fields) => postNew(deps, c, officer, fields)),
  );
  app.get(
    `${actPath}/modifica`,
    forOfficer(deps, writers, async (c, officer) => {
      const view = await readAct(deps.world, c.req.param("id") ?? "");
      if (!view.ok) return notFound(deps, c);
      const { head, data } = view.value;
      return formPage(deps, c, officer, { head, values: valuesOf(data), base: data });
    }),
  );
  app.get(
    `${actPath}/modifica/dati`,
    forOfficer(deps, writers, (c, officer) => editPage(deps, c, officer, c.req.param("id") ?? "")),
  );
  app.post(
    `${actPath}/modifica`,
    writing((c, officer, fields) => {
      if (fields.get("form") === "act") return postEdit(deps, c, officer, fields);
      if (isStale(officer, fields)) return Promise.resolve(forbidden(deps, c));
      return saveFromForm(deps, c, officer, fields, c.req.param("id") ?? "");
    }),
  );
  app.post("/ufficio/controlla", (c) => check(deps, c));
  app.post(
    `${actPath}/copia`,
    writing((c, officer, fields) =>
      isStale(officer, fields) ? Promise.resolve(forbidden(deps, c)) : copyAct(deps, c, officer, fields),
    ),
  );
}

/** A new draft with the data of an earlier act, without what is that act's alone. */
async function copyAct(deps: WebDeps, c: WebContext, officer: Officer, fields: Fields): Promise<Response> {
  const actId = c.req.param("id") ?? "";
  const view = await readAct(deps.world, actId);
  if (!view.ok) return notFound(deps, c);
  const idem = fields.get("idem");
  const back = `/ufficio/atti/${actId}`;
  if (!isIdempotencyKey(idem)) return refusedPage(deps, c, noIdempotencyKey(idem), back);
  const data = dataForNewAct(view.value.data);
  const made = await createAct(deps.world, { by: officer.who, data, idempotencyKey: `${idem.slice(0, 60)}.${actId}` });
  if (!made.ok) return refusedPage(deps, c, made.refusal, back);
  return c.redirect(`/ufficio/atti/${made.value.actId}/modifica`, 303);
}

/** A page that holds all that was typed, to be sent again once somebody has signed in. */
function sessionOver(deps: WebDeps, c: WebContext, fields: Fields): Response {
  const kept = [...valuesIn(fields.all)].flatMap(([name, values]) => values.map((value) => [name, value] as const));
  const marks = ["form", "seenVer", "actId"].map((name) => [name, fields.get(name)] as const);
  const shown = SessionOver({
    site: siteOf(deps, c),
    action: c.req.path,
    idem: fields.get("idem"),
    kept: [...kept, ...marks],
  });
  return page(deps, c, shown, "private", 403);
}
