import type { Change, ChangeCode, ChangeLevel } from "./changes.ts";
import { compareForm } from "./compare-form.ts";
import { comparePages } from "./compare-pages.ts";
import { type Comparison, explain, note, startComparison } from "./comparison.ts";
import type { PdfDocument } from "./document.ts";
import { changedKeys, sameValue } from "./equal.ts";
import { reachOf } from "./protected-objects.ts";
import { catalogOf } from "./signature-fields.ts";
import { isBlank, tailIsAccountedFor } from "./tail.ts";
import { entryOf, isDictionary } from "./value.ts";

/**
 * What the revisions after `older` changed, by a whitelist: a change that no rule explains is never taken as harmless
 * (pyHanko's `StandardDiffPolicy` is the model; DSS only warns here).
 *
 * `older` is the document as the signer saw it, opened from the first bytes of the same file that `newer` shows whole.
 * Not covered: FieldMDP and field locks, form filling that DocMDP would allow, what overlaps what on the page.
 *
 * @throws {MalformedError} when one of the two cannot be read far enough to compare
 */
export function compareRevisions(older: PdfDocument, newer: PdfDocument, from = older.end): Change[] {
  const comparison = startComparison(older, newer);
  compareChains(comparison, from);
  compareTrailers(comparison);
  compareCatalogs(comparison);
  comparePages(comparison);
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

function compareTrailers(comparison: Comparison): void {
  const { older, newer } = comparison;
  for (const key of ["Root", "Encrypt"]) {
    const same = sameValue(older.trailer.entries.get(key) ?? null, newer.trailer.entries.get(key) ?? null);
    if (!same) note(comparison, "forbidden", "CHANGE_CATALOG", key);
  }
  const info = [older, newer].map((document) => document.trailer.entries.get("Info") ?? null);
  if (!sameValue(info[0] ?? null, info[1] ?? null)) note(comparison, "allowed", "CHANGE_METADATA");
}

function compareCatalogs(comparison: Comparison): void {
  const { older, newer } = comparison;
  const [before, after] = [catalogOf(older), catalogOf(newer)];
  explain(comparison, older.trailer.entries.get("Root") ?? null);
  if (isDictionary(before) && isDictionary(after)) {
    for (const key of changedKeys(before, after)) compareCatalogKey(comparison, key);
  }
  compareForm(comparison, entryOf(before, "AcroForm"), entryOf(after, "AcroForm"));
}

// Keys of the catalog that a later revision may touch, or that leave a doubt. Every other one is forbidden.
const catalogKeys: Readonly<Record<string, readonly [ChangeLevel, ChangeCode]>> = {
  DSS: ["allowed", "CHANGE_VALIDATION_DATA"],
  Metadata: ["allowed", "CHANGE_METADATA"],
  Extensions: ["allowed", "CHANGE_EXTENSIONS"],
  Version: ["allowed", "CHANGE_EXTENSIONS"],
  Perms: ["forbidden", "CHANGE_CERTIFICATION"],
  StructTreeRoot: ["suspicious", "CHANGE_CATALOG"],
  MarkInfo: ["suspicious", "CHANGE_CATALOG"],
  Lang: ["suspicious", "CHANGE_CATALOG"],
};

function compareCatalogKey(comparison: Comparison, key: string): void {
  if (key === "AcroForm") return;
  const [level, code] = catalogKeys[key] ?? ["forbidden", "CHANGE_CATALOG"];
  note(comparison, level, code, code === "CHANGE_CATALOG" ? key : "");
}

/** What no rule has spoken about: harmless when nothing that is shown leads to it. */
function compareRest(comparison: Comparison): void {
  const rest = [...comparison.changed].filter((number) => !comparison.explained.has(number));
  if (rest.length === 0) return;
  const reach = reachOf(comparison.older);
  for (const number of rest) {
    const data = reach.data.get(number);
    if (reach.shown.has(number)) note(comparison, "forbidden", "CHANGE_UNEXPLAINED_OBJECT", String(number));
    else if (data === "validation") note(comparison, "allowed", "CHANGE_VALIDATION_DATA");
    else if (data === "metadata") note(comparison, "allowed", "CHANGE_METADATA");
    else if (existed(comparison.older, number)) note(comparison, "allowed", "CHANGE_UNUSED_OBJECT", String(number));
  }
}

function existed(document: PdfDocument, number: number): boolean {
  const entry = document.entries.get(number);
  return entry !== undefined && entry.kind !== "free";
}
