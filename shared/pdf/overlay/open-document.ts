import {
  type CrossReference,
  crossReferenceStream,
  indirectAt,
  type Place,
  type Section,
  tableAt,
  withHidden,
} from "../../seal/pdf/cross-reference.ts";
import { streamData } from "../../seal/pdf/stream.ts";
import { octets, regularAt, type Slice, skipBlank, unreadable, valueAt } from "../../seal/pdf/syntax.ts";
import { asInteger, asReference, entries, type Reference } from "../../seal/pdf/values.ts";
import { type ByteSource, type Windows, windowsOf } from "./byte-source.ts";
import { OverlayStopped } from "./refusals.ts";

/** A PDF opened by windows, to be added to. Its methods reject with `PDF_UNREADABLE`, and on faults of the store. */
export type OpenDocument = Pick<CrossReference, "trailer" | "kind" | "offset"> & {
  readonly length: number;
  readonly endsLine: boolean;
  /** The first object number that nothing uses. */
  readonly nextNumber: number;
  /** The newest version of an object; nothing when it is free or unknown, which reads as null (ISO 32000-1 §7.3.10). */
  object(reference: Reference): Promise<Slice | undefined>;
  /** The value, or the object that it refers to; nothing for null. */
  resolve(value: Slice | undefined): Promise<Slice | undefined>;
};

/** Largest dictionary or array that is read, and largest stream of the file's structure. */
const largestValue = 64 * 1024 * 1024;
/** Opened object streams that are kept: the pages of one are met one after the other. */
const keptStreams = 6;

/**
 * Opens a PDF by its newest cross-reference, reading only what is asked for. Nothing is repaired: what has to be
 * guessed, two readers guess differently, and then they disagree on what was stamped.
 *
 * @throws {SealError} `PDF_UNREADABLE`; {OverlayStopped} `PDF_ENCRYPTED`
 */
export async function openWindowed(source: ByteSource | Uint8Array): Promise<OpenDocument> {
  const windows = windowsOf(source);
  await refuseOtherFormats(windows);
  const { places, trailer, kind, offset } = await readCrossReference(windows);
  const last = await windows.at(Math.max(0, windows.length - 1), 1);
  const lastOctet = last.bytes[last.start];
  const size = asInteger(trailer.get("Size")) ?? 0;
  let nextNumber = size;
  for (const number of places.keys()) if (number >= nextNumber) nextNumber = number + 1;
  return {
    trailer,
    kind,
    offset,
    nextNumber,
    length: windows.length,
    endsLine: lastOctet === 0x0a || lastOctet === 0x0d,
    ...objectReader(windows, places),
  };
}

async function refuseOtherFormats(windows: Windows): Promise<void> {
  const { bytes, start } = await windows.at(0, 8);
  if (octets({ bytes, start, end: Math.min(bytes.length, start + 5) }) !== "%PDF-")
    throw unreadable("it does not begin with %PDF-");
}

function objectReader(windows: Windows, places: ReadonlyMap<number, Place>) {
  const streams = new Map<number, Promise<ObjectStream>>();

  const object = async ({ number, generation }: Reference): Promise<Slice | undefined> => {
    const place = places.get(number);
    if (place === undefined || place.kind === "free") return undefined;
    if (place.kind === "in") return nothingForNull((await opened(place.stream)).value(number, place.index));
    const found = await indirectIn(windows, place.offset);
    if (found.number !== number || found.generation !== generation)
      throw unreadable(`another object is in the place of object ${number}`);
    return nothingForNull(found.value);
  };
  const resolve = async (value: Slice | undefined): Promise<Slice | undefined> => {
    let current = value;
    for (let hops = 0; current !== undefined; hops += 1) {
      const reference = asReference(current);
      if (reference === undefined) return nothingForNull(current);
      if (hops > 16) throw unreadable("references go round in a circle");
      current = await object(reference);
    }
    return undefined;
  };
  const opened = (number: number): Promise<ObjectStream> => {
    const known = streams.get(number) ?? openStream(number);
    streams.delete(number);
    streams.set(number, known);
    for (const oldest of streams.keys()) {
      if (streams.size <= keptStreams) break;
      streams.delete(oldest);
    }
    return known;
  };
  const openStream = async (number: number): Promise<ObjectStream> => {
    const place = places.get(number);
    // An object stream is never itself in one (§7.5.7): it would be looked for in itself.
    if (place?.kind !== "at") throw unreadable(`it lacks object stream ${number}`);
    return objectStreamOf(await structureStream(windows, place.offset, resolve), number);
  };
  return { object, resolve };
}

const nothingForNull = (value: Slice): Slice | undefined =>
  value.end - value.start === 4 && octets(value) === "null" ? undefined : value;

type Structure = { readonly dictionary: Slice; readonly data: Uint8Array };
type ObjectStream = { readonly value: (number: number, index: number) => Slice };

function objectStreamOf({ dictionary, data }: Structure, stream: number): ObjectStream {
  const first = asInteger(entries(dictionary).get("First")) ?? -1;
  if (first < 0 || first > data.length) throw unreadable(`object stream ${stream} is broken`);
  const words = octets({ bytes: data, start: 0, end: first })
    .split(/[\s\0]+/)
    .filter((word) => word !== "");
  return {
    value: (number, index) => {
      const offset = Number(words[2 * index + 1]);
      if (Number(words[2 * index]) !== number || !Number.isSafeInteger(offset) || offset < 0)
        throw unreadable(`object stream ${stream} lacks object ${number}`);
      return valueAt(data, first + offset);
    },
  };
}

/** A cross-reference or object stream at an offset, decoded. Of a cross-reference stream /Length is never a reference (§7.5.8.2). */
async function structureStream(
  windows: Windows,
  offset: number,
  resolve: (value: Slice | undefined) => Promise<Slice | undefined> = async (value) => value,
): Promise<Structure> {
  const { value } = await indirectIn(windows, offset);
  const length = await resolve(entries(value).get("Length"));
  const size = asInteger(length) ?? 0;
  if (size > largestValue) throw unreadable("a stream of its structure is too long");
  // Read again, with its data behind it: until now nobody knew how long that is.
  const headed = value.end - value.start + size + 4096;
  const { bytes, start } = await windows.at(offset, headed);
  const dictionary = indirectAt(bytes, start).value;
  return { dictionary, data: streamData(dictionary, () => length ?? dictionary) };
}

/** The indirect object at an offset: a window that cuts it is made larger until something stands behind the value. */
async function indirectIn(windows: Windows, offset: number) {
  return grown(windows, offset, 2048, (bytes, start) => {
    const found = indirectAt(bytes, start);
    const behind = regularAt(bytes, skipBlank(bytes, found.value.end));
    return { result: found, complete: behind.end > behind.start && behind.end < bytes.length };
  });
}

/** Parses at an offset in windows that grow until the parser neither fails nor stops at the window's end. */
async function grown<T>(
  windows: Windows,
  offset: number,
  least: number,
  parse: (bytes: Uint8Array, start: number) => { readonly result: T; readonly complete: boolean },
): Promise<T> {
  if (offset < 0 || offset >= windows.length) throw unreadable(`nothing is at byte ${offset}`);
  for (let room = least; ; room *= 8) {
    const { bytes, start, whole } = await windows.at(offset, room);
    try {
      const { result, complete } = parse(bytes, start);
      if (complete || whole) return result;
    } catch (fault) {
      if (whole) throw fault;
    }
    if (room > largestValue) throw unreadable(`the value at byte ${offset} is too long`);
  }
}

async function readCrossReference(windows: Windows): Promise<CrossReference> {
  const newest = await lastOffset(windows);
  const places = new Map<number, Place>();
  const visited = new Set<number>();
  let first: Section | undefined;
  for (let next: number | undefined = newest; next !== undefined; ) {
    if (visited.has(next)) throw unreadable("its cross-reference sections go round in a circle");
    visited.add(next);
    const section = await sectionAt(windows, next);
    first ??= section;
    if (section.trailer.has("Encrypt")) throw new OverlayStopped("PDF_ENCRYPTED");
    for (const [number, place] of section.places) if (!places.has(number)) places.set(number, place);
    next = asInteger(section.trailer.get("Prev"));
  }
  if (first === undefined) throw unreadable("it has no cross-reference");
  return { places, trailer: first.trailer, kind: first.kind, offset: newest };
}

/** Of the last kilobytes, the last startxref: what some programs leave behind %%EOF is nobody's and stays. */
async function lastOffset(windows: Windows): Promise<number> {
  const from = Math.max(0, windows.length - 2048);
  const { bytes, start } = await windows.at(from, 2048);
  const tail = octets({ bytes, start, end: bytes.length });
  const offset = [...tail.matchAll(/startxref[\s\0]+(\d{1,15})[\s\0]+%%EOF/g)].at(-1)?.[1];
  if (offset === undefined) throw unreadable("it does not end with startxref and %%EOF");
  return Number(offset);
}

async function sectionAt(windows: Windows, offset: number): Promise<Section> {
  const { bytes, start } = await windows.at(offset, 64);
  const word = regularAt(bytes, skipBlank(bytes, start));
  if (octets(word) !== "xref") return crossReferenceStream((await structureStream(windows, offset)).dictionary);
  const table = await grown(windows, offset, 32 * 1024, (window, at) => ({
    result: tableAt(window, skipBlank(window, at) + 4),
    complete: true,
  }));
  const hybrid = asInteger(table.trailer.get("XRefStm"));
  if (hybrid === undefined) return table;
  return withHidden(table, crossReferenceStream((await structureStream(windows, hybrid)).dictionary));
}
