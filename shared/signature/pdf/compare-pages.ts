import { type Comparison, explain, loadOrNull, note } from "./comparison.ts";
import { changedKeys, sameValue } from "./equal.ts";
import { type Page, pagesOf } from "./pages.ts";
import { entryOf, isArray, isDictionary, isReference, type PdfValue } from "./value.ts";
import { areaOf, rectangleOf } from "./widget.ts";

/** A signature's picture over more of the page than this is how the overlay attacks (EAA, SSA) hide what was signed. */
const largeShare = 0.25;

/** Pages may gain the widgets of new signatures, and nothing else. */
export function comparePages(comparison: Comparison): void {
  const { older, newer } = comparison;
  const [oldPages, newPages] = [pagesOf(older), pagesOf(newer)];
  const numbers = (pages: readonly Page[]) => pages.map((page) => page.number ?? -1).join(" ");
  if (numbers(oldPages) !== numbers(newPages)) {
    note(comparison, "forbidden", "CHANGE_PAGES_TREE", `${oldPages.length} → ${newPages.length}`);
  }
  for (const page of oldPages) {
    if (page.number === null) continue;
    const after = comparison.changed.has(page.number) ? loadOrNull(newer, page.number) : page.dictionary;
    if (comparison.changed.has(page.number)) comparePage(comparison, page, after);
    compareAnnotations(comparison, page, entryOf(page.dictionary, "Annots"), entryOf(after, "Annots"));
  }
}

function comparePage(comparison: Comparison, page: Page, after: PdfValue): void {
  if (page.number !== null) comparison.explained.add(page.number);
  const keys = isDictionary(page.dictionary) && isDictionary(after) ? changedKeys(page.dictionary, after) : ["?"];
  for (const key of keys) {
    if (key !== "Annots") note(comparison, "forbidden", "CHANGE_PAGE", `${page.index} (/${key})`);
  }
}

function compareAnnotations(comparison: Comparison, page: Page, before: PdfValue, after: PdfValue): void {
  const moved = !sameValue(before, after) || (isReference(before) && comparison.changed.has(before.number));
  if (moved) {
    explain(comparison, before);
    const [oldList, newList] = [comparison.older.resolve(before), comparison.newer.resolve(after)];
    const oldItems = isArray(oldList) ? oldList.items : [];
    const newItems = isArray(newList) ? newList.items : [];
    compareLists(comparison, page, oldItems, newItems);
  }
  const list = comparison.older.resolve(before);
  for (const item of isArray(list) ? list.items : []) {
    if (!isReference(item) || !comparison.changed.has(item.number) || comparison.explained.has(item.number)) continue;
    comparison.explained.add(item.number);
    note(comparison, "suspicious", "CHANGE_ANNOTATION", String(page.index));
  }
}

function compareLists(
  comparison: Comparison,
  page: Page,
  oldItems: readonly PdfValue[],
  newItems: readonly PdfValue[],
): void {
  let next = 0;
  for (const item of newItems) {
    const expected = oldItems[next];
    if (expected !== undefined && sameValue(item, expected)) {
      next++;
      continue;
    }
    const name = isReference(item) ? comparison.newWidgets.get(item.number) : undefined;
    if (name === undefined) note(comparison, "suspicious", "CHANGE_ANNOTATION", String(page.index));
    else checkSize(comparison, page, item, name);
  }
  // Fewer or in another order: an annotation that the signer saw is gone or lies elsewhere in the stack.
  if (next < oldItems.length) note(comparison, "forbidden", "CHANGE_ANNOTATION", String(page.index));
}

function checkSize(comparison: Comparison, page: Page, widget: PdfValue, name: string): void {
  const { newer } = comparison;
  const rectangle = rectangleOf(newer, newer.resolve(widget));
  const sheet = rectangleOf(newer, page.dictionary, "MediaBox") ?? [0, 0, 595, 842];
  if (rectangle !== null && areaOf(rectangle) > largeShare * areaOf(sheet)) {
    note(comparison, "suspicious", "CHANGE_LARGE_SIGNATURE_APPEARANCE", name);
  }
}
