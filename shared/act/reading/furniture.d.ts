import type { ActPages, BodyLine } from "./lines.ts";
/** The text of an act apart from what its pages repeat. */
export type Sorted = {
  readonly body: readonly BodyLine[];
  readonly furniture: readonly BodyLine[];
  /** Pages whose foot was found, and pages that the feet say there are: PAG-01. */
  readonly footers:
    | {
        readonly found: number;
        readonly pages: number;
      }
    | undefined;
};
/**
 * Parts the running heads and feet from the act's own text: what the PDF marks as an artifact, the feet that Italian
 * acts print (sentence, roles, `pag. n/N`), and whatever stands in the same words at the edge of every page.
 */
export declare function sortLines(pages: ActPages): Sorted;
