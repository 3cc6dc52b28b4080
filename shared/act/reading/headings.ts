import type { Sections } from "../act-data.ts";

export type Part = "heading" | keyof Sections | "decides" | "movements" | "attachments" | "after";

/** The headings of an act's parts, as acts print them: in capitals at the beginning of a line. */
const headings: readonly (readonly [Part, RegExp])[] = [
  ["premises", /^PREMESS[EA](?: CHE)?(?=[\s:]|$)/],
  ["motivation", /^MOTIVAZION[EI](?=[\s:]|$)/],
  ["administrativeChecks", /^PRE-? ?VERIFICHE\s+AMMINISTRATIVE(?=[\s:]|$)/],
  ["accountingChecks", /^PRE-? ?VERIFICHE\s+CONTABILI(?=[\s:]|$)/],
  ["legislation", /^(?:RIFERIMENTI NORMATIVI|NORMATIVA(?: DI RIFERIMENTO)?)(?=[\s:]|$)/],
  ["decides", /^(?:D ?E ?T ?E ?R ?M ?I ?N ?A)(?=[\s:]|$)/],
  ["decision", /^(?:DECISIONE|DISPOSITIVO)(?=[\s:]|$)/],
  ["movements", /^(?:Movimenti contabili|MOVIMENTI CONTABILI)(?=[\s:]|$)/],
  ["attachments", /^(?:ALLEGATI|ELENCO (?:DEGLI )?ALLEGATI)\s*:?$/],
  // The page that a copy adds at its end: it speaks of the act and is no part of it.
  ["after", /^Verifica e approvazioni$/],
];

const decoration = /^(?:[-–•*#]\s*){0,3}/;

/** Which part begins on this line, and what stands on the line after its heading. */
export function headingOn(line: string): { readonly part: Part; readonly rest: string } | undefined {
  const text = line.trimStart().replace(decoration, "");
  for (const [part, pattern] of headings) {
    const found = pattern.exec(text);
    if (found !== null) return { part, rest: text.slice(found[0].length).replace(/^\s*:?\s*/, "") };
  }
  return undefined;
}

/** A heading that a narrow column broke: "PRE-VERIFICHE" alone, its second word on the next line. */
export const isHalfHeading = (line: string): boolean =>
  /^PRE-? ?VERIFICHE$/.test(line.trimStart().replace(decoration, "").trim());
