import { type ActData, expectationIn, parseAct } from "../../shared/act/index.ts";
import type { FieldIssue, Lang } from "../../web/views.ts";

export type ReadAct = { readonly data: ActData } | { readonly issues: readonly FieldIssue[] };

/** JSON as it was sent, with every problem named: field, value, expectation. */
export function readActJson(text: string, lang: Lang): ReadAct {
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
