import { actsByItself } from "./actions.ts";
import { compareAnnotations } from "./compare-annotations.ts";
import { type Comparison, explain, levels, loadOrNull, note } from "./comparison.ts";
import { keysOfOtherMeaning } from "./meaning.ts";
import { type Page, pagesOf } from "./pages.ts";
import { catalogOf } from "./signature-fields.ts";
import { entryOf, isArray, isDictionary, isName, isReference, type PdfValue } from "./value.ts";

/** Pages may gain the widgets of new signatures, annotations where that is permitted, and nothing else. */
export function comparePages(comparison: Comparison): void {
  const { older, newer } = comparison;
  const [oldPages, newPages] = [pagesOf(older), pagesOf(newer)];
  const numbers = (pages: readonly Page[]) => pages.map((page) => page.number ?? -1).join(" ");
  if (numbers(oldPages) !== numbers(newPages)) {
    note(comparison, "forbidden", "CHANGE_PAGES_TREE", `${oldPages.length} → ${newPages.length}`);
  }
  comparePageTree(comparison, entryOf(catalogOf(older), "Pages"), new Set());
  for (const page of oldPages) {
    const changed = page.number !== null && comparison.changed.has(page.number);
    const after = changed && page.number !== null ? loadOrNull(newer, page.number) : page.dictionary;
    if (changed) comparePage(comparison, page, after);
    compareAnnotations(comparison, page, entryOf(page.dictionary, "Annots"), entryOf(after, "Annots"));
  }
}

// Names that writers leave on page tree nodes and that no viewer shows.
const silentKeys: ReadonlySet<string> = new Set(["ITXT"]);

/**
 * Nodes above the pages pass /Resources, /MediaBox, /CropBox and /Rotate down to them (§7.7.3.4): changed there, they
 * change every page below.
 */
function comparePageTree(comparison: Comparison, node: PdfValue, seen: Set<number>): void {
  if (!isReference(node) || seen.has(node.number)) return;
  seen.add(node.number);
  const before = loadOrNull(comparison.older, node.number);
  const kids = comparison.older.resolve(entryOf(before, "Kids"));
  if (!isArray(kids)) return;
  if (comparison.changed.has(node.number)) {
    const after = loadOrNull(comparison.newer, node.number);
    const both = isDictionary(before) && isDictionary(after);
    const keys = both ? keysOfOtherMeaning(comparison, before, after) : ["?"];
    comparison.explained.add(node.number);
    for (const key of keys) {
      if (!silentKeys.has(key)) note(comparison, "forbidden", "CHANGE_PAGES_TREE", `/${key}`);
    }
  }
  for (const kid of kids.items) comparePageTree(comparison, kid, seen);
}

function comparePage(comparison: Comparison, page: Page, after: PdfValue): void {
  const { newer, permissions } = comparison;
  if (page.number !== null) comparison.explained.add(page.number);
  const both = isDictionary(page.dictionary) && isDictionary(after);
  const keys = both ? keysOfOtherMeaning(comparison, page.dictionary, after) : ["?"];
  for (const key of keys) {
    const [was, is] = [entryOf(page.dictionary, key), entryOf(after, key)];
    if (key === "Annots" || silentKeys.has(key)) continue;
    // The number under which the structure tree finds the page's new widgets; content marks are found by it too.
    if (key === "StructParents" && was === null) continue;
    if (key === "AA" && actsByItself(newer, after)) note(comparison, "forbidden", "CHANGE_ACTION", String(page.index));
    else if (key === "Tabs") {
      // Signing tools name the order that is the default of tagged files; another order is an annotator's.
      const usual = was === null && isName(newer.resolve(is), "S");
      note(comparison, usual ? "allowed" : levels.annotating(permissions), "CHANGE_TABS", String(page.index));
    } else note(comparison, "forbidden", "CHANGE_PAGE", `${page.index} (/${key})`);
  }
  explainSame(comparison, page.dictionary, after);
}

/** Entries that moved to another object and show the same leave the old object without a reader. */
function explainSame(comparison: Comparison, before: PdfValue, after: PdfValue): void {
  if (!isDictionary(before)) return;
  for (const [key, value] of before.entries) {
    const other = entryOf(after, key);
    const moved = isReference(value) && !(isReference(other) && other.number === value.number);
    if (moved && loadOrNull(comparison.newer, value.number) === null) explain(comparison, value);
  }
}
