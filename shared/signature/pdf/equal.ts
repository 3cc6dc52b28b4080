import { sameBytes } from "../text.ts";
import { octetsOf, type Span, samePlace, spanLength } from "./file-bytes.ts";
import { entryOf, type PdfDictionary, type PdfValue } from "./value.ts";

/**
 * The two values say the same: numbers by value, strings by octets however written, references by number, stream data
 * as stored. References are not followed; a writer that repeats an object unchanged is no change.
 */
export function sameValue(a: PdfValue, b: PdfValue): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  switch (a.kind) {
    case "name":
      return b.kind === "name" && a.name === b.name;
    case "string":
      return b.kind === "string" && sameBytes(a.bytes, b.bytes);
    case "reference":
      return b.kind === "reference" && a.number === b.number && a.generation === b.generation;
    case "array":
      return b.kind === "array" && sameItems(a.items, b.items);
    case "dictionary":
      return b.kind === "dictionary" && changedKeys(a, b).length === 0;
    case "stream":
      return b.kind === "stream" && changedStreamKeys(a.dictionary, b.dictionary) && sameOctets(a.data, b.data);
  }
}

/** A stream that both views find in the same place is not read: it may be a picture of any size. */
const sameOctets = (a: Span, b: Span): boolean =>
  samePlace(a, b) || (spanLength(a) === spanLength(b) && sameBytes(octetsOf(a), octetsOf(b)));

function sameItems(a: readonly PdfValue[], b: readonly PdfValue[]): boolean {
  return a.length === b.length && a.every((item, index) => sameValue(item, b[index] ?? null));
}

/** /Length may move between direct and indirect without changing anything: the data itself is compared. */
function changedStreamKeys(a: PdfDictionary, b: PdfDictionary): boolean {
  return changedKeys(a, b).every((key) => key === "Length");
}

/** The keys whose values differ, duplicate keys included. A key with null is a key that is absent (§7.3.7). */
export function changedKeys(a: PdfDictionary, b: PdfDictionary): string[] {
  const keys = new Set([...a.entries.keys(), ...b.entries.keys()]);
  const repeated = [...a.duplicates, ...b.duplicates];
  return [...keys].filter((key) => repeated.includes(key) || !sameValue(entryOf(a, key), entryOf(b, key)));
}
