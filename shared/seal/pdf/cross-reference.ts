import { SealError } from "../error.ts";
import { streamData } from "./stream.ts";
import { octets, regularAt, type Slice, skipBlank, unreadable, valueAt } from "./syntax.ts";
import { asInteger, asName, entries, members } from "./values.ts";

/** Where an object is: at an offset of the file, inside an object stream, or nowhere any more. */
export type Place =
  | { readonly kind: "at"; readonly offset: number; readonly generation: number }
  | { readonly kind: "in"; readonly stream: number; readonly index: number }
  | { readonly kind: "free" };

export type CrossReference = {
  readonly places: ReadonlyMap<number, Place>;
  /** The newest trailer. */
  readonly trailer: ReadonlyMap<string, Slice>;
  /** How the newest section is written; an update is written alike (ISO 32000-1 §7.5.8.4 forbids to mix). */
  readonly kind: "table" | "stream";
  /** Offset of the newest section. */
  readonly offset: number;
};

/** One section of the chain. */
export type Section = {
  readonly kind: "table" | "stream";
  readonly trailer: Map<string, Slice>;
  readonly places: Map<number, Place>;
};

/**
 * Reads every cross-reference section, newest first, an older one never hiding a newer.
 *
 * Nothing is repaired: what has to be guessed, two readers guess differently, and then they disagree on what was signed.
 *
 * @throws {SealError} `PDF_UNREADABLE`, `PDF_ENCRYPTED`
 */
export function readCrossReference(bytes: Uint8Array): CrossReference {
  const newest = lastOffset(bytes);
  const places = new Map<number, Place>();
  const visited = new Set<number>();
  let first: Section | undefined;
  for (let next: number | undefined = newest; next !== undefined; ) {
    if (visited.has(next)) throw unreadable("its cross-reference sections go round in a circle");
    visited.add(next);
    const section = sectionAt(bytes, next);
    first ??= section;
    if (section.trailer.has("Encrypt")) throw new SealError("PDF_ENCRYPTED", "the PDF is encrypted");
    for (const [number, place] of section.places) if (!places.has(number)) places.set(number, place);
    next = asInteger(section.trailer.get("Prev"));
  }
  if (first === undefined) throw unreadable("it has no cross-reference");
  return { places, trailer: first.trailer, kind: first.kind, offset: newest };
}

/** The file must end with startxref, a number, %%EOF: anything after belongs to nobody. */
function lastOffset(bytes: Uint8Array): number {
  const tail = octets({ bytes, start: Math.max(0, bytes.length - 2048), end: bytes.length });
  const [, offset] = /startxref[\s\0]+(\d{1,15})[\s\0]+%%EOF[\s\0]*$/.exec(tail) ?? [];
  if (offset === undefined) throw unreadable("it does not end with startxref and %%EOF");
  return Number(offset);
}

function sectionAt(bytes: Uint8Array, offset: number): Section {
  const start = skipBlank(bytes, offset);
  const word = regularAt(bytes, start);
  if (octets(word) !== "xref") return crossReferenceStreamAt(bytes, start);
  const table = tableAt(bytes, word.end);
  const hybrid = asInteger(table.trailer.get("XRefStm"));
  if (hybrid === undefined) return table;
  return withHidden(table, crossReferenceStreamAt(bytes, hybrid));
}

/** What a hybrid file hides from old readers is free in its table and has its place in the stream (§7.5.8.4). */
export function withHidden(table: Section, hidden: Section): Section {
  for (const [number, place] of hidden.places) {
    if ((table.places.get(number)?.kind ?? "free") === "free") table.places.set(number, place);
  }
  return table;
}

/** The table whose entries begin at `from`, past the keyword `xref`. @throws {SealError} `PDF_UNREADABLE` */
export function tableAt(bytes: Uint8Array, from: number): Section {
  const places = new Map<number, Place>();
  let at = from;
  const word = (): string => {
    const found = regularAt(bytes, skipBlank(bytes, at));
    at = found.end;
    return octets(found);
  };
  const whole = (): number => {
    const text = word();
    if (!/^\d{1,15}$/.test(text)) throw unreadable(`its cross-reference table is broken near byte ${at}`);
    return Number(text);
  };
  for (let text = word(); text !== "trailer"; text = word()) {
    if (!/^\d{1,10}$/.test(text)) throw unreadable(`its cross-reference table is broken near byte ${at}`);
    const first = Number(text);
    const count = whole();
    for (let number = first; number < first + count; number += 1) {
      const offset = whole();
      const generation = whole();
      places.set(number, word() === "n" ? { kind: "at", offset, generation } : { kind: "free" });
    }
  }
  return { kind: "table", trailer: entries(valueAt(bytes, at)), places };
}

function crossReferenceStreamAt(bytes: Uint8Array, start: number): Section {
  return crossReferenceStream(indirectAt(bytes, start).value);
}

/** The section that a cross-reference stream is, from its dictionary with the data behind it. @throws {SealError} `PDF_UNREADABLE` */
export function crossReferenceStream(dictionary: Slice): Section {
  const trailer = entries(dictionary);
  if (asName(trailer.get("Type")) !== "XRef") throw unreadable(`no cross-reference at byte ${dictionary.start}`);
  const numbers = (key: string): number[] => {
    const value = trailer.get(key);
    return value === undefined ? [] : members(value).map((member) => asInteger(member) ?? Number.NaN);
  };
  const widths = numbers("W");
  const ranges = trailer.has("Index") ? numbers("Index") : [0, asInteger(trailer.get("Size")) ?? Number.NaN];
  const entryWidth = widths.reduce((sum, width) => sum + width, 0);
  if (widths.length !== 3 || !(entryWidth > 0) || [...widths, ...ranges].some((n) => !(n >= 0)))
    throw unreadable("its cross-reference stream is broken");
  return { kind: "stream", trailer, places: placesIn(streamData(dictionary), widths, ranges) };
}

/** ISO 32000-1 §7.5.8.3. */
function placesIn(data: Uint8Array, widths: readonly number[], ranges: readonly number[]): Map<number, Place> {
  const places = new Map<number, Place>();
  let at = 0;
  const field = (width = 0, absent = 0): number => {
    let value = width === 0 ? absent : 0;
    for (const end = at + width; at < end; at += 1) value = value * 256 + (data[at] ?? 0);
    return value;
  };
  for (let range = 0; range + 1 < ranges.length; range += 2) {
    const [first = 0, count = 0] = ranges.slice(range, range + 2);
    for (let number = first; number < first + count && at < data.length; number += 1) {
      const type = field(widths[0], 1);
      const second = field(widths[1]);
      const third = field(widths[2]);
      if (type === 1) places.set(number, { kind: "at", offset: second, generation: third });
      else if (type === 2) places.set(number, { kind: "in", stream: second, index: third });
      else places.set(number, { kind: "free" });
    }
  }
  return places;
}

/** The indirect object `N G obj …` that begins at `offset`. @throws {SealError} `PDF_UNREADABLE` */
export function indirectAt(bytes: Uint8Array, offset: number): { number: number; generation: number; value: Slice } {
  const number = regularAt(bytes, skipBlank(bytes, offset));
  const generation = regularAt(bytes, skipBlank(bytes, number.end));
  const keyword = regularAt(bytes, skipBlank(bytes, generation.end));
  const isOne = octets(keyword) === "obj" && asInteger(number) !== undefined && asInteger(generation) !== undefined;
  if (!isOne) throw unreadable(`no object at byte ${offset}`);
  return { number: asInteger(number) ?? 0, generation: asInteger(generation) ?? 0, value: valueAt(bytes, keyword.end) };
}
