import type { ActData } from "../act-data.ts";
import { at, firstMatch, type Notes, present } from "./found.ts";
import type { ReadParagraph } from "./paragraphs.ts";

type Statements = ActData["statements"];

const conflict = /conflitto di interess/i;
const conflictRoles = [
  ["rup", /responsabile unico del pro(?:cedimento|getto)|\bRUP\b/i],
  ["proceedingOfficer", /responsabile del procedimento(?: istruttorio)?(?!\p{L})/iu],
  ["signatory", /responsabile del provvedimento/i],
] as const;

/**
 * The statements that an act makes of itself, each read from its own sentence.
 *
 * That a sentence is there is what is read; whether it is true, or enough, is a person's answer.
 */
export function readStatements(paragraphs: readonly ReadParagraph[], notes: Notes): Statements {
  const says = (field: keyof Statements, pattern: RegExp): true | undefined => {
    const found = firstMatch(paragraphs, pattern);
    if (found === undefined) return undefined;
    notes.note(`statements.${field}`, found.match[0].slice(0, 120), found.where);
    return true;
  };
  return present({
    technicalRegularity: says(
      "technicalRegularity",
      /147[ -]?bis\b.{0,200}?regolarit[àa]'? tecnica|regolarit[àa]'? tecnica.{0,200}?147[ -]?bis\b/i,
    ),
    noConflictOfInterest: readConflict(paragraphs, notes),
    competence: says("competence", /propria competenza.{0,60}?\b107\b/i),
    piao: readPiao(paragraphs, notes),
    accountingPrinciple: says("accountingPrinciple", /allegato n\. 4[./]2\b/i),
    paymentProgramme: says("paymentProgramme", /art\. 9,? (?:comma|c\.) 1,? lett(?:era|\.) a\).{0,40}?\b78\/2009/i),
  }) as Statements;
}

/** The roles that the declaration names, in the words that follow "relativamente a". */
function readConflict(paragraphs: readonly ReadParagraph[], notes: Notes): Statements["noConflictOfInterest"] {
  const paragraph = paragraphs.find(
    (one) => conflict.test(one.text) && /\b6[ -]?bis\b/i.test(one.text) && /insussistenza|assenza/i.test(one.text),
  );
  if (paragraph === undefined) return [];
  const from = paragraph.text.search(/relativamente|con riferimento|nei confronti|in capo/i);
  const text = paragraph.text.slice(Math.max(0, from), Math.max(0, from) + 600);
  const named = conflictRoles.flatMap(([role, pattern]) => {
    const words = pattern.exec(text)?.[0];
    return words === undefined ? [] : [{ role, words }];
  });
  const roles = named.map(({ role }) => role);
  if (roles.length > 0)
    notes.note("statements.noConflictOfInterest", named.map(({ words }) => words).join(", "), at(paragraph, from));
  return roles;
}

function readPiao(paragraphs: readonly ReadParagraph[], notes: Notes): Statements["piao"] {
  const found = firstMatch(paragraphs, /\(?PIAO\)?\s{1,3}(20\d{2}\s?[-–/]\s?20\d{2})/);
  if (found?.match[1] === undefined) return undefined;
  const measures = paragraphs.flatMap(({ text }) =>
    /PIAO/.test(text) ? Array.from(text.matchAll(/\bM\d{1,2}\b/g), ([one]) => one) : [],
  );
  const triennium = found.match[1].replace(/\s/g, "").replace(/[–/]/, "-");
  notes.note("statements.piao", triennium, found.where);
  return { triennium, measures: [...new Set(measures)].sort() };
}
