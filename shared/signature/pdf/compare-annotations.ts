import { actsByItself, changesAction } from "./actions.ts";
import { paintsSolid } from "./appearance.ts";
import { type Comparison, explain, isChanged, levels, note, resolveOrNull } from "./comparison.ts";
import { sameValue } from "./equal.ts";
import { marksOn } from "./page-marks.ts";
import type { Page } from "./pages.ts";
import { entryOf, isArray, isReference, nameOf, type PdfValue } from "./value.ts";
import { areaOf, isVisible, overlaps, rectangleOf } from "./widget.ts";

/** A signature's picture over more of the page than this is how the overlay attacks (EAA, SSA) hide what was signed. */
const largeShare = 0.25;

// Remarks that viewers draw by themselves, in their own plain way. The others, and any annotation with an appearance of
// its own, put text or pictures on the page as they please (the evil annotation attack on certified documents).
const plainRemarks: ReadonlySet<string> = new Set([
  "Text",
  "Link",
  "Popup",
  "Highlight",
  "Underline",
  "Squiggly",
  "StrikeOut",
  "Circle",
  "Square",
  "Line",
  "Ink",
  "Polygon",
  "PolyLine",
  "Caret",
  "Widget",
]);

/** Annotations of a page: new signatures' widgets may come; others where a signer has permitted it. */
export function compareAnnotations(comparison: Comparison, page: Page, before: PdfValue, after: PdfValue): void {
  const list = resolveOrNull(comparison.older, before);
  const oldItems = isArray(list) ? list.items : [];
  if (!sameValue(before, after) || isChanged(comparison, before)) {
    explain(comparison, before);
    const newList = resolveOrNull(comparison.newer, after);
    compareLists(comparison, page, oldItems, isArray(newList) ? newList.items : []);
  }
  for (const item of oldItems) {
    if (!isReference(item) || !comparison.changed.has(item.number)) continue;
    if (comparison.newWidgets.has(item.number))
      coversContent(comparison, page, item, comparison.newWidgets.get(item.number) ?? "");
    else if (comparison.explained.has(item.number)) filledOverContent(comparison, page, item);
    else annotationEdited(comparison, page, item);
    comparison.explained.add(item.number);
  }
}

function compareLists(
  comparison: Comparison,
  page: Page,
  oldItems: readonly PdfValue[],
  newItems: readonly PdfValue[],
): void {
  const keys = new Set(newItems.map(identity));
  const kept = oldItems.filter((item) => keys.has(identity(item)));
  for (const item of oldItems) if (!keys.has(identity(item))) annotationRemoved(comparison, page, item);
  let next = 0;
  for (const item of newItems) {
    const expected = kept[next];
    if (expected !== undefined && identity(item) === identity(expected)) next++;
    else annotationAdded(comparison, page, item);
  }
  // In another order: an annotation that the signer saw lies elsewhere in the stack.
  if (next < kept.length) note(comparison, "forbidden", "CHANGE_ANNOTATION", String(page.index));
}

/** Annotations that stand in the list itself have no number; they count by what they are. */
const identity = (item: PdfValue): string =>
  isReference(item) ? `${item.number} ${item.generation}` : `= ${JSON.stringify(item, plain)}`;

function plain(_key: string, value: unknown): unknown {
  if (value instanceof Map) return [...value];
  return value instanceof Uint8Array ? [...value] : value;
}

function annotationAdded(comparison: Comparison, page: Page, item: PdfValue): void {
  const { newer, permissions } = comparison;
  const name = isReference(item) ? comparison.newWidgets.get(item.number) : undefined;
  if (isReference(item)) comparison.touchedAnnotations.add(item.number);
  if (name !== undefined) {
    coversContent(comparison, page, item, name);
    return;
  }
  const annotation = resolveOrNull(newer, item);
  const where = String(page.index);
  if (actsByItself(newer, annotation)) note(comparison, "forbidden", "CHANGE_ACTION", where);
  const level = levels.annotating(permissions);
  note(
    comparison,
    level === "allowed" && !isPlainRemark(comparison, annotation) ? "suspicious" : level,
    "CHANGE_ANNOTATION_ADDED",
    where,
  );
}

function isPlainRemark({ newer }: Comparison, annotation: PdfValue): boolean {
  const subtype = nameOf(newer.resolve(entryOf(annotation, "Subtype"))) ?? "";
  const filled = newer.resolve(entryOf(annotation, "IC")) !== null;
  const drawn = newer.resolve(entryOf(annotation, "AP")) !== null && isVisible(newer, annotation);
  return plainRemarks.has(subtype) && !filled && !drawn;
}

function annotationRemoved(comparison: Comparison, page: Page, item: PdfValue): void {
  const { older, permissions } = comparison;
  const annotation = resolveOrNull(older, item);
  if (isReference(item)) comparison.touchedAnnotations.add(item.number);
  explain(comparison, item);
  const signed = nameOf(older.resolve(entryOf(annotation, "FT"))) === "Sig";
  const level = levels.annotating(permissions);
  const worse = signed || level !== "allowed" ? "forbidden" : level;
  note(comparison, worse, "CHANGE_ANNOTATION_REMOVED", String(page.index));
  // Shadow documents are signed with a cover over the second text, which then goes.
  const covered = paintsSolid(older, annotation) && overMarks(comparison, page, annotation, older);
  if (covered) note(comparison, "suspicious", "CHANGE_COVERS_CONTENT", String(page.index));
}

function annotationEdited(comparison: Comparison, page: Page, item: PdfValue): void {
  const { older, newer, permissions } = comparison;
  if (isReference(item)) comparison.touchedAnnotations.add(item.number);
  const [before, after] = [resolveOrNull(older, item), resolveOrNull(newer, item)];
  const where = String(page.index);
  if (changesAction(comparison, before, after) && actsByItself(newer, after))
    note(comparison, "forbidden", "CHANGE_ACTION", where);
  const level = levels.annotating(permissions);
  const plain = isPlainRemark(comparison, after) && isPlainRemark({ ...comparison, newer: older }, before);
  note(comparison, level === "allowed" && !plain ? "suspicious" : level, "CHANGE_ANNOTATION_EDITED", where);
}

/** A signature's picture may not hide what was signed (the sneaky signature attack, shadow replacement by overlay). */
function coversContent(comparison: Comparison, page: Page, widget: PdfValue, name: string): void {
  const { newer } = comparison;
  const annotation = resolveOrNull(newer, widget);
  const rectangle = rectangleOf(newer, annotation);
  const sheet = rectangleOf(newer, page.dictionary, "MediaBox") ?? [0, 0, 595, 842];
  if (rectangle !== null && areaOf(rectangle) > largeShare * areaOf(sheet)) {
    note(comparison, "suspicious", "CHANGE_LARGE_SIGNATURE_APPEARANCE", name);
  }
  if (!isVisible(newer, annotation) || !paintsSolid(newer, annotation)) return;
  if (overMarks(comparison, page, annotation, newer))
    note(comparison, "suspicious", "CHANGE_COVERS_CONTENT", String(page.index));
}

/** A field that is filled over the text of the page hides it (shadow: form over text). */
function filledOverContent(comparison: Comparison, page: Page, item: PdfValue): void {
  const { older, newer } = comparison;
  const [before, after] = [resolveOrNull(older, item), resolveOrNull(newer, item)];
  if (nameOf(newer.resolve(entryOf(after, "FT"))) === "Sig" || !isVisible(newer, after)) return;
  const moved = !sameValue(entryOf(before, "Rect"), entryOf(after, "Rect"));
  const level = levels.filling(comparison.permissions);
  if (level !== "allowed" || !(moved || paintsSolid(newer, after))) return;
  if (overMarks(comparison, page, after, newer))
    note(comparison, "suspicious", "CHANGE_COVERS_CONTENT", String(page.index));
}

function overMarks({ older }: Comparison, page: Page, annotation: PdfValue, document: Comparison["newer"]): boolean {
  const rectangle = rectangleOf(document, annotation);
  if (rectangle === null || areaOf(rectangle) === 0) return false;
  const marks = marksOn(older, page);
  return marks === null || marks.some((mark) => overlaps(rectangle, mark));
}
