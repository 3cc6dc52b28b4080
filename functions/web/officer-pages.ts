import type { Report } from "../../shared/signature/index.ts";
import {
  type ActView,
  jsonOf,
  laterEvidence,
  listEvidence,
  listPeople,
  proposedRoute,
  readAct,
  undeliveredMails,
  type WorkflowRefusal,
} from "../../shared/workflow/index.ts";
import type { AcknowledgedFields } from "../../web/officer/acknowledged-fields.ts";
import { OfficerAct } from "../../web/pages.ts";
import type { WebDeps } from "./deps.ts";
import type { Officer } from "./gate.ts";
import { plainUploadMost } from "./plain-upload.ts";
import { mayWrite } from "./request.ts";
import { notFound, page, siteOf, statusOf, tokens, type WebContext } from "./respond.ts";
import { mayResume, resumedFrom } from "./resume-routes.ts";

/** `GET /ufficio/atti/:id`, also with the refusal of what was just asked. */
export async function actPage(
  deps: WebDeps,
  c: WebContext,
  officer: Officer,
  actId: string,
  refusal?: WorkflowRefusal,
  acknowledging?: AcknowledgedFields,
): Promise<Response> {
  const view = await readAct(deps.world, actId);
  if (!view.ok) return notFound(deps, c);
  const { head, data, history } = view.value;
  const people = await listPeople(deps.world.items, deps.world.settings.tenant);
  const { steps, missing } = await proposedRoute(deps.world, data);
  const route = steps.map(({ kind, role, assignees }) => ({ kind, role, names: assignees.map((one) => one.name) }));
  const shown = OfficerAct({
    site: siteOf(deps, c),
    forms: tokens(deps, officer.csrf),
    head,
    data,
    history,
    mayChange: mayWrite(c) && head.proponent === officer.who,
    mayCopy: mayWrite(c),
    undelivered: await undeliveredMails(deps.world, head),
    route,
    routeMissing: missing,
    people: people.map(({ who, name, office }) => ({ who, name, office })),
    uploadLimit: deps.world.settings.uploadLimit,
    plainUploadLimit: deps.takeUpload ? Math.min(plainUploadMost, deps.world.settings.uploadLimit) : undefined,
    reports: await reportsOf(deps, view.value, c.get("lang")),
    later: await laterEvidence(deps.world, actId),
    evidence: (await listEvidence(deps.world, head)).map(({ kind, stored, about }) => ({
      kind,
      sha256: stored.sha256,
      about,
    })),
    refusal,
    acknowledging,
    mayResume: mayResume(c),
    resumed: resumedFrom(c.req.query("ripreso")),
  });
  return page(deps, c, shown, "private", refusal ? statusOf(refusal) : 200);
}

/** The signature reports that were stored with the verdicts. They were made by us and checked against their digest. */
async function reportsOf(deps: WebDeps, { head }: ActView, lang: "it" | "en"): Promise<Record<string, Report>> {
  const stored = [
    ...head.slots.map((slot) => ({ name: slot.label, report: slot.verdict?.report ?? null })),
    { name: "firma", report: head.signed?.report ?? null },
  ];
  const reports: Record<string, Report> = {};
  for (const { name, report } of stored)
    if (report) reports[name] = (await jsonOf(deps.world.objects, report)) as Report;
  if (lang === "it") return reports;
  // They are kept in Italian. The other sentences are forty kilobytes that most pages never say.
  const { reportIn } = await import("../../shared/signature/report-in.ts");
  return Object.fromEntries(Object.entries(reports).map(([name, report]) => [name, reportIn(report, lang)]));
}
