import type { ActData, ActRoleName } from "../act-data.ts";
import { at, firstMatch, type Notes } from "./found.ts";
import type { BodyLine } from "./lines.ts";
import type { ReadParagraph } from "./paragraphs.ts";
import { namePattern } from "./patterns.ts";

const pageNumber = /\s{1,10}pag(?:ina|\.)?\s{0,3}\d{1,5}\s{0,3}(?:\/|di)\s{0,3}\d{1,5}\s{0,3}$/i;
const inFoot: readonly (readonly [ActRoleName, RegExp])[] = [
  [
    "signatory",
    /^(?:il\s+)?(?:direttore|dirigente|responsabile)(?: del servizio| del settore| dell'area)?\s*:\s*(.{2,120})$/i,
  ],
  ["proceedingOfficer", /^responsabile del procedimento(?: istruttorio)?\s*:\s*(.{2,120})$/i],
  ["handledBy", /^pratica trattata da:?\s+(.{2,120})$/i],
  ["rup", /^(?:rup|responsabile unico del pro(?:getto|cedimento))(?: \(rup\))?\s*:\s*(.{2,120})$/i],
];
/** What a template prints where nobody was named. */
const nobody = /^(?:non indicat[oa]|[-–—]+)$/i;

const rupInText = new RegExp(
  `[Rr]esponsabile [Uu]nico del [Pp]rogetto(?:\\s\\(RUP\\))?(?:\\sè|:|,)\\s(?:il\\s|la\\s)?${namePattern}`,
  "u",
);

/** Who answers for what: from the feet of the pages, then from lines of their own, then from the text. */
export function readRoles(
  feet: readonly BodyLine[],
  lines: readonly BodyLine[],
  paragraphs: readonly ReadParagraph[],
  notes: Notes,
): ActData["roles"] {
  const roles: Partial<Record<ActRoleName, { name: string }>> = {};
  for (const line of [...feet, ...lines]) {
    if (line.text.length > 300) continue;
    const text = line.text.trim().replace(pageNumber, "");
    for (const [role, pattern] of inFoot) {
      const name = pattern.exec(text)?.[1]?.replace(/\s+/g, " ").trim();
      if (name === undefined || nobody.test(name) || roles[role] !== undefined) continue;
      roles[role] = { name };
      notes.note(`roles.${role}.name`, name, at(line));
    }
  }
  const rup = roles.rup === undefined ? firstMatch(paragraphs, rupInText) : undefined;
  // A full stop after a whole word is the sentence's, after one letter the name's ("Modello C.").
  const named = rup?.match[1]?.replace(/(?<=\p{L}{3})\.$/u, "");
  if (rup && named !== undefined) {
    roles.rup = { name: named };
    notes.note("roles.rup.name", named, rup.where);
  }
  return roles;
}
