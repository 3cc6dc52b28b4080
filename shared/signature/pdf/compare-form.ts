import { type Comparison, explain, loadOrNull, note } from "./comparison.ts";
import { changedKeys, sameValue } from "./equal.ts";
import { pdfText } from "./signature-fields.ts";
import { entryOf, isArray, isDictionary, isName, isReference, isString, nameOf, type PdfValue } from "./value.ts";
import { isVisible, widgetsOf } from "./widget.ts";

/** The interactive form may gain signature fields and resources for them, and nothing else. */
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
  for (const key of changedKeys(base, newForm)) {
    if (key === "Fields" || key === "SigFlags") continue;
    const [oldValue, newValue] = [entryOf(base, key), entryOf(newForm, key)];
    if (key === "DA" && oldValue === null) continue;
    if (key === "NeedAppearances" && newValue !== true) continue;
    if (key === "DR" && extendsValue(comparison, oldValue, newValue, 0)) continue;
    note(comparison, key === "XFA" ? "forbidden" : "suspicious", "CHANGE_FORM", key);
  }
  extendsValue(comparison, entryOf(base, "DR"), entryOf(newForm, "DR"), 0);
  compareFields(comparison, entryOf(base, "Fields"), entryOf(newForm, "Fields"), 0);
}

/** Every entry of the old resources is still there; entries may have been added, which nothing signed can refer to. */
function extendsValue(comparison: Comparison, before: PdfValue, after: PdfValue, depth: number): boolean {
  const [oldValue, newValue] = [comparison.older.resolve(before), comparison.newer.resolve(after)];
  if (oldValue === null) return true;
  if (!isDictionary(oldValue) || !isDictionary(newValue) || depth > 3) return sameValue(oldValue, newValue);
  const holds = [...oldValue.entries].every(([key, value]) => {
    const other = entryOf(newValue, key);
    return sameValue(value, other) && !isChanged(comparison, value)
      ? true
      : extendsValue(comparison, value, other, depth + 1);
  });
  if (holds) explain(comparison, before);
  return holds;
}

const isChanged = (comparison: Comparison, value: PdfValue): boolean =>
  isReference(value) && comparison.changed.has(value.number);

/** All the old fields are there, changed only as a rule allows; new ones are signature fields. */
function compareFields(comparison: Comparison, before: PdfValue, after: PdfValue, depth: number): void {
  const [oldList, newList] = [comparison.older.resolve(before), comparison.newer.resolve(after)];
  explain(comparison, before);
  const oldItems = isArray(oldList) ? oldList.items : [];
  const newItems = isArray(newList) ? newList.items : [];
  if (depth > 32) {
    note(comparison, "suspicious", "CHANGE_FORM", "Kids");
    return;
  }
  const [isOld, isNew] = [membership(oldItems), membership(newItems)];
  for (const item of oldItems) {
    if (!isNew(item)) note(comparison, "forbidden", "CHANGE_FORM", "Fields");
    else if (isReference(item)) compareField(comparison, item.number, null, depth);
  }
  for (const item of newItems) {
    if (!isOld(item)) addedField(comparison, item);
  }
}

/** Looks references up in a set: twenty thousand fields against twenty thousand must not be compared pair by pair. */
function membership(items: readonly PdfValue[]): (item: PdfValue) => boolean {
  const numbers = new Set(items.map((item) => (isReference(item) ? item.number : null)));
  const direct = items.filter((item) => !isReference(item)).slice(0, 100);
  return (item) => (isReference(item) ? numbers.has(item.number) : direct.some((other) => sameValue(item, other)));
}

// What a signing tool writes into a field that was prepared empty. Its place on the page is not among them: a field
// that moves while it is signed is how an appearance gets laid over text.
const signingKeys: ReadonlySet<string> = new Set(["V", "AP", "M", "AS", "P", "F", "MK", "DA"]);

function compareField(comparison: Comparison, number: number, inheritedType: string | null, depth: number): void {
  if (depth > 32 || comparison.visitedFields.has(number)) return;
  comparison.visitedFields.add(number);
  const before = loadOrNull(comparison.older, number);
  const after = loadOrNull(comparison.newer, number);
  if (!isDictionary(before)) return;
  const type = nameOf(comparison.older.resolve(entryOf(before, "FT"))) ?? inheritedType;
  const kids = comparison.older.resolve(entryOf(before, "Kids"));
  const changed = comparison.changed.has(number);
  if (type === "Sig") {
    compareSignatureField(comparison, number, before, after);
    return;
  }
  if (changed && isDictionary(after)) {
    const keys = changedKeys(before, after);
    if (keys.every((key) => key === "Kids")) comparison.explained.add(number);
    else {
      comparison.explained.add(number);
      const filled = keys.every((key) => key === "V" || key === "AP" || key === "AS");
      note(comparison, filled ? "suspicious" : "forbidden", "CHANGE_FORM_FIELD", fieldName(comparison, before));
    }
  }
  // Kids of a terminal field are widgets, kids of the others are fields: both stay and change as fields do.
  if (isArray(kids) && isDictionary(after)) {
    const oldKids = entryOf(before, "Kids");
    if (!sameValue(oldKids, entryOf(after, "Kids")) || isChanged(comparison, oldKids)) {
      compareFields(comparison, oldKids, entryOf(after, "Kids"), depth + 1);
    } else for (const kid of kids.items) if (isReference(kid)) compareField(comparison, kid.number, type, depth + 1);
  }
}

function compareSignatureField(comparison: Comparison, number: number, before: PdfValue, after: PdfValue): void {
  const wasSigned = comparison.older.resolve(entryOf(before, "V")) !== null;
  const name = fieldName(comparison, before);
  const widgets = widgetsOf(comparison.older, before, number);
  for (const place of [{ number, widget: before }, ...widgets]) {
    if (place.number === null || !comparison.changed.has(place.number)) continue;
    comparison.explained.add(place.number);
    const now = loadOrNull(comparison.newer, place.number);
    const keys = isDictionary(place.widget) && isDictionary(now) ? changedKeys(place.widget, now) : ["?"];
    if (wasSigned) note(comparison, "forbidden", "CHANGE_SIGNED_FIELD", name);
    else if (keys.some((key) => !signingKeys.has(key))) note(comparison, "suspicious", "CHANGE_FORM_FIELD", name);
  }
  if (!wasSigned && entryOf(after, "V") !== null) note(comparison, "allowed", "CHANGE_FIELD_SIGNED", name);
}

/** A field that the older revision did not have: only signatures and document timestamps may come. */
function addedField(comparison: Comparison, item: PdfValue): void {
  const { newer } = comparison;
  const field = newer.resolve(item);
  const name = fieldName(comparison, field);
  if (!isDictionary(field) || !isName(newer.resolve(entryOf(field, "FT")), "Sig")) {
    note(comparison, "forbidden", "CHANGE_FORM_FIELD", name);
    return;
  }
  const value = newer.resolve(entryOf(field, "V"));
  const widgets = widgetsOf(newer, field, isReference(item) ? item.number : null);
  for (const { number, widget } of widgets) {
    if (number !== null) comparison.newWidgets.set(number, name);
    // A widget that acts when touched is more than a signature (§12.6).
    const acts = entryOf(widget, "A") !== null || entryOf(widget, "AA") !== null;
    if (acts) note(comparison, "suspicious", "CHANGE_ANNOTATION", name);
  }
  const visible = widgets.some(({ widget }) => isVisible(newer, widget));
  if (value === null) {
    if (visible) note(comparison, "suspicious", "CHANGE_VISIBLE_EMPTY_FIELD", name);
    else note(comparison, "allowed", "CHANGE_EMPTY_FIELD_ADDED", name);
  } else if (isName(newer.resolve(entryOf(value, "SubFilter")), "ETSI.RFC3161")) {
    note(comparison, "allowed", "CHANGE_TIMESTAMP_ADDED", name);
  } else note(comparison, "allowed", "CHANGE_SIGNATURE_ADDED", name);
}

function fieldName({ newer }: Comparison, field: PdfValue): string {
  const name = newer.resolve(entryOf(field, "T"));
  return isString(name) ? pdfText(name) : "?";
}
