/** One line of an act as a page or a text shows it. What the layout does not say is absent, and the words decide. */
export type ActLine = {
  readonly text: string;
  /** Marked by the document itself as running head or foot (ISO 32000-1 14.8.2.2). */
  readonly artifact?: boolean | undefined;
  /** True when more space than usual stands above, or a blank line; absent at the top of a page or column. */
  readonly gap?: boolean | undefined;
  /** Begins left of the line above: a list item after the hanging lines of the one before. */
  readonly outdent?: boolean | undefined;
  /** How much of the column the line fills, 0 to 1: the last line of a paragraph rarely fills it. */
  readonly fill?: number | undefined;
};
/** The lines of an act, page by page, in reading order. A text without page breaks is one page. */
export type ActPages = readonly (readonly ActLine[])[];
/** A line with its place, once the running heads and feet are out. Pages count from 1. */
export type BodyLine = ActLine & {
  readonly page: number;
};
/** Nothing longer is a line of an act. It is cut there, so that no pattern ever runs over megabytes. */
export declare const longestLine = 20000;
/** Soft hyphens stay, because they say how to join two lines; other invisible characters and Markdown's bold do not. */
export declare function cleanLine(text: string): string;
/**
 * A plain text as pages: a form feed ends a page, a blank line is a gap. A text with lines of more than 240 characters
 * is not wrapped, and there each line is a paragraph of its own.
 */
export declare function pagesOfText(text: string): ActPages;
