import type { Hono } from "hono";
import {
  dismissAlboDay,
  listAlboOutages,
  listDismissedDays,
  prepareOmissis,
  proposedAlboDays,
  type Role,
  readOmissis,
  recordAlboOutage,
  type WorkflowRefusal,
} from "../../shared/workflow/index.ts";
import { OmissisForm, Outages } from "../../web/pages.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { forOfficer, type Officer, onForm } from "./gate.ts";
import type { Fields } from "./request.ts";
import { notFound, page, siteOf, statusOf, tokens, type WebContext } from "./respond.ts";

const publishers: readonly Role[] = ["officer", "publisher"];
const keepers: readonly Role[] = ["publisher", "operator"];

/** Words that were written in the form stay in it when they are refused. */
async function omissisPage(
  deps: WebDeps,
  c: WebContext,
  officer: Officer,
  sent?: { readonly fields: Fields; readonly refusal: WorkflowRefusal },
): Promise<Response> {
  const draft = await readOmissis(deps.world, c.req.param("id") ?? "");
  if (!draft.ok || !draft.value.head.copy) return notFound(deps, c);
  const { head } = draft.value;
  const written = sent && textsOf(sent.fields);
  const texts = draft.value.texts.map((one) => ({ ...one, redacted: written?.get(one.place) ?? one.redacted }));
  const found = sent?.refusal.code === "OMISSIS_STILL_PERSONAL" ? draft.value.foundIn(texts) : [];
  const shown = OmissisForm({
    site: siteOf(deps, c),
    forms: tokens(deps, officer.csrf),
    head,
    texts,
    found,
    reason: sent?.fields.get("reason"),
    refusal: sent?.refusal,
  });
  return page(deps, c, shown, "private", sent ? statusOf(sent.refusal) : 200);
}

/** The texts of the form by their places; a browser sends line ends as CRLF. */
const textsOf = (fields: Fields): ReadonlyMap<string, string> =>
  new Map(
    fields
      .entries()
      .filter(([name]) => name.startsWith("t-"))
      .map(([name, text]) => [name.slice(2), text.replace(/\r\n?/g, "\n")]),
  );

const omissisPath = "/ufficio/atti/:id{[0-9A-Za-z]{1,40}}/omissis";

/** What an officer and a publisher do about publication. */
export function publicationDeskRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get(
    omissisPath,
    forOfficer(deps, publishers, (c, officer) => omissisPage(deps, c, officer)),
  );
  app.post(
    omissisPath,
    onForm(deps, publishers, async (c, officer, fields) => {
      const actId = c.req.param("id") ?? "";
      const request = {
        texts: textsOf(fields),
        reason: fields.get("reason"),
        confirmed: fields.get("confirmed") === "1",
      };
      const prepared = await prepareOmissis(deps.world, { ...request, actId, by: officer.who });
      if (!prepared.ok) return omissisPage(deps, c, officer, { fields, refusal: prepared.refusal });
      deps.wake();
      return c.redirect(`/ufficio/atti/${actId}`, 303);
    }),
  );
  const outages = async (c: WebContext, officer: Officer, more: Partial<Parameters<typeof Outages>[0]> = {}) =>
    page(
      deps,
      c,
      Outages({
        site: siteOf(deps, c),
        forms: tokens(deps, officer.csrf),
        days: await listAlboOutages(deps.world),
        proposed: await proposedAlboDays(deps.world),
        dismissed: await listDismissedDays(deps.world),
        ...more,
      }),
      "private",
      more.refusal ? statusOf(more.refusal) : 200,
    );
  app.get(
    "/ufficio/albo/giorni",
    forOfficer(deps, keepers, (c, officer) => outages(c, officer)),
  );
  app.post(
    "/ufficio/albo/giorni",
    onForm(deps, keepers, async (c, officer, fields) => {
      const values = { day: fields.get("day"), reason: fields.get("reason") };
      const recorded = await recordAlboOutage(deps.world, { ...values, by: officer.who });
      if (!recorded.ok) return outages(c, officer, { refusal: recorded.refusal, values });
      deps.wake();
      return outages(c, officer, { extended: recorded.value.extended });
    }),
  );
  app.post(
    "/ufficio/albo/giorni/non-persi",
    onForm(deps, keepers, async (c, officer, fields) => {
      const said = { day: fields.get("day"), reason: fields.get("reason") };
      const done = await dismissAlboDay(deps.world, { ...said, by: officer.who });
      return outages(c, officer, done.ok ? { dismissedDay: said.day } : { refusal: done.refusal, unlost: said });
    }),
  );
}
