import { actsByItself } from "./actions.ts";
import { type Comparison, levels, loadOrNull, note } from "./comparison.ts";
import { fieldNameIn } from "./field-name.ts";
import { keysOfOtherMeaning } from "./meaning.ts";
import { docMdpOf, lockLevelOf } from "./permissions.ts";
import { signatureFields } from "./signature-fields.ts";
import { entryOf, isDictionary, isName, isReference, type PdfValue } from "./value.ts";
import { isVisible, widgetsOf } from "./widget.ts";

// What a signing tool writes into a field that was prepared empty. Its place on the page is not among them: a field
// that moves while it is signed is how an appearance gets laid over text.
const signingKeys: ReadonlySet<string> = new Set([
  "V",
  "AP",
  "M",
  "AS",
  "P",
  "F",
  "MK",
  "DA",
  "H",
  "StructParent",
  "Ff",
]);

/** A signature field that was there: signed it stays as it is, prepared it may be signed. */
export function compareSignatureField(
  comparison: Comparison,
  number: number,
  before: PdfValue,
  after: PdfValue,
  name: string,
): void {
  const { older, permissions } = comparison;
  const wasSigned = older.resolve(entryOf(before, "V")) !== null;
  const isSigned = !wasSigned && entryOf(after, "V") !== null;
  for (const place of [{ number, widget: before }, ...widgetsOf(older, before, number)]) {
    if (place.number === null || !comparison.changed.has(place.number)) continue;
    comparison.explained.add(place.number);
    comparison.touchedAnnotations.add(place.number);
    if (isSigned) comparison.newWidgets.set(place.number, name);
    const now = loadOrNull(comparison.newer, place.number);
    const both = isDictionary(place.widget) && isDictionary(now);
    const keys = both ? keysOfOtherMeaning(comparison, place.widget, now) : ["?"];
    if (keys.length === 0) continue;
    if (wasSigned) note(comparison, "forbidden", "CHANGE_SIGNED_FIELD", name);
    else if (permissions.isLocked(name)) note(comparison, "forbidden", "CHANGE_LOCKED_FIELD", name);
    else if (keys.some((key) => !signingKeys.has(key))) note(comparison, "suspicious", "CHANGE_FORM_FIELD", name);
  }
  if (!isSigned) return;
  note(comparison, levels.signing(permissions), "CHANGE_FIELD_SIGNED", name);
  signatureArrived(comparison, after, name);
}

/** A field that the older revision did not have: only signatures and document timestamps may come. */
export function addedField(comparison: Comparison, item: PdfValue, parentName: string): void {
  const { newer, permissions } = comparison;
  const field = newer.resolve(item);
  const name = fieldNameIn(newer, field, parentName);
  if (!isDictionary(field) || !isName(newer.resolve(entryOf(field, "FT")), "Sig")) {
    note(comparison, "forbidden", "CHANGE_FORM_FIELD", name);
    return;
  }
  const widgets = widgetsOf(newer, field, isReference(item) ? item.number : null);
  for (const { number, widget } of widgets) {
    if (number !== null) comparison.newWidgets.set(number, name);
    if (number !== null) comparison.touchedAnnotations.add(number);
    // A widget that acts when touched is more than a signature (§12.6).
    if (actsByItself(newer, widget)) note(comparison, "forbidden", "CHANGE_ACTION", name);
    else if (entryOf(widget, "A") !== null) note(comparison, "suspicious", "CHANGE_ACTION", name);
  }
  const value = newer.resolve(entryOf(field, "V"));
  const visible = widgets.some(({ widget }) => isVisible(newer, widget));
  if (value === null) emptyFieldAdded(comparison, visible, name);
  else if (isName(newer.resolve(entryOf(value, "SubFilter")), "ETSI.RFC3161")) {
    // EN 319 142-1 §5.4.3: a document timestamp may come whatever the certification says; a picture with it may not.
    const level = visible && permissions.docMdp === 1 ? "forbidden" : "allowed";
    note(comparison, level, "CHANGE_TIMESTAMP_ADDED", name);
  } else note(comparison, levels.signing(permissions), "CHANGE_SIGNATURE_ADDED", name);
  if (value !== null) signatureArrived(comparison, field, name);
}

function emptyFieldAdded(comparison: Comparison, visible: boolean, name: string): void {
  const { permissions } = comparison;
  if (permissions.docMdp === 1) note(comparison, "forbidden", "CHANGE_EMPTY_FIELD_ADDED", name);
  else if (visible) note(comparison, "suspicious", "CHANGE_VISIBLE_EMPTY_FIELD", name);
  // Under a certification fields may be added only to be signed at once (level 2, table 257).
  else note(comparison, permissions.docMdp === null ? "allowed" : "suspicious", "CHANGE_EMPTY_FIELD_ADDED", name);
}

/** What a signature that came later may not claim: to certify, to permit more, to be another field's signature. */
function signatureArrived(comparison: Comparison, field: PdfValue, name: string): void {
  const { older, newer, permissions } = comparison;
  const value = entryOf(field, "V");
  const earlier = signatureFields(older).filter(({ signed }) => signed);
  if (earlier.length === 0) return;
  if (docMdpOf(newer, newer.resolve(value)) !== null)
    note(comparison, "forbidden", "CHANGE_SECOND_CERTIFICATION", name);
  const level = lockLevelOf(newer, field);
  if (level !== null && permissions.docMdp !== null && level > permissions.docMdp) {
    note(comparison, "suspicious", "CHANGE_PERMISSIONS_RAISED", name);
  }
  const shared = earlier.some(
    (other) => isReference(value) && isReference(other.value) && other.value.number === value.number,
  );
  if (shared) note(comparison, "forbidden", "CHANGE_SIGNATURE_SHARED", name);
}
