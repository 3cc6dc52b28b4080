import { type ActData, checkAct, expectationOfForm, parseAct, sumCents } from "../../shared/act/index.ts";
import { fieldOf, fieldOfPath } from "./places.ts";
import { readValues, type Values } from "./values.ts";

/** Something said beside a field. `issue`: a value that cannot be read, with what was found and expected. */
export type Said =
  | { readonly kind: "issue"; readonly expected: "amount" | "number" }
  | { readonly kind: "problem"; readonly value: string; readonly expectation: string }
  | { readonly kind: "E" | "A" | "I"; readonly code: string; readonly text: string };

export type Sums = {
  /** Cents of the movements that spend, of the lines, of the lines with VAT as they say it. */
  readonly movements: number;
  readonly net: number;
};

export type FormState = {
  /** By field; under the empty name what speaks of no field. */
  readonly said: ReadonlyMap<string, readonly Said[]>;
  readonly sums: Sums;
  /** The act that the fields are, where they can be read. */
  readonly data: ActData | undefined;
  /** Something cannot be read, so that nothing can be saved. */
  readonly unreadable: boolean;
};

/** What the checks say of the form as it stands, field by field. Beside the act's own checks what could not be read. */
export function judge(values: Values, base: object, language: "it" | "en"): FormState {
  const { json, unread, places } = readValues(values, base);
  const said = new Map<string, Said[]>();
  const say = (field: string, what: Said) => said.set(field, [...(said.get(field) ?? []), what]);
  for (const { field, expected } of unread) say(field, { kind: "issue", expected });
  const parsed = parseAct(json);
  if (!parsed.ok)
    for (const { field, value, expectation } of parsed.refusal.problems) {
      const name = fieldOfPath(field, places);
      // Of a field that cannot be read the schema can only say that it is missing.
      if (!unread.some((one) => one.field === name))
        say(values.has(name) ? name : "", {
          kind: "problem",
          value,
          expectation: expectationOfForm(language, expectation),
        });
    }
  else
    for (const finding of checkAct(parsed.act, { language })) {
      if (finding.code === "ALL-01" && parsed.act.number === undefined) continue;
      const { code, severity, message } = finding;
      say(fieldOf(finding, values, places) ?? "", { kind: severity, code, text: message });
    }
  const data = parsed.ok && unread.length === 0 ? parsed.act : undefined;
  return { said, sums: sumsOf(json), data, unreadable: data === undefined };
}

function sumsOf(json: Readonly<Record<string, unknown>>): Sums {
  const rows = (name: string) => (json[name] ?? []) as readonly Readonly<Record<string, unknown>>[];
  const cents = (value: unknown) => (typeof value === "number" ? value : 0);
  return {
    movements: sumCents(
      rows("movements").flatMap((row) => (row["type"] === "E/Accertamento" ? [] : [cents(row["amount"])])),
    ),
    net: sumCents(rows("lines").map((row) => cents(row["net"]))),
  };
}
