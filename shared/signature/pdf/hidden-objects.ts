import { loadOrNull } from "./comparison.ts";
import type { PdfDocument } from "./document.ts";
import { reachOf } from "./protected-objects.ts";
import { entryOf, isStream, nameOf, type PdfValue } from "./value.ts";

/** Beyond this the question is not asked: a remark is not worth reading every object of an archive. */
const maxObjects = 20_000;

// Objects that can show something once a later revision leads to them.
const showing: ReadonlySet<string> = new Set(["Catalog", "Pages", "Page", "Annot", "XObject", "Font"]);

/**
 * How many objects of the document could show something and are led to by nothing.
 *
 * Shadow documents are prepared so: the second face lies in the signed bytes already, and the later revision only has to
 * point at it. Honest writers leave such objects too, so this is a remark and no verdict.
 */
export function hiddenObjectsIn(document: PdfDocument): number {
  if (document.entries.size > maxObjects) return 0;
  const { shown, data } = reachOf(document);
  let count = 0;
  for (const [number, entry] of document.entries) {
    if (entry.kind === "free" || shown.has(number) || data.has(number)) continue;
    if (canShow(loadOrNull(document, number))) count++;
  }
  return count;
}

function canShow(value: PdfValue): boolean {
  const type = nameOf(entryOf(value, "Type"));
  if (type !== null) return showing.has(type);
  const subtype = nameOf(entryOf(value, "Subtype"));
  return isStream(value) ? subtype === "Form" || subtype === "Image" : entryOf(value, "Rect") !== null;
}
