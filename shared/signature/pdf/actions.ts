import type { Comparison } from "./comparison.ts";
import type { PdfDocument } from "./document.ts";
import { sameMeaning } from "./meaning.ts";
import { entryOf, isArray, nameOf, type PdfValue } from "./value.ts";

// Actions that do no more than show another place of this document or name an address (§12.6.4.2, §12.6.4.7).
const plainActions: ReadonlySet<string> = new Set(["GoTo", "URI"]);

/**
 * The annotation, page or catalog acts by itself: programs, launches, forms sent off, or anything at all that happens
 * without a click (/AA).
 */
export function actsByItself(document: PdfDocument, value: PdfValue): boolean {
  if (document.resolve(entryOf(value, "AA")) !== null) return true;
  return !isPlain(document, entryOf(value, "A"), 0);
}

function isPlain(document: PdfDocument, action: PdfValue, depth: number): boolean {
  const value = document.resolve(action);
  if (value === null) return true;
  if (depth > 8) return false;
  if (isArray(value)) return value.items.every((item) => isPlain(document, item, depth + 1));
  return (
    plainActions.has(nameOf(document.resolve(entryOf(value, "S"))) ?? "") &&
    isPlain(document, entryOf(value, "Next"), depth + 1)
  );
}

/** What happens by itself or at a click is not what it was. */
export function changesAction(comparison: Comparison, before: PdfValue, after: PdfValue): boolean {
  return ["A", "AA"].some((key) => !sameMeaning(comparison, entryOf(before, key), entryOf(after, key)));
}
