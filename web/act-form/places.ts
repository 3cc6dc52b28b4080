import type { Finding } from "../../shared/act/index.ts";
import { one, type ReadForm, rowCount, type Values } from "./values.ts";

// Which field of the form a finding speaks of. Codes are public and stay; the row is the number, the label or the name
// that the finding's own words give as its place.

const fields: Readonly<Record<string, string>> = {
  "REG-02": "subject",
  "RUO-01": "roles.signatory.name",
  "RUO-02": "roles.proceedingOfficer.name",
  "RUO-03": "roles.proceedingOfficer.name",
  "RUO-04": "roles.rup.name",
  "CLA-01": "statements.technicalRegularity",
  "CLA-02": "statements.noConflictOfInterest",
  "CLA-03": "statements.noConflictOfInterest",
  "CLA-04": "citedNorms",
  "CLA-05": "sections.legislation",
  "CLA-06": "sections.decision",
  "CLA-07": "sections.decision",
  "IMP-01": "totals.net",
  "IMP-02": "totals.vat",
  "IMP-03": "totals.vat",
  "IMP-04": "totals.total",
  "IMP-05": "totals.vatRate",
  "MOV-01": "commitment",
  "MOV-02": "commitment",
  "MOV-03": "commitment",
  "MOV-12": "commitmentChapter",
  "MOV-13": "duration.committedPartEnds",
  "MOV-15": "totals.total",
  "MOV-16": "revenue.amount",
  "MOV-17": "revenue.act",
  "VIS-01": "accountingVisto",
  "CIG-01": "cig",
  "CIG-02": "cig",
  "CIG-04": "cig",
  "CUP-01": "cup",
  "CUP-02": "cup",
  "CON-01": "contract.procedure",
  "CON-02": "contract.rotationWaiver",
  "CON-03": "contract.rotationWaiver",
  "CON-04": "contract.start",
  "CON-05": "sections.motivation",
  "CON-06": "sections.administrativeChecks",
  "SOG-01": "contract.vatNumber",
  "SOG-02": "contract.vatNumber",
  "SOG-03": "contract.fiscalCode",
  "SOG-04": "contract.name",
  "DUR-01": "contract.durc.number",
  "DUR-02": "contract.durc.expires",
  "DUR-03": "contract.durc.expires",
  "PRI-01": "privacy.rendition",
};

/** Of findings about one row: its field. */
const inRows: Readonly<Record<string, string>> = {
  "IMP-05": "vatRate",
  "IMP-06": "vatNature",
  "IMP-07": "gross",
  "MOV-04": "amount",
  "MOV-05": "financialPlan",
  "MOV-06": "mission",
  "MOV-07": "type",
  "MOV-08": "dueYear",
  "MOV-09": "dueYear",
  "MOV-10": "financialYear",
  "MOV-11": "number",
  "CIG-03": "cig",
};

const recordedCodes = ["ALL-02", "ALL-03", "ALL-06", "ALL-07"];
const roles = [
  [/provvedimento$|signatory$/, "signatory"],
  [/istruttorio$|proceeding officer$/, "proceedingOfficer"],
  [/trattata da$|handled by$/, "handledBy"],
  [/RUP$/, "rup"],
] as const;
const sections = [
  [/^(?:Premesse|Premises)\b/, "sections.premises"],
  [/^(?:Motivazione|Grounds)\b/, "sections.motivation"],
  [/^(?:Pre-verifiche amministrative|Administrative checks)\b/, "sections.administrativeChecks"],
  [/^(?:Pre-verifiche contabili|Accounting checks)\b/, "sections.accountingChecks"],
  [/^(?:Normativa|Legislation)\b/, "sections.legislation"],
  [/^(?:Dispositivo|Decision)\b/, "sections.decision"],
] as const;

type Said = { readonly code: Finding["code"] | string; readonly where: string };

function byLabel(label: string, code: string, values: Values): string {
  const find = (rows: "declaredAttachments" | "recordedAttachments") =>
    Array.from({ length: rowCount(values, rows) }, (_, at) => at).find(
      (at) => one(values, `${rows}.${at}.label`) === label,
    );
  const recorded = find("recordedAttachments");
  if (recordedCodes.includes(code) && recorded !== undefined) return `recordedAttachments.${recorded}.fingerprint`;
  const declared = find("declaredAttachments");
  return declared === undefined ? "declaredAttachments" : `declaredAttachments.${declared}.title`;
}

/** The field that a finding speaks of: a field's name, the name of a list, or `undefined` for the act as a whole. */
export function fieldOf({ code, where }: Said, values: Values, places: ReadForm["places"] = {}): string | undefined {
  const movement = /(?:movimento|movement) (\d+)$/.exec(where)?.[1];
  if (movement !== undefined) {
    const at = Number(movement) - 1;
    return `movements.${places.movements?.[at] ?? at}.${inRows[code] ?? "amount"}`;
  }
  const line = /(?:voce|line) «(.*)»$/.exec(where)?.[1];
  if (line !== undefined) {
    const at = Array.from({ length: rowCount(values, "lines") }, (_, index) => index).find(
      (index) => one(values, `lines.${index}.name`).trim() === line,
    );
    return at === undefined ? "lines" : `lines.${at}.${inRows[code] ?? "name"}`;
  }
  const label = /^(?:Allegato|Attachment) ([A-Z]{1,2}\d{0,2})$/.exec(where)?.[1];
  if (label !== undefined) return byLabel(label, code, values);
  const role = code === "SOG-03" ? roles.find(([pattern]) => pattern.test(where))?.[1] : undefined;
  if (role !== undefined) return `roles.${role}.fiscalCode`;
  if (fields[code] !== undefined) return fields[code];
  if (code.startsWith("ALL-")) return "declaredAttachments";
  if (code.startsWith("MOV-")) return "movements";
  return sections.find(([pattern]) => pattern.test(where))?.[1];
}

/** `movements[1].amount`, as the schema names a place of the data, as the form names its field. */
export function fieldOfPath(path: string, places: ReadForm["places"] = {}): string {
  const dotted = path.replaceAll(/\[(\d+)\]/g, ".$1");
  const [, rows, index, rest] = /^(\w+)\.(\d+)(.*)$/.exec(dotted) ?? [];
  if (rows === undefined || !(rows in places)) return dotted.replace(/^(sections\.\w+)\..*$/, "$1");
  return `${rows}.${places[rows as keyof typeof places]?.[Number(index)] ?? index}${rest}`;
}
