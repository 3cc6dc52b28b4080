import type { Check } from "../finding.ts";
import { places } from "../places.ts";

const normText =
  /(?<kind>d\.\s?lgs\.?|dlgs\.?|decreto legislativo|d\.l\.|decreto[- ]legge|legge|l\.)\s*(?:n\.\s*)?(?:\d{1,2}\s+\p{L}+\s+(?<year>\d{4}),?\s*n\.\s*(?<number>\d+)|(?<short>\d+)\/(?<shortYear>\d{4})|(?<lateNumber>\d+)\s+del\s+\d{1,2}\s+\p{L}+\s+(?<lateYear>\d{4}))/giu;

/**
 * Every norm that a text cites, once, as `D.Lgs. 267/2000`, `D.L. 78/2009` or `L. 241/1990`.
 *
 * Decrees and laws of the State only; codes called by name ("TUEL"), regulations and regional laws are not seen.
 */
export function normsIn(text: string): readonly string[] {
  const found = Array.from(text.matchAll(normText), ({ groups = {} }) => {
    const { kind = "", year, number, short, shortYear, lateNumber, lateYear } = groups;
    return `${kindName(kind)} ${number ?? short ?? lateNumber}/${year ?? shortYear ?? lateYear}`;
  });
  return [...new Set(found)];
}

function kindName(kind: string): string {
  const plain = kind.toLowerCase().replace(/[\s.-]/g, "");
  if (plain === "dlgs" || plain === "decretolegislativo") return "D.Lgs.";
  return plain === "dl" || plain === "decretolegge" ? "D.L." : "L.";
}

/**
 * CLA-04: norms that the preamble cites and NORMATIVA leaves out. Norms only, not their articles: a list that names an
 * article for emphasis does not exclude the others.
 */
const preambleInList: Check = ({ text }) => {
  const list = text?.of("legislation") ?? "";
  if (text === undefined || list === "") return [];
  const listed = new Set(normsIn(list));
  const preamble = normsIn(text.of("premises", "motivation", "administrativeChecks", "accountingChecks"));
  const left = preamble.filter((norm) => !listed.has(norm));
  return left.length === 0 ? [] : [{ code: "CLA-04", where: places.legislation, values: { norms: left.join(", ") } }];
};

export const citationChecks: readonly Check[] = [preambleInList];
