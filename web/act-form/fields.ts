import { vatRates } from "../../shared/act/index.ts";
import type { Messages } from "../messages/messages.ts";

/** How a field is written and read. `strings` is one a line, `blocks` the paragraphs of a section. */
export type Kind =
  | "text"
  | "long"
  | "blocks"
  | "strings"
  | "amount"
  | "number"
  | "date"
  | "month"
  | "flag"
  | "choice"
  | "rate"
  | "set";

export type FieldName = keyof Messages["form"]["fields"];
export type PartName = keyof Messages["form"]["parts"];

/** A field of the act's data: its path from the act, or from the row that it stands in. */
export type Field<Name = string> = {
  readonly name: Name;
  readonly kind: Kind;
  readonly options?: readonly string[];
  /** `null` in the data where it is empty. */
  readonly nullable?: true;
  readonly required?: true;
  /** Takes the whole width. */
  readonly wide?: true;
  readonly rows?: number;
};

export const rowNames = [
  "precedingActs",
  "budgetActs",
  "lines",
  "movements",
  "declaredAttachments",
  "recordedAttachments",
] as const;
export type RowsName = (typeof rowNames)[number];
export type Rows = { readonly rows: RowsName; readonly fields: readonly Field[] };
export type Part = { readonly id: PartName; readonly holds: readonly (Field<FieldName> | Rows)[] };

const text = (name: FieldName, more: Partial<Field> = {}): Field<FieldName> => ({ ...more, name, kind: "text" });
const of = (kind: Kind, name: FieldName, more: Partial<Field> = {}): Field<FieldName> => ({ ...more, name, kind });
const inRow = (kind: Kind, name: string, more: Partial<Field> = {}): Field => ({ ...more, name, kind });
const section = (name: FieldName, rows: number) => of("blocks", name, { rows, wide: true });

const rate = { options: vatRates.map(String).toReversed() };
const cited: readonly Field[] = [
  inRow("text", "type", { required: true }),
  inRow("text", "number"),
  inRow("number", "year"),
  inRow("date", "date"),
  inRow("long", "subject", { wide: true, rows: 2 }),
  inRow("flag", "immediatelyEnforceable", { wide: true }),
];

const movement: readonly Field[] = [
  inRow("choice", "type", { options: ["U/Impegno", "U/Prenotazione", "E/Accertamento"], required: true }),
  inRow("amount", "amount", { required: true }),
  inRow("number", "financialYear", { required: true }),
  inRow("number", "dueYear"),
  inRow("text", "chapter", { required: true }),
  inRow("text", "article"),
  inRow("text", "financialPlan", { required: true }),
  inRow("text", "mission"),
  inRow("text", "programme"),
  inRow("text", "subjectId"),
  inRow("text", "number", { nullable: true }),
  inRow("text", "cig", { nullable: true }),
  inRow("text", "cup", { nullable: true }),
  inRow("text", "source"),
  inRow("text", "costCentre.code"),
  inRow("text", "costCentre.name"),
  inRow("long", "chapterDescription", { wide: true, rows: 2 }),
];

const line: readonly Field[] = [
  inRow("text", "name", { required: true }),
  inRow("amount", "net", { required: true }),
  inRow("rate", "vatRate", { ...rate, required: true }),
  inRow("amount", "gross"),
  inRow("number", "months"),
  inRow("text", "vatNature"),
  inRow("text", "basis"),
  inRow("flag", "optional", { wide: true }),
];

/** The form of an act, part by part, in the order in which a determina is printed. */
export const parts: readonly Part[] = [
  {
    id: "heading",
    holds: [
      of("long", "subject", { wide: true, rows: 3, required: true }),
      text("department"),
      text("service"),
      of("choice", "organ", { options: ["DIRIGENTE", "DIRETTORE", "RESPONSABILE"], required: true }),
    ],
  },
  {
    id: "people",
    holds: [
      text("roles.signatory.name"),
      text("roles.signatory.fiscalCode"),
      text("roles.proceedingOfficer.name"),
      text("roles.proceedingOfficer.fiscalCode"),
      text("roles.rup.name"),
      text("roles.rup.fiscalCode"),
      text("roles.handledBy.name"),
      text("roles.handledBy.fiscalCode"),
    ],
  },
  { id: "premises", holds: [section("sections.premises", 6), { rows: "precedingActs", fields: cited }] },
  { id: "motivation", holds: [section("sections.motivation", 14)] },
  {
    id: "administrativeChecks",
    holds: [
      section("sections.administrativeChecks", 6),
      of("flag", "statements.technicalRegularity", { wide: true }),
      of("set", "statements.noConflictOfInterest", {
        options: ["rup", "proceedingOfficer", "signatory"],
        wide: true,
      }),
      of("flag", "statements.competence", { wide: true }),
      text("statements.piao.triennium"),
      of("strings", "statements.piao.measures", { rows: 2 }),
    ],
  },
  {
    id: "contract",
    holds: [
      text("cig", { nullable: true }),
      text("cigExclusion"),
      text("cup", { nullable: true }),
      of("flag", "externalFunding"),
      of("flag", "investment"),
      text("contract.procedure"),
      text("contract.platform"),
      text("contract.procedureId"),
      text("contract.name", { wide: true }),
      text("contract.vatNumber"),
      text("contract.fiscalCode"),
      text("contract.address"),
      text("contract.postCode"),
      text("contract.town"),
      text("contract.country"),
      of("flag", "contract.outgoingContractor", { wide: true }),
      of("set", "contract.rotationWaiver", { options: ["mercato", "esecuzione", "qualita"], wide: true }),
      text("contract.durc.body"),
      text("contract.durc.number"),
      of("date", "contract.durc.expires"),
      text("contract.durc.outcome"),
      of("month", "contract.start"),
      of("number", "contract.months"),
      of("month", "duration.start"),
      of("number", "duration.months"),
      of("date", "duration.committedPartEnds"),
      of("date", "duration.end"),
    ],
  },
  {
    id: "accountingChecks",
    holds: [
      section("sections.accountingChecks", 6),
      { rows: "budgetActs", fields: cited },
      of("number", "budgetYears.from"),
      of("number", "budgetYears.to"),
      of("flag", "statements.accountingPrinciple", { wide: true }),
      of("flag", "statements.paymentProgramme", { wide: true }),
      of("flag", "accountingVisto", { wide: true }),
    ],
  },
  {
    id: "legislation",
    holds: [section("sections.legislation", 8), of("strings", "citedNorms", { rows: 5, wide: true })],
  },
  {
    id: "decision",
    holds: [
      section("sections.decision", 10),
      of("amount", "commitment"),
      text("commitmentChapter"),
      text("revenue.peg"),
      of("number", "revenue.assessment.year"),
      text("revenue.assessment.number"),
      text("revenue.act"),
      of("amount", "revenue.amount"),
    ],
  },
  {
    id: "economy",
    holds: [
      { rows: "lines", fields: line },
      of("amount", "totals.net"),
      of("rate", "totals.vatRate", rate),
      of("amount", "totals.vat"),
      of("amount", "totals.total"),
    ],
  },
  { id: "movements", holds: [{ rows: "movements", fields: movement }] },
  {
    id: "attachments",
    holds: [
      {
        rows: "declaredAttachments",
        fields: [
          inRow("text", "label", { required: true }),
          inRow("text", "title", { required: true }),
          inRow("choice", "publication", { options: ["", "integrale", "omissis", "esclusa"] }),
        ],
      },
      {
        rows: "recordedAttachments",
        fields: [
          inRow("text", "label", { required: true }),
          inRow("text", "algorithm", { nullable: true }),
          inRow("text", "fingerprint", { required: true, wide: true }),
        ],
      },
    ],
  },
  {
    id: "privacy",
    holds: [
      of("choice", "privacy.rendition", { options: ["", "integrale", "omissis"] }),
      of("choice", "privacy.forbidden", { options: ["", "26.4"] }),
    ],
  },
];

export const isRows = (one: Field<FieldName> | Rows): one is Rows => "rows" in one && "fields" in one;

/** The key under which a row's field has its label and hint. */
export const labelKey = (rows: RowsName | undefined, name: string): FieldName =>
  (rows === undefined ? name : `${rows === "budgetActs" ? "precedingActs" : rows}.${name}`) as FieldName;
