import { MalformedError } from "../error.ts";
import type { PdfDocument } from "./document.ts";
import { sameValue } from "./equal.ts";
import { entryOf, isArray, isDictionary, isReference, isStream, type PdfDictionary, type PdfValue } from "./value.ts";

const maxDepth = 24;
const maxNodes = 20_000;

/** What two views of a file are compared in. */
export interface Views {
  readonly older: PdfDocument;
  readonly newer: PdfDocument;
}

/**
 * The two values show the same, however they are written: direct or behind a reference, behind this number or another.
 *
 * One number on both sides counts as the same: what became of the object that bears it is asked about that object.
 */
export function sameMeaning(views: Views, a: PdfValue, b: PdfValue): boolean {
  return same(views, a, b, 0, { left: maxNodes });
}

/** The keys of two dictionaries that show something else, repeated keys included. */
export function keysOfOtherMeaning(views: Views, a: PdfDictionary, b: PdfDictionary): string[] {
  const repeated = new Set([...a.duplicates, ...b.duplicates]);
  return [...new Set([...a.entries.keys(), ...b.entries.keys()])].filter(
    (key) => repeated.has(key) || !sameMeaning(views, entryOf(a, key), entryOf(b, key)),
  );
}

function same(views: Views, a: PdfValue, b: PdfValue, depth: number, budget: { left: number }): boolean {
  if (isReference(a) && isReference(b) && a.number === b.number && a.generation === b.generation) return true;
  if (depth > maxDepth || budget.left-- <= 0) return false;
  const [x, y] = [resolved(views.older, a), resolved(views.newer, b)];
  if (x === undefined || y === undefined) return false;
  if (isArray(x)) {
    if (!isArray(y) || x.items.length !== y.items.length) return false;
    return x.items.every((item, index) => same(views, item, y.items[index] ?? null, depth + 1, budget));
  }
  if (isDictionary(x)) return isDictionary(y) && sameEntries(views, x, y, depth, budget, noKeys);
  if (isStream(x)) {
    if (!isStream(y) || !sameEntries(views, x.dictionary, y.dictionary, depth, budget, lengthOnly)) return false;
    return sameValue({ ...x, dictionary: y.dictionary }, y);
  }
  return sameValue(x, y);
}

const noKeys: ReadonlySet<string> = new Set();
const lengthOnly: ReadonlySet<string> = new Set(["Length"]);

function sameEntries(
  views: Views,
  a: PdfDictionary,
  b: PdfDictionary,
  depth: number,
  budget: { left: number },
  except: ReadonlySet<string>,
): boolean {
  if (a.duplicates.length + b.duplicates.length > 0) return false;
  const keys = new Set([...a.entries.keys(), ...b.entries.keys()]);
  return [...keys].every((key) => except.has(key) || same(views, entryOf(a, key), entryOf(b, key), depth + 1, budget));
}

function resolved(document: PdfDocument, value: PdfValue): PdfValue | undefined {
  try {
    return document.resolve(value);
  } catch (error) {
    if (error instanceof MalformedError) return undefined;
    throw error;
  }
}
