import type { Change } from "./changes.ts";
import { compareCatalogs, compareStructures, compareTrailers } from "./compare-catalog.ts";
import { compareForm } from "./compare-form.ts";
import { comparePages } from "./compare-pages.ts";
import { type Comparison, loadOrNull, note, startComparison } from "./comparison.ts";
import type { PdfDocument } from "./document.ts";
import { reachOf } from "./protected-objects.ts";
import { catalogOf } from "./signature-fields.ts";
import { isBlank, tailIsAccountedFor } from "./tail.ts";
import { entryOf } from "./value.ts";

/**
 * What the revisions after `older` changed, by a whitelist: a change that no rule explains is never taken as harmless
 * (pyHanko's `StandardDiffPolicy` is the model; DSS only warns here). What the signatures of `older` permit or lock
 * (DocMDP, FieldMDP, field locks) is part of the rules.
 *
 * `older` is the document as the signer saw it, opened from the first bytes of the same file that `newer` shows whole.
 * Not covered: whether a filled field shows the value it bears.
 *
 * @throws {MalformedError} when one of the two cannot be read far enough to compare
 */
export function compareRevisions(older: PdfDocument, newer: PdfDocument, from = older.end): Change[] {
  const comparison = startComparison(older, newer);
  compareChains(comparison, from);
  compareTrailers(comparison);
  compareCatalogs(comparison);
  compareForm(comparison, entryOf(catalogOf(older), "AcroForm"), entryOf(catalogOf(newer), "AcroForm"));
  comparePages(comparison);
  compareStructures(comparison);
  compareRest(comparison);
  return comparison.changes;
}

/** The later revisions must build on the signed one, and every byte of them must belong to a revision. */
function compareChains(comparison: Comparison, from: number): void {
  const { older, newer } = comparison;
  const offsets = (document: PdfDocument) => document.sections.map((section) => section.offset);
  const kept = offsets(newer).filter((offset) => offset < from);
  if (kept.join(" ") !== offsets(older).join(" ")) note(comparison, "forbidden", "CHANGE_REVISION_NOT_IN_CHAIN");
  // After the last revision nothing may follow, not even a comment: no reader gives it a meaning and none signed it.
  const loose = !isBlank(newer.bytes, Math.max(newer.end, from));
  if (loose || (!isBlank(newer.bytes, from) && !tailIsAccountedFor(newer, from))) {
    note(comparison, "suspicious", "CHANGE_BYTES_OUTSIDE_REVISIONS");
  }
}

/** What no rule has spoken about: harmless when nothing that is shown leads to it, before or now. */
function compareRest(comparison: Comparison): void {
  const rest = [...comparison.changed].filter((number) => !comparison.explained.has(number));
  if (rest.length === 0) return;
  const reach = reachOf(comparison.older);
  const beyondFields = rest.some((number) => comparison.appearances.has(number))
    ? reachOf(comparison.older, new Set(comparison.appearances.keys())).shown
    : reach.shown;
  const gone = rest.some((number) => loadOrNull(comparison.newer, number) === null)
    ? reachOf(comparison.newer).shown
    : null;
  for (const number of rest) {
    const data = reach.data.get(number);
    const appearance = beyondFields.has(number) ? undefined : comparison.appearances.get(number);
    if (appearance !== undefined) note(comparison, appearance.level, appearance.code, appearance.detail);
    else if (reach.shown.has(number)) {
      // An object that was taken out together with every way to it was compared where the way was.
      const unreached = gone !== null && !gone.has(number) && loadOrNull(comparison.newer, number) === null;
      if (unreached) note(comparison, "allowed", "CHANGE_UNUSED_OBJECT", String(number));
      else note(comparison, "forbidden", "CHANGE_UNEXPLAINED_OBJECT", String(number));
    } else if (data === "validation") note(comparison, "allowed", "CHANGE_VALIDATION_DATA");
    else if (data === "metadata") note(comparison, "allowed", "CHANGE_METADATA");
    else if (existed(comparison.older, number)) note(comparison, "allowed", "CHANGE_UNUSED_OBJECT", String(number));
  }
}

function existed(document: PdfDocument, number: number): boolean {
  const entry = document.entries.get(number);
  return entry !== undefined && entry.kind !== "free";
}
