import { MalformedError } from "../error.ts";
import type { PdfDocument } from "./document.ts";
import { catalogOf } from "./signature-fields.ts";
import { entryOf, isArray, isReference, type PdfValue } from "./value.ts";

export interface Page {
  /** From 1. */
  readonly index: number;
  readonly number: number | null;
  readonly dictionary: PdfValue;
}

const maxPages = 200_000;

/** The leaves of the page tree in order. @throws {MalformedError} `PDF_TOO_MANY_OBJECTS` */
export function pagesOf(document: PdfDocument): Page[] {
  const pages: Page[] = [];
  const seen = new Set<number>();
  const waiting: PdfValue[] = [entryOf(catalogOf(document), "Pages")];
  while (waiting.length > 0) {
    const item = waiting.pop() ?? null;
    const number = isReference(item) ? item.number : null;
    // A tree that meets itself again is walked once.
    if (number !== null && seen.has(number)) continue;
    if (number !== null) seen.add(number);
    const dictionary = document.resolve(item);
    const kids = document.resolve(entryOf(dictionary, "Kids"));
    if (isArray(kids)) for (const kid of [...kids.items].reverse()) waiting.push(kid);
    else if (dictionary !== null) pages.push({ index: pages.length + 1, number, dictionary });
    if (pages.length > maxPages) throw new MalformedError("PDF_TOO_MANY_OBJECTS", "pages", 0);
  }
  return pages;
}
