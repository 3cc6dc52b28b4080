import { changesAction } from "./actions.ts";
import { addedField, compareSignatureField } from "./compare-signature-field.ts";
import { type Comparison, explain, isChanged, levels, loadOrNull, note } from "./comparison.ts";
import { sameValue } from "./equal.ts";
import { fieldNameIn } from "./field-name.ts";
import { keysOfOtherMeaning } from "./meaning.ts";
import { entryOf, isArray, isDictionary, isReference, isStream, nameOf, type PdfValue } from "./value.ts";

const maxDepth = 32;

/** All the old fields are there, changed only as a rule allows; new ones are signature fields. */
export function compareFields(
  comparison: Comparison,
  before: PdfValue,
  after: PdfValue,
  depth = 0,
  parent: Parent = root,
): void {
  const [oldList, newList] = [comparison.older.resolve(before), comparison.newer.resolve(after)];
  explain(comparison, before);
  const oldItems = isArray(oldList) ? oldList.items : [];
  const newItems = isArray(newList) ? newList.items : [];
  if (depth > maxDepth) {
    note(comparison, "suspicious", "CHANGE_FORM", "Kids");
    return;
  }
  const [isOld, isNew] = [membership(oldItems), membership(newItems)];
  for (const item of oldItems) {
    if (!isNew(item)) fieldRemoved(comparison, item, parent);
    else if (isReference(item)) compareField(comparison, item.number, parent, depth);
  }
  for (const item of newItems) {
    if (!isOld(item)) addedField(comparison, item, parent.name);
  }
}

/** What a field inherits by standing under another. */
export interface Parent {
  readonly name: string;
  readonly type: string | null;
}

const root: Parent = { name: "", type: null };

/** Looks references up in a set: twenty thousand fields against twenty thousand must not be compared pair by pair. */
function membership(items: readonly PdfValue[]): (item: PdfValue) => boolean {
  const numbers = new Set(items.map((item) => (isReference(item) ? item.number : null)));
  const direct = items.filter((item) => !isReference(item)).slice(0, 100);
  return (item) => (isReference(item) ? numbers.has(item.number) : direct.some((other) => sameValue(item, other)));
}

/** A kid without a name is a widget of its parent, and goes as annotations go; a field does not go at all. */
function fieldRemoved(comparison: Comparison, item: PdfValue, parent: Parent): void {
  const field = comparison.older.resolve(item);
  const isWidget = parent !== root && entryOf(field, "T") === null && parent.type !== "Sig";
  const name = fieldNameIn(comparison.older, field, parent.name);
  if (comparison.permissions.isLocked(name)) note(comparison, "forbidden", "CHANGE_LOCKED_FIELD", name);
  else if (isWidget && levels.annotating(comparison.permissions) === "allowed") explain(comparison, item);
  else note(comparison, "forbidden", "CHANGE_FORM", "Fields");
}

// What filling in a field writes: its value, how it looks, and that it may not be filled again.
const fillingKeys: ReadonlySet<string> = new Set(["V", "RV", "I", "TI", "AP", "AS", "M", "F", "Ff", "DA", "DS", "Q"]);

// What changes when its widget is edited as an annotation.
const widgetKeys: ReadonlySet<string> = new Set(["Rect", "MK", "BS", "Border", "C", "H", "StructParent", "Kids", "P"]);

export function compareField(comparison: Comparison, number: number, parent: Parent, depth: number): void {
  if (depth > maxDepth || comparison.visitedFields.has(number)) return;
  comparison.visitedFields.add(number);
  const before = loadOrNull(comparison.older, number);
  const after = loadOrNull(comparison.newer, number);
  if (!isDictionary(before)) return;
  const type = nameOf(comparison.older.resolve(entryOf(before, "FT"))) ?? parent.type;
  const name = fieldNameIn(comparison.older, before, parent.name);
  if (type === "Sig") {
    compareSignatureField(comparison, number, before, after, name);
    return;
  }
  const level = fillLevel(comparison, name);
  if (comparison.changed.has(number)) {
    comparison.explained.add(number);
    comparison.touchedAnnotations.add(number);
    if (isDictionary(after)) compareFilled(comparison, { name, level }, before, after);
    else note(comparison, "forbidden", "CHANGE_FORM_FIELD", name);
  }
  rememberAppearances(comparison, before, name, level);
  compareKids(comparison, before, after, { name, type }, depth);
}

interface Filled {
  readonly name: string;
  readonly level: ReturnType<typeof levels.filling>;
}

function fillLevel({ permissions }: Comparison, name: string): Filled["level"] {
  return permissions.isLocked(name) ? "forbidden" : levels.filling(permissions);
}

function compareFilled(comparison: Comparison, field: Filled, before: PdfValue, after: PdfValue): void {
  if (!isDictionary(before) || !isDictionary(after)) return;
  const { name, level } = field;
  // Kids that were there are compared one by one; a field that had none is another field when it gets some.
  const hadKids = isArray(comparison.older.resolve(entryOf(before, "Kids")));
  const keys = keysOfOtherMeaning(comparison, before, after).filter((key) => key !== "Kids" || !hadKids);
  if (keys.length === 0) return;
  if (comparison.permissions.isLocked(name)) note(comparison, "forbidden", "CHANGE_LOCKED_FIELD", name);
  if (changesAction(comparison, before, after)) note(comparison, "forbidden", "CHANGE_ACTION", name);
  const editing = keys.some((key) => widgetKeys.has(key));
  const others = keys.filter((key) => !fillingKeys.has(key) && !widgetKeys.has(key));
  const odd = keys.some((key) => !flagsAreHarmless(key, entryOf(before, key), entryOf(after, key)));
  if (others.length > 0) note(comparison, "forbidden", "CHANGE_FORM_FIELD", name);
  else if (editing && levels.annotating(comparison.permissions) !== "allowed") {
    note(comparison, "forbidden", "CHANGE_FORM_FIELD", name);
  } else if (odd) note(comparison, level === "forbidden" ? level : "suspicious", "CHANGE_FORM_FIELD", name);
  else note(comparison, level, "CHANGE_FIELD_FILLED", name);
}

const hiding = 1 | 2 | 32;

/** /F may not show what was hidden nor hide what was shown; /Ff may only become read-only. */
function flagsAreHarmless(key: string, before: PdfValue, after: PdfValue): boolean {
  const bits = (value: PdfValue) => (typeof value === "number" ? value : 0);
  if (key === "F") return (bits(before) & hiding) === (bits(after) & hiding);
  if (key === "Ff") return (bits(before) | 1) === (bits(after) | 1);
  return true;
}

/** Streams that drew the field when it was signed: writers fill in by replacing them in place. */
function rememberAppearances(comparison: Comparison, field: PdfValue, name: string, level: Filled["level"]): void {
  const { older } = comparison;
  const states = older.resolve(entryOf(field, "AP"));
  if (!isDictionary(states)) return;
  const change = { code: "CHANGE_FIELD_FILLED", level, detail: name } as const;
  for (const [, state] of states.entries) {
    const value = older.resolve(state);
    const streams = isStream(value) ? [state] : isDictionary(value) ? [...value.entries.values()] : [];
    for (const stream of streams) if (isReference(stream)) comparison.appearances.set(stream.number, change);
  }
}

/** Kids of a terminal field are widgets, kids of the others are fields: both stay and change as fields do. */
function compareKids(comparison: Comparison, before: PdfValue, after: PdfValue, parent: Parent, depth: number): void {
  const kids = comparison.older.resolve(entryOf(before, "Kids"));
  if (!isArray(kids) || !isDictionary(after)) return;
  const [oldKids, newKids] = [entryOf(before, "Kids"), entryOf(after, "Kids")];
  if (!sameValue(oldKids, newKids) || isChanged(comparison, oldKids)) {
    compareFields(comparison, oldKids, newKids, depth + 1, parent);
  } else for (const kid of kids.items) if (isReference(kid)) compareField(comparison, kid.number, parent, depth + 1);
}
