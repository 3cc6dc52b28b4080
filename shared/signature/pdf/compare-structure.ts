import { type Comparison, explain, isChanged, loadOrNull, note } from "./comparison.ts";
import { keysOfOtherMeaning, sameMeaning } from "./meaning.ts";
import { entryOf, isArray, isDictionary, isInteger, isReference, type PdfValue } from "./value.ts";

const maxDepth = 64;
const maxElements = 200_000;

/**
 * The structure tree of a tagged file (§14.7) may follow annotations and widgets that came, went or changed; what it
 * says about the signed content stays as it was, because it is what a screen reader reads out.
 */
export function compareStructure(comparison: Comparison, before: PdfValue, after: PdfValue): void {
  const { older, newer } = comparison;
  const [was, is] = [older.resolve(before), newer.resolve(after)];
  if (!isDictionary(was)) {
    if (is !== null && !followsOnly(comparison, entryOf(is, "K"))) structureChanged(comparison, "StructTreeRoot");
    return;
  }
  if (!isDictionary(is)) {
    structureChanged(comparison, "StructTreeRoot");
    return;
  }
  const settledBefore = comparison.explained.size;
  explain(comparison, before);
  for (const key of keysOfOtherMeaning(comparison, was, is)) {
    if (!followed.has(key)) structureChanged(comparison, `/${key}`);
  }
  const changesBefore = comparison.changes.length;
  compareKids({ comparison, seen: new Set() }, entryOf(was, "K"), entryOf(is, "K"), 0);
  compareNumberTree(comparison, entryOf(was, "ParentTree"), entryOf(is, "ParentTree"));
  const touched = [...comparison.explained].slice(settledBefore).some((number) => comparison.changed.has(number));
  if (touched && comparison.changes.length === changesBefore) note(comparison, "allowed", "CHANGE_STRUCTURE_FOLLOWS");
}

const followed: ReadonlySet<string> = new Set(["K", "ParentTree", "ParentTreeNextKey", "IDTree"]);

function structureChanged(comparison: Comparison, what: string): void {
  note(comparison, "forbidden", "CHANGE_STRUCTURE", what);
}

interface Walk {
  readonly comparison: Comparison;
  readonly seen: Set<number>;
}

/** Old kids stay in their order; those that are gone or new belong to annotations that a rule has spoken about. */
function compareKids(walk: Walk, before: PdfValue, after: PdfValue, depth: number): void {
  const { comparison } = walk;
  if (isReference(before) && isArray(comparison.older.resolve(before))) explain(comparison, before);
  const [oldKids, newKids] = [
    listOf(comparison.older.resolve(before), before),
    listOf(comparison.newer.resolve(after), after),
  ];
  if (depth > maxDepth || walk.seen.size > maxElements) {
    structureChanged(comparison, "K");
    return;
  }
  let at = 0;
  for (const kid of oldKids) {
    const found = indexOfSame(comparison, kid, newKids, at);
    if (found < 0) {
      if (!followsOnly(comparison, kid, true)) structureChanged(comparison, describe(kid));
      continue;
    }
    for (const added of newKids.slice(at, found)) addedKid(comparison, added);
    at = found + 1;
    if (isReference(kid)) compareElement(walk, kid.number, depth);
  }
  for (const added of newKids.slice(at)) addedKid(comparison, added);
}

const listOf = (value: PdfValue, itself: PdfValue): readonly PdfValue[] =>
  isArray(value) ? value.items : value === null ? [] : [itself];

/** The same element by its number, the same reference to an annotation by that annotation, other content by value. */
function indexOfSame(comparison: Comparison, kid: PdfValue, list: readonly PdfValue[], from: number): number {
  for (let at = from; at < list.length; at++) {
    const other = list[at] ?? null;
    if (isReference(kid) && isReference(other) ? kid.number === other.number : sameMeaning(comparison, kid, other))
      return at;
    const [one, two] = [annotationIn(kid), annotationIn(other)];
    if (one !== null && one === two && comparison.touchedAnnotations.has(one)) return at;
  }
  return -1;
}

function addedKid(comparison: Comparison, kid: PdfValue): void {
  if (!followsOnly(comparison, kid)) structureChanged(comparison, describe(kid));
}

function compareElement(walk: Walk, number: number, depth: number): void {
  const { comparison } = walk;
  if (walk.seen.has(number)) return;
  walk.seen.add(number);
  const before = loadOrNull(comparison.older, number);
  const changed = comparison.changed.has(number);
  const after = changed ? loadOrNull(comparison.newer, number) : before;
  if (!isDictionary(before)) return;
  if (changed) {
    explain(comparison, { kind: "reference", number, generation: 0 });
    const keys = isDictionary(after) ? keysOfOtherMeaning(comparison, before, after) : ["?"];
    for (const key of keys) if (key !== "K") structureChanged(comparison, `${number} /${key}`);
  }
  compareKids(walk, entryOf(before, "K"), entryOf(after, "K"), depth + 1);
}

/** Nothing in this part of the tree speaks of content of the page: only of annotations that came, went or changed. */
function followsOnly(comparison: Comparison, kid: PdfValue, gone = false, depth = 0): boolean {
  const document = gone ? comparison.older : comparison.newer;
  if (depth > maxDepth) return false;
  const annotation = annotationIn(document.resolve(kid));
  if (annotation !== null) {
    return comparison.touchedAnnotations.has(annotation) || (!gone && comparison.newWidgets.has(annotation));
  }
  const value = document.resolve(kid);
  if (isArray(value)) return value.items.every((item) => followsOnly(comparison, item, gone, depth + 1));
  if (!isDictionary(value) || !value.entries.has("K")) return false;
  const follows = followsOnly(comparison, entryOf(value, "K"), gone, depth + 1);
  if (follows) explain(comparison, kid);
  return follows;
}

/** The object number in an object reference (§14.7.4.3), or null. */
function annotationIn(value: PdfValue): number | null {
  const object = entryOf(value, "Obj");
  return isReference(object) ? object.number : null;
}

const describe = (kid: PdfValue): string =>
  isReference(kid) ? String(kid.number) : isInteger(kid) ? `MCID ${kid}` : "K";

/** The parent tree finds elements by number: old numbers lead where they led, new ones may come. */
function compareNumberTree(comparison: Comparison, before: PdfValue, after: PdfValue): void {
  const [was, is] = [numbersOf(comparison.older, before), numbersOf(comparison.newer, after)];
  for (const number of was.nodes) comparison.explained.add(number);
  for (const [key, value] of was.entries) {
    const other = is.entries.get(key) ?? null;
    const settled = !isChanged(comparison, value) || (isReference(value) && comparison.explained.has(value.number));
    if (settled && sameMeaning(comparison, value, other)) continue;
    const element = comparison.older.resolve(value);
    // An annotation that went takes its entry along; arrays, which belong to page content, stay.
    if (!isArray(element) && followsOnly(comparison, entryOf(element, "K"), true)) continue;
    if (isArray(element) && sameItems(comparison, element.items, comparison.newer.resolve(other))) {
      explain(comparison, value);
      continue;
    }
    structureChanged(comparison, `ParentTree ${key}`);
  }
}

function sameItems(comparison: Comparison, items: readonly PdfValue[], other: PdfValue): boolean {
  return isArray(other) && items.every((item, index) => sameMeaning(comparison, item, other.items[index] ?? null));
}

interface NumberTree {
  readonly entries: Map<number, PdfValue>;
  readonly nodes: Set<number>;
}

/** A number tree (§7.9.7) as a map, and the objects that only hold it together. */
function numbersOf(document: Comparison["older"], tree: PdfValue): NumberTree {
  const found: NumberTree = { entries: new Map(), nodes: new Set() };
  const waiting: PdfValue[] = [tree];
  while (waiting.length > 0 && found.entries.size < maxElements) {
    const node = waiting.pop() ?? null;
    if (isReference(node)) {
      if (found.nodes.has(node.number)) continue;
      found.nodes.add(node.number);
    }
    const value = document.resolve(node);
    const numbers = entryOf(value, "Nums");
    const kids = entryOf(value, "Kids");
    for (const list of [numbers, kids]) if (isReference(list)) found.nodes.add(list.number);
    const pairs = document.resolve(numbers);
    for (let at = 0; isArray(pairs) && at + 1 < pairs.items.length; at += 2) {
      const key = pairs.items[at];
      if (isInteger(key)) found.entries.set(key, pairs.items[at + 1] ?? null);
    }
    const nodes = document.resolve(kids);
    if (isArray(nodes)) waiting.push(...nodes.items);
  }
  return found;
}
