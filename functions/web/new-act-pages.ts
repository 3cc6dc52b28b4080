import { type ActData, borgoSereno2706, cremona2706, parseAmount, vatOf } from "../../shared/act/index.ts";
import { createAct } from "../../shared/workflow/index.ts";
import { NewAct } from "../../web/pages.ts";
import type { FieldIssue, Lang, NewActField, NewActValues } from "../../web/views.ts";
import { type ReadAct, readActJson } from "./act-json.ts";
import type { WebDeps } from "./deps.ts";
import type { Officer } from "./gate.ts";
import { type Fields, isIdempotencyKey, noIdempotencyKey } from "./request.ts";
import { page, refusedPage, siteOf, tokens, type WebContext } from "./respond.ts";

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

async function readForm(deps: WebDeps, fields: Fields, lang: Lang): Promise<ReadAct> {
  const source = fields.get("source");
  if (source === "form") return fromShortForm(deps, fields, lang);
  const named = fields.get("example");
  const example = Object.hasOwn(examples, named) ? examples[named] : undefined;
  if (source === "example")
    return example ? { data: example.data } : { issues: [{ field: "example", message: unknownExample[lang] }] };
  const file = fields.file("file");
  return readActJson(file ? await file.text() : fields.get("json"), lang);
}

const unknownExample = { it: "esempio sconosciuto", en: "unknown example" };

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
function fromShortForm(deps: WebDeps, fields: Fields, lang: Lang): ReadAct {
  const text = (name: NewActField) => fields.get(name).trim();
  const net = text("net") === "" ? undefined : parseAmount(text("net"));
  if (net && !net.ok) return { issues: [{ field: "net", message: notAmount(lang, text("net")) }] };
  const rate = ([0, 4, 5, 10, 22] as const).find((one) => String(one) === text("vatRate")) ?? 22;
  const person = (name: NewActField) => (text(name) ? { [name]: { name: text(name) } } : {});
  const vat = net ? vatOf(net.value, rate) : 0;
  const declaredAttachments = labels.flatMap((label) =>
    text(`attachment${label}`) ? [{ label, title: text(`attachment${label}`) }] : [],
  );
  return readActJson(
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
