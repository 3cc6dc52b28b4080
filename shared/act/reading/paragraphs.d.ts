import type { Block } from "../act-data.ts";
import type { BodyLine } from "./lines.ts";
/** A paragraph put together from its lines. */
export type ReadParagraph = {
  readonly style: Block["style"];
  readonly text: string;
  readonly page: number;
};
/**
 * The paragraphs of some lines. A line begins a new one by its mark ("1.", "–"), by the space above it, or where the
 * line before ended a sentence without filling the column. Across a page, only the words decide.
 */
export declare function paragraphsOf(lines: readonly BodyLine[]): readonly ReadParagraph[];
/**
 * Lines as one text. A typesetter's hyphen at the end of a line (U+00AD, U+2010, or "-" between small letters) joins a
 * word; every other line end is a blank.
 */
export declare function joined(lines: readonly string[]): string;
/** What follows a numbered point belongs to it, as the acts print it. Numbers are the order, so they are not kept. */
export declare function blocksOf(paragraphs: readonly ReadParagraph[]): Block[];
