import {
  type ActData,
  borgoSereno2706,
  cremona2706,
  expectationIn,
  parseAct,
  parseAmount,
  vatOf,
} from "../../shared/act/index.ts";
import type { Report } from "../../shared/signature/index.ts";
import {
  type ActView,
  createAct,
  jsonOf,
  laterEvidence,
  listEvidence,
  listPeople,
  proposedRoute,
  readAct,
  saveRevision,
  undeliveredMails,
  type WorkflowRefusal,
} from "../../shared/workflow/index.ts";
import type { AcknowledgedFields } from "../../web/officer/acknowledged-fields.ts";
import { EditAct, NewAct, OfficerAct } from "../../web/pages.ts";
import type { FieldIssue, Lang, NewActField, NewActValues } from "../../web/views.ts";
import type { WebDeps } from "./deps.ts";
import { plainUploadMost } from "./plain-upload.ts";
import { type Fields, isIdempotencyKey, mayWrite, noIdempotencyKey } from "./request.ts";
import { notFound, page, refusedPage, siteOf, statusOf, tokens, type WebContext } from "./respond.ts";
import { mayResume, resumedFrom } from "./resume-routes.ts";

type Officer = { readonly who: string; readonly csrf: string };

/** Whole acts to begin from: the fictitious twin, and the real seed that must end blocked. */
const examples: Readonly<Record<string, { readonly title: string; readonly about: string; readonly data: ActData }>> = {
  "borgo-sereno": {
    title: "Determinazione del Comune di Borgo Sereno (fittizia)",
    about: "Tre allegati con le loro impronte: i file sono in local/demo/attachments.",
    data: { ...borgoSereno2706, privacy: { ...borgoSereno2706.privacy, rendition: "integrale" } },
  },
  cremona: {
    title: "Determinazione n. 2706/2025 del Comune di Cremona (pubblicata)",
    about: "L'atto reale da cui si è partiti: l'allegato C non ha impronta, quindi l'atto resta bloccato.",
    data: cremona2706,
  },
};

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

export function newActPage(
  deps: WebDeps,
  c: WebContext,
  officer: Officer,
  again: { values?: NewActValues; issues?: readonly FieldIssue[] } = {},
): Response {
  const shown = NewAct({
    site: siteOf(deps, c),
    forms: tokens(deps, officer.csrf),
    examples: Object.entries(examples).map(([id, { title, about }]) => ({ id, title, about })),
    ...again,
  });
  return page(deps, c, shown, "private", again.issues ? 400 : 200);
}

type Read = { readonly data: ActData } | { readonly issues: readonly FieldIssue[] };

/** `POST /ufficio/atti`: an example, the short form, or JSON that was pasted or uploaded. */
export async function createFromForm(
  deps: WebDeps,
  c: WebContext,
  officer: Officer,
  fields: Fields,
): Promise<Response> {
  const read = await readForm(deps, fields, c.get("lang"));
  if ("issues" in read) return newActPage(deps, c, officer, { values: valuesOf(fields), issues: read.issues });
  const idempotencyKey = fields.get("idem");
  if (!isIdempotencyKey(idempotencyKey))
    return refusedPage(deps, c, noIdempotencyKey(idempotencyKey), "/ufficio/nuovo");
  const created = await createAct(deps.world, { by: officer.who, data: read.data, idempotencyKey });
  if (!created.ok) return refusedPage(deps, c, created.refusal, "/ufficio/nuovo");
  return c.redirect(`/ufficio/atti/${created.value.actId}`, 303);
}

async function readForm(deps: WebDeps, fields: Fields, lang: Lang): Promise<Read> {
  const source = fields.get("source");
  if (source === "form") return fromShortForm(deps, fields, lang);
  const named = fields.get("example");
  const example = Object.hasOwn(examples, named) ? examples[named] : undefined;
  if (source === "example")
    return example ? { data: example.data } : { issues: [{ field: "example", message: unknownExample[lang] }] };
  const file = fields.file("file");
  return fromJson(file ? await file.text() : fields.get("json"), lang);
}

const unknownExample = { it: "esempio sconosciuto", en: "unknown example" };

/** JSON as it was sent, with every problem named: field, value, expectation. */
export function fromJson(text: string, lang: Lang): Read {
  const said = (it: string, en: string) => (lang === "it" ? it : en);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : "";
    return { issues: [{ field: "json", message: said(`non è JSON: ${why}`, `not JSON: ${why}`) }] };
  }
  const parsed = parseAct(json);
  if (parsed.ok) return { data: parsed.act };
  return {
    issues: parsed.refusal.problems.map(({ field, value, expectation }) => ({
      field,
      message: said(
        `trovato ${value}, atteso ${expectation}`,
        `found ${value === "(assente)" ? "nothing" : value}, expected ${expectationIn("en", expectation)}`,
      ),
    })),
  };
}

const labels = ["A", "B", "C", "D"] as const;
const formFields: readonly NewActField[] = [
  "subject",
  "department",
  "service",
  "signatory",
  "proceedingOfficer",
  "rup",
  "net",
  "vatRate",
  "technicalRegularity",
  "noConflict",
  "attachmentA",
  "attachmentB",
  "attachmentC",
  "attachmentD",
  "json",
];
const valuesOf = (fields: Fields): NewActValues =>
  Object.fromEntries(formFields.map((name) => [name, fields.get(name)]));

const notAmount = (lang: Lang, text: string) =>
  lang === "it"
    ? `trovato «${text}», atteso un importo come 36.000,00`
    : `found “${text}”, expected an amount like 36.000,00`;

/** The short form: enough to begin with; the checks then say what an act of its kind still lacks. */
function fromShortForm(deps: WebDeps, fields: Fields, lang: Lang): Read {
  const text = (name: NewActField) => fields.get(name).trim();
  const net = text("net") === "" ? undefined : parseAmount(text("net"));
  if (net && !net.ok) return { issues: [{ field: "net", message: notAmount(lang, text("net")) }] };
  const rate = ([0, 4, 5, 10, 22] as const).find((one) => String(one) === text("vatRate")) ?? 22;
  const person = (name: NewActField) => (text(name) ? { [name]: { name: text(name) } } : {});
  const vat = net ? vatOf(net.value, rate) : 0;
  const declaredAttachments = labels.flatMap((label) =>
    text(`attachment${label}`) ? [{ label, title: text(`attachment${label}`) }] : [],
  );
  return fromJson(
    JSON.stringify({
      schema: "visto/act/1",
      body: { name: deps.world.settings.name, place: deps.world.settings.place },
      subject: text("subject"),
      department: text("department"),
      service: text("service"),
      roles: { ...person("signatory"), ...person("proceedingOfficer"), ...person("rup") },
      statements: {
        technicalRegularity: text("technicalRegularity") === "yes",
        noConflictOfInterest: text("noConflict") === "yes" ? ["rup", "proceedingOfficer", "signatory"] : [],
      },
      ...(net
        ? {
            lines: [{ name: "Prestazione", net: net.value, vatRate: rate }],
            totals: { net: net.value, vat, total: net.value + vat, vatRate: rate },
          }
        : {}),
      declaredAttachments,
      privacy: { rendition: "integrale" },
    }),
    lang,
  );
}

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
  const read = fromJson(json, c.get("lang"));
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
