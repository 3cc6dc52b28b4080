import type { PdfDocument } from "./document.ts";
import { entryOf, isArray, isReference, type PdfValue } from "./value.ts";

export type Rectangle = readonly [number, number, number, number];

/** The rectangle of an annotation, corners put in order; null when it has none. */
export function rectangleOf(document: PdfDocument, annotation: PdfValue, key = "Rect"): Rectangle | null {
  const value = document.resolve(entryOf(annotation, key));
  const numbers = isArray(value) ? value.items.map(document.resolve) : [];
  const [x1, y1, x2, y2] = numbers;
  if (typeof x1 !== "number" || typeof y1 !== "number" || typeof x2 !== "number" || typeof y2 !== "number") return null;
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}

export const areaOf = ([x1, y1, x2, y2]: Rectangle): number => (x2 - x1) * (y2 - y1);

/** The two share enough of the smaller one for one to hide part of the other; touching at an edge does not count. */
export function overlaps(a: Rectangle, b: Rectangle): boolean {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return false;
  const smaller = Math.min(areaOf(a), areaOf(b));
  return width * height > 0.1 * smaller;
}

/** The annotation takes room on its page and is not hidden by its flags (§12.5.3: hidden 2, no view 32). */
export function isVisible(document: PdfDocument, annotation: PdfValue): boolean {
  const rectangle = rectangleOf(document, annotation);
  const flags = document.resolve(entryOf(annotation, "F"));
  const hidden = typeof flags === "number" && (flags & (2 | 32)) !== 0;
  return rectangle !== null && areaOf(rectangle) > 0 && !hidden;
}

/** A field's widgets: itself when merged with its only one, else its kids. Object numbers are null for direct ones. */
export function widgetsOf(
  document: PdfDocument,
  field: PdfValue,
  number: number | null,
): { readonly number: number | null; readonly widget: PdfValue }[] {
  const kids = document.resolve(entryOf(field, "Kids"));
  if (!isArray(kids)) return [{ number, widget: field }];
  return kids.items.map((kid) => ({
    number: isReference(kid) ? kid.number : null,
    widget: document.resolve(kid),
  }));
}
