import { compareFields } from "./compare-field.ts";
import { type Comparison, explain, isChanged, levels, note } from "./comparison.ts";
import { changedKeys } from "./equal.ts";
import { sameMeaning } from "./meaning.ts";
import { entryOf, isArray, isDictionary, isReference, type PdfValue } from "./value.ts";

/** The interactive form may gain signature fields and resources for them; fields may be filled where that is permitted. */
export function compareForm(comparison: Comparison, before: PdfValue, after: PdfValue): void {
  const { older, newer } = comparison;
  const [oldForm, newForm] = [older.resolve(before), newer.resolve(after)];
  explain(comparison, before, after);
  if (newForm === null && oldForm === null) return;
  if (!isDictionary(newForm)) {
    note(comparison, "forbidden", "CHANGE_FORM", "AcroForm");
    return;
  }
  const base = isDictionary(oldForm)
    ? oldForm
    : { kind: "dictionary" as const, entries: new Map<string, PdfValue>(), duplicates: [] };
  for (const key of changedKeys(base, newForm))
    compareFormKey(comparison, key, entryOf(base, key), entryOf(newForm, key));
  extendsValue(comparison, entryOf(base, "DR"), entryOf(newForm, "DR"), 0);
  compareXfa(comparison, entryOf(base, "XFA"));
  compareFields(comparison, entryOf(base, "Fields"), entryOf(newForm, "Fields"));
}

function compareFormKey(comparison: Comparison, key: string, before: PdfValue, after: PdfValue): void {
  if (key === "Fields" || key === "SigFlags") return;
  if (key === "XFA") note(comparison, "forbidden", "CHANGE_XFA");
  else if (key === "DA" && before === null) return;
  else if (key === "NeedAppearances" && after !== true) return;
  else if (key === "NeedAppearances") {
    // Viewers then draw every field anew: fields that nobody touched may look unlike what was signed.
    const level = levels.filling(comparison.permissions);
    note(comparison, level === "forbidden" ? "forbidden" : "suspicious", "CHANGE_FORM", key);
  } else if (key === "DR" && extendsValue(comparison, before, after, 0)) return;
  else if (!sameMeaning(comparison, before, after)) note(comparison, "suspicious", "CHANGE_FORM", key);
}

/** The streams of an XFA form are what its viewers show: replaced in place they are no less replaced. */
function compareXfa(comparison: Comparison, before: PdfValue): void {
  const list = comparison.older.resolve(before);
  for (const item of [before, ...(isArray(list) ? list.items : [])]) {
    if (!isChanged(comparison, item)) continue;
    explain(comparison, item);
    note(comparison, "forbidden", "CHANGE_XFA");
  }
}

/** Every entry of the old resources is still there; entries may have been added, which nothing signed can refer to. */
function extendsValue(comparison: Comparison, before: PdfValue, after: PdfValue, depth: number): boolean {
  const [oldValue, newValue] = [comparison.older.resolve(before), comparison.newer.resolve(after)];
  if (oldValue === null) return true;
  if (!isDictionary(oldValue) || !isDictionary(newValue) || depth > 3) {
    return sameMeaning(comparison, before, after) && !(isReference(before) && isChanged(comparison, before));
  }
  const holds = [...oldValue.entries].every(([key, value]) => {
    const other = entryOf(newValue, key);
    return sameMeaning(comparison, value, other) && !isChanged(comparison, value)
      ? true
      : extendsValue(comparison, value, other, depth + 1);
  });
  if (holds) explain(comparison, before);
  return holds;
}
