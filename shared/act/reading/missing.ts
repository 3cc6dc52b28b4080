import type { ActData, Sections } from "../act-data.ts";
import type { AttachmentEntry } from "./fingerprints.ts";
import type { BodyLine } from "./lines.ts";

/** A field that the text does not say: its path in `ActData`. `person`: no text can say it, somebody must be asked. */
export type Missing = { readonly field: string; readonly why: "not-found" | "no-text" | "person" };

const wanted = ["body.name", "number", "year", "date", "subject", "department", "service", "organ"] as const;
const roles = ["signatory", "proceedingOfficer", "rup"] as const;
const sections: readonly (keyof Sections)[] = [
  "premises",
  "motivation",
  "administrativeChecks",
  "accountingChecks",
  "legislation",
  "decision",
];
const ofSpending = ["totals", "commitment", "cig", "contract.vatNumber", "movements"] as const;
/** What the checks ask and only a person knows (RUO-04 apart): outside funding, previous contractor, service dates. */
const forPeople = [
  "contract.outgoingContractor",
  "contract.rotationWaiver",
  "externalFunding",
  "duration.committedPartEnds",
] as const;

/** Every field that a determina should say and whose words were not found. A scan has one answer: there is no text. */
export function missingFrom(
  act: Partial<ActData>,
  entries: readonly AttachmentEntry[],
  body: readonly BodyLine[],
): Missing[] {
  if (body.length === 0) return [{ field: "(testo)", why: "no-text" }];
  const lacks = (path: string) => isEmpty(valueAt(act, path));
  const spends = !lacks("totals") || !lacks("commitment") || !lacks("movements") || !lacks("cig");
  const labels = new Set([...(act.declaredAttachments ?? []), ...entries].map((one) => one.label));
  const recorded = new Set((act.recordedAttachments ?? []).map((one) => one.label));
  return [
    ...wanted.filter(lacks),
    ...roles.map((role) => `roles.${role}`).filter(lacks),
    ...sections.map((name) => `sections.${name}`).filter(lacks),
    ...(spends ? ofSpending : []).filter(lacks),
    ...(labels.size === 0
      ? ["recordedAttachments"]
      : [...labels].filter((label) => !recorded.has(label)).map((label) => `recordedAttachments.${label}`)),
  ]
    .map((field): Missing => ({ field, why: "not-found" }))
    .concat((spends ? forPeople : []).filter(lacks).map((field) => ({ field, why: "person" })));
}

function valueAt(act: object, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => {
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  }, act);
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
