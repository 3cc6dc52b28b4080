import type { ActData } from "../act-data.ts";
import { type Notes } from "./found.ts";
import type { ReadParagraph } from "./paragraphs.ts";

type Cited = ActData["precedingActs"][number];
/** Paragraphs that begin with an act's own name, number and date; what only mentions an act in passing is left out. */
export declare function readCitedActs(
  field: "precedingActs" | "budgetActs",
  paragraphs: readonly ReadParagraph[],
  notes: Notes,
): Cited[];
/** The norms under NORMATIVA, as they are written. */
export declare function readNorms(paragraphs: readonly ReadParagraph[], notes: Notes): string[];
/** First and last year of the budget that the accounting checks name. */
export declare function readBudgetYears(paragraphs: readonly ReadParagraph[], notes: Notes): ActData["budgetYears"];
