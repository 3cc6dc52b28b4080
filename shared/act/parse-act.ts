import { type ActData, actDataSchema } from "./act-data.ts";
import { fromItalianShape } from "./from-italian-shape.ts";
import { italianActSchema } from "./import-shape.ts";
import { type ActProblem, problemsOf } from "./parse-problems.ts";

export type ActRefusal = { readonly code: "ACT_NOT_VALID"; readonly problems: readonly ActProblem[] };
export type ParsedAct =
  | { readonly ok: true; readonly act: ActData }
  | { readonly ok: false; readonly refusal: ActRefusal };

/** Deeper than any text of an act, shallower than any stack. */
const deepest = 32;

/**
 * Reads an act from JSON, in the product's own shape (`"schema": "visto/act/1"`) or with Italian keys.
 *
 * Strict: a field that the schema does not know is a problem, because a misspelt field would be a check that silently
 * does not run. Every problem names the field, the value found and what was expected, in Italian.
 * Never throws, whatever the JSON.
 */
export function parseAct(json: unknown): ParsedAct {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return notValid([{ field: "(atto)", value: kindOf(json), expectation: "un oggetto JSON con i campi dell’atto" }]);
  }
  if (isDeeperThan(json, deepest)) {
    const expectation = `non più di ${deepest} livelli annidati`;
    return notValid([{ field: "(atto)", value: `oltre ${deepest} livelli`, expectation }]);
  }
  const illFormed = illFormedTexts(json);
  if (illFormed.length > 0) return notValid(illFormed);
  if (Object.hasOwn(json, "schema") || Object.hasOwn(json, "body")) return native(json);
  const italian = italianActSchema.safeParse(json);
  if (!italian.success) return notValid(problemsOf(italian.error, json));
  return native(fromItalianShape(italian.data));
}

function native(json: object): ParsedAct {
  const parsed = actDataSchema.safeParse(json);
  return parsed.success ? { ok: true, act: parsed.data } : notValid(problemsOf(parsed.error, json));
}

function notValid(problems: readonly ActProblem[]): ParsedAct {
  return { ok: false, refusal: { code: "ACT_NOT_VALID", problems } };
}

function kindOf(json: unknown): string {
  if (json === null) return "null";
  return Array.isArray(json) ? "un elenco" : (JSON.stringify(json)?.slice(0, 120) ?? typeof json);
}

/** JSON can write half a surrogate pair (RFC 8259 §8.2); UTF-8 cannot, so no store would give the same text back. */
function illFormedTexts(json: object): ActProblem[] {
  const problems: ActProblem[] = [];
  const look = (value: unknown, field: string): void => {
    if (typeof value === "string" && !value.isWellFormed())
      problems.push({
        field: field || "(atto)",
        value: JSON.stringify(value).slice(0, 120),
        expectation: "testo Unicode ben formato",
      });
    if (typeof value !== "object" || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      look(name, field);
      look(part, Array.isArray(value) ? `${field}[${name}]` : field ? `${field}.${name}` : name);
    }
  };
  look(json, "");
  return problems.slice(0, 50);
}

/** Level by level, without recursion: the input may be nested to exhaust a stack. */
function isDeeperThan(json: object, limit: number): boolean {
  let level: unknown[] = [json];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
  return false;
}
