import { type CrossReference, indirectAt, readCrossReference } from "./cross-reference.ts";
import { streamData } from "./stream.ts";
import { octets, type Slice, unreadable, valueAt } from "./syntax.ts";
import { asInteger, asReference, entries, members, type Reference } from "./values.ts";

/** A PDF opened to be added to. */
export type PdfDocument = Pick<CrossReference, "trailer" | "kind" | "offset"> & {
  readonly bytes: Uint8Array;
  /** The first object number that nothing uses. */
  readonly nextNumber: number;
  /** The newest version of an object. @throws {SealError} `PDF_UNREADABLE` when there is none. */
  object(reference: Reference): Slice;
  /** The value, or the object that it refers to. */
  resolve(value: Slice): Slice;
};

/**
 * Opens a PDF by its newest cross-reference.
 *
 * @throws {SealError} `PDF_UNREADABLE`, `PDF_ENCRYPTED`; later, `object` and `resolve` too
 */
export function openDocument(bytes: Uint8Array): PdfDocument {
  if (octets({ bytes, start: 0, end: 5 }) !== "%PDF-") throw unreadable("it does not begin with %PDF-");
  const { places, trailer, kind, offset } = readCrossReference(bytes);
  const streams = new Map<number, readonly Slice[]>();

  const object = ({ number, generation }: Reference): Slice => {
    const place = places.get(number);
    if (place === undefined || place.kind === "free") throw unreadable(`it lacks object ${number}`);
    if (place.kind === "in") {
      const value = inObjectStream(place.stream)[place.index];
      if (value === undefined) throw unreadable(`object stream ${place.stream} lacks object ${number}`);
      return value;
    }
    const found = indirectAt(bytes, place.offset);
    if (found.number !== number || found.generation !== generation) {
      throw unreadable(`another object is in the place of object ${number}`);
    }
    return found.value;
  };

  const resolve = (value: Slice, hops = 0): Slice => {
    const reference = asReference(value);
    if (reference === undefined) return value;
    if (hops > 16) throw unreadable("references go round in a circle");
    return resolve(object(reference), hops + 1);
  };

  /** ISO 32000-1 §7.5.7. An object stream is never itself in one. */
  const inObjectStream = (stream: number): readonly Slice[] => {
    const known = streams.get(stream);
    if (known !== undefined) return known;
    // Empty while it is being read: its own /Length may point into it.
    streams.set(stream, []);
    if (places.get(stream)?.kind !== "at") throw unreadable(`it lacks object stream ${stream}`);
    const dictionary = object({ number: stream, generation: 0 });
    const found = entries(dictionary);
    const first = asInteger(found.get("First")) ?? -1;
    const data = streamData(dictionary, resolve);
    if (first < 0 || first > data.length) throw unreadable(`object stream ${stream} is broken`);
    const header = octets({ bytes: data, start: 0, end: first })
      .split(/[\s\0]+/)
      .filter((word) => word !== "");
    const offsets = header.map(Number).filter((_, index) => index % 2 === 1);
    if (offsets.some((at) => !Number.isSafeInteger(at))) throw unreadable(`object stream ${stream} is broken`);
    const values = offsets.map((at) => valueAt(data, first + at));
    streams.set(stream, values);
    return values;
  };

  const size = asInteger(trailer.get("Size")) ?? 0;
  const nextNumber = [...places.keys()].reduce((next, number) => Math.max(next, number + 1), size);
  return { bytes, trailer, kind, offset, nextNumber, object, resolve: (value) => resolve(value) };
}

/** The catalog and what refers to it. @throws {SealError} `PDF_UNREADABLE` */
export function catalogOf(document: PdfDocument): { reference: Reference; value: Slice } {
  const reference = asReference(document.trailer.get("Root"));
  if (reference === undefined) throw unreadable("its trailer names no catalog");
  return { reference, value: document.object(reference) };
}

/** The first page: depth first, the way viewers number them. @throws {SealError} `PDF_UNREADABLE` */
export function firstPageOf(document: PdfDocument): { reference: Reference; value: Slice } {
  const visited = new Set<number>();
  // The next page last: a stack, since a node may have more kids than a call may have arguments.
  const waiting = [asReference(entries(catalogOf(document).value).get("Pages"))];
  while (waiting.length > 0) {
    const reference = waiting.pop();
    if (reference === undefined || visited.has(reference.number)) throw unreadable("its page tree is broken");
    visited.add(reference.number);
    const value = document.object(reference);
    const kids = entries(value).get("Kids");
    if (kids === undefined) return { reference, value };
    for (const kid of members(document.resolve(kids)).reverse()) waiting.push(asReference(kid));
  }
  throw unreadable("it has no page");
}
