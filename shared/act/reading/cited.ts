import type { ActData } from "../act-data.ts";
import { at, type Notes, present } from "./found.ts";
import type { ReadParagraph } from "./paragraphs.ts";
import { dayIn, dayPattern } from "./patterns.ts";

type Cited = ActData["precedingActs"][number];

const citedAct = new RegExp(
  `^((?:Determin|Delib|Decreto|Ordinanza)[\\p{L}'’ ]{2,60}?)\\s{1,3}n\\.\\s{0,3}(\\d{1,6})(?:\\s{0,2}/\\s{0,2}(\\d{4}))?\\s{1,3}del\\s{1,3}(${dayPattern})`,
  "iu",
);
/** The longest quoted subject; `oggetto` must stand near the date. */
const quoted = /oggetto\s{0,3}:?\s{0,3}["“«](.{1,1500})["”»]/;

/** Paragraphs that begin with an act's own name, number and date; what only mentions an act in passing is left out. */
export function readCitedActs(
  field: "precedingActs" | "budgetActs",
  paragraphs: readonly ReadParagraph[],
  notes: Notes,
): Cited[] {
  const acts: Cited[] = [];
  for (const paragraph of paragraphs) {
    const match = citedAct.exec(paragraph.text);
    const date = match?.[4] === undefined ? undefined : dayIn(match[4]);
    if (match === null || date === undefined) continue;
    const [whole, type = "", number = "", year] = match;
    const rest = paragraph.text.slice(whole.length, whole.length + 1700);
    const subject = rest.slice(0, 100).includes("oggetto") ? quoted.exec(rest)?.[1] : undefined;
    notes.note(`${field}[${acts.length}]`, whole, at(paragraph));
    acts.push(
      present({
        type,
        number,
        year: Number(year ?? date.slice(0, 4)),
        date,
        subject,
        immediatelyEnforceable: /immediatamente eseguibile/i.test(rest) ? true : undefined,
      }) as Cited,
    );
  }
  return acts;
}

const norm =
  /(?<!\p{L})(?:D\.\s?Lgs\.?|DLgs\.?|Decreto [Ll]egislativo|D\.L\.|Decreto[- ][Ll]egge|D\.P\.R\.|Legge|L\.)\s{1,2}(?:n\.\s)?\d{1,2}\s\p{L}{3,9}\s\d{4},?\s{1,2}n\.\s?\d{1,4}(?!\d)/gu;

/** The norms under NORMATIVA, as they are written. */
export function readNorms(paragraphs: readonly ReadParagraph[], notes: Notes): string[] {
  const norms = paragraphs.flatMap((paragraph) =>
    Array.from(paragraph.text.matchAll(norm), (match) => {
      notes.note("citedNorms", match[0], at(paragraph, match.index));
      return match[0];
    }),
  );
  return [...new Set(norms)];
}

/** First and last year of the budget that the accounting checks name. */
export function readBudgetYears(paragraphs: readonly ReadParagraph[], notes: Notes): ActData["budgetYears"] {
  for (const paragraph of paragraphs) {
    const match = /Bilancio di Previsione(?: Finanziario)?\s{1,3}(20\d{2})\s?[-–/]\s?(20\d{2})/i.exec(paragraph.text);
    if (match === null) continue;
    notes.note("budgetYears", `${match[1]}-${match[2]}`, at(paragraph, match.index));
    return { from: Number(match[1]), to: Number(match[2]) };
  }
  return undefined;
}
