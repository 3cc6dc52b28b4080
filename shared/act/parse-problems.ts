import type * as z from "zod";

/** One thing that does not fit the schema: the field's path, what was found there, what was expected (in Italian). */
export type ActProblem = { readonly field: string; readonly value: string; readonly expectation: string };

const mostProblems = 50;

/** The problems of a parse, each with the value that the input has there. At most fifty: a wrong file has thousands. */
export function problemsOf(error: z.ZodError, input: unknown): readonly ActProblem[] {
  return error.issues.flatMap((issue) => problemOf(issue, input)).slice(0, mostProblems);
}

function problemOf(issue: z.core.$ZodIssue, input: unknown): readonly ActProblem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: fieldName([...issue.path, key]),
      value: shown(valueAt(input, [...issue.path, key])),
      expectation: "nessun campo con questo nome: lo schema non lo prevede",
    }));
  }
  const value = valueAt(input, issue.path);
  const wanted = expectation(issue);
  return [
    {
      field: fieldName(issue.path),
      value: shown(value),
      expectation: value === undefined ? `campo obbligatorio: ${wanted}` : wanted,
    },
  ];
}

function fieldName(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "(atto)";
  return path
    .map((part, place) => (typeof part === "number" ? `[${part}]` : place === 0 ? String(part) : `.${String(part)}`))
    .join("");
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

function shown(value: unknown): string {
  if (value === undefined) return "(assente)";
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 120 ? `${json.slice(0, 119)}…` : json;
}

const types: Readonly<Record<string, string>> = {
  string: "un testo",
  number: "un numero",
  int: "un numero intero (gli importi in centesimi di euro)",
  boolean: "vero o falso (true, false)",
  array: "un elenco",
  object: "un oggetto con i suoi campi",
  date: "una data",
};

/** What the patterns of the schema ask for, by their source. */
const patterns: readonly { readonly has: string; readonly wanted: string }[] = [
  {
    has: "[A-Z]{1,2}",
    wanted: "la sigla di un allegato: una o due lettere maiuscole, con un numero o senza (A, B, AA, A1)",
  },
  { has: "(0[1-9]|1[0-2])$", wanted: "un mese nella forma AAAA-MM (2025-12)" },
  { has: "\\d{6}", wanted: "sei cifre (codice ISTAT)" },
];

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return types[issue.expected] ?? issue.expected;
    case "invalid_value":
      return `${issue.values.length === 1 ? "il valore" : "uno fra"} ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "too_small":
      return issue.origin === "string" ? "un testo non vuoto" : `un valore non inferiore a ${issue.minimum}`;
    case "too_big":
      return issue.origin === "string"
        ? `un testo di non più di ${issue.maximum} caratteri`
        : `un valore non superiore a ${issue.maximum}`;
    case "invalid_format": {
      if (issue.format === "date") return "una data nella forma AAAA-MM-GG (2025-12-24)";
      const known = patterns.find(({ has }) => issue.pattern?.includes(has));
      return known?.wanted ?? `un testo della forma ${issue.pattern ?? issue.format}`;
    }
    default:
      return issue.message;
  }
}
