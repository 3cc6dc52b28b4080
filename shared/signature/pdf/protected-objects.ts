import { loadOrNull } from "./comparison.ts";
import type { PdfDocument } from "./document.ts";
import { entryOf, isDictionary, isReference, type PdfDictionary, type PdfValue } from "./value.ts";

const maxVisited = 500_000;

/** Why an object matters: what the signer saw hangs on it, or only data that the whitelist lets change. */
export interface Reach {
  /** Reached from the catalog by any way that shows or does something. Dangling references are in it too. */
  readonly shown: ReadonlySet<number>;
  /** Reached from DSS, metadata or document information alone. */
  readonly data: ReadonlyMap<number, "validation" | "metadata">;
}

/**
 * Every object number that the signed revision leads to, the ones that did not exist then included: giving an object to
 * a reference that dangled is how shadow documents show their second face.
 *
 * An object that is both shown and data is shown: referring to a page's content from /Metadata must not free it.
 * Annotations' appearances among `beyond` are passed by: what is still reached has another way to it.
 */
export function reachOf(document: PdfDocument, beyond: ReadonlySet<number> = none): Reach {
  const root = document.trailer.entries.get("Root") ?? null;
  const catalog = document.resolve(root);
  const dss = entryOf(catalog, "DSS");
  const metadata = [entryOf(catalog, "Metadata"), document.trailer.entries.get("Info") ?? null];
  const shown = new Set<number>();
  if (isReference(root)) shown.add(root.number);
  if (typeof catalog === "object" && catalog?.kind === "dictionary") {
    for (const [key, value] of catalog.entries)
      if (key !== "DSS" && key !== "Metadata") visit(document, value, shown, beyond);
  }
  const data = new Map<number, "validation" | "metadata">();
  const collect = (start: PdfValue, kind: "validation" | "metadata") => {
    const found = new Set(shown);
    visit(document, start, found, beyond);
    for (const number of found) if (!shown.has(number) && !data.has(number)) data.set(number, kind);
  };
  collect(dss, "validation");
  for (const value of metadata) collect(value, "metadata");
  return { shown, data };
}

/** Iterative: page trees and outlines of real files are deeper than a call stack. */
function visit(document: PdfDocument, start: PdfValue, seen: Set<number>, beyond: ReadonlySet<number>): void {
  const waiting: PdfValue[] = [start];
  while (waiting.length > 0 && seen.size < maxVisited) {
    const value = waiting.pop() ?? null;
    if (typeof value !== "object" || value === null) continue;
    if (isReference(value)) {
      if (seen.has(value.number)) continue;
      seen.add(value.number);
      waiting.push(loadOrNull(document, value.number));
    } else if (value.kind === "array") pushAll(waiting, value.items);
    else if (value.kind === "dictionary")
      pushAll(waiting, beyond.size > 0 ? withoutAppearances(document, value, beyond) : valuesOf(value));
    else if (value.kind === "stream") pushAll(waiting, valuesOf(value.dictionary));
  }
}

const none: ReadonlySet<number> = new Set();

function* withoutAppearances(
  document: PdfDocument,
  value: PdfDictionary,
  beyond: ReadonlySet<number>,
): Iterable<PdfValue> {
  for (const [key, each] of value.entries) {
    if (key !== "AP") {
      yield each;
      continue;
    }
    const states = isReference(each) ? loadOrNull(document, each.number) : each;
    const streams = isDictionary(states) ? [...states.entries.values()] : [states];
    const inner = streams.flatMap((state) => (isDictionary(state) ? [...state.entries.values()] : [state]));
    yield* inner.filter((stream) => !(isReference(stream) && beyond.has(stream.number)));
  }
}

function pushAll(waiting: PdfValue[], values: Iterable<PdfValue>): void {
  for (const value of values) if (typeof value === "object" && value !== null) waiting.push(value);
}

const valuesOf = (dictionary: PdfDictionary): Iterable<PdfValue> => dictionary.entries.values();
