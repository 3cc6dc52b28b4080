import { MalformedError } from "../error.ts";
import { decodeStream } from "./decode-stream.ts";
import { asciiAt, type FileBytes, findLastAscii, octetAt, wholeFile } from "./file-bytes.ts";
import { readIndirectObject } from "./indirect-object.ts";
import { parseValue, skipSpace, takeInteger } from "./parse.ts";
import { entryOf, isInteger, isReference, isStream, type PdfDictionary, type PdfValue } from "./value.ts";
import { readXrefSection, type XrefEntry, type XrefSection } from "./xref.ts";

/** A PDF as its last cross-reference shows it. Objects are read when asked for, and kept. */
export interface PdfDocument {
  readonly bytes: FileBytes;
  /** Newest first. */
  readonly sections: readonly XrefSection[];
  readonly entries: ReadonlyMap<number, XrefEntry>;
  readonly trailer: PdfDictionary;
  /** Offset of the last `startxref` keyword, and after the `%%EOF` line that closes it. */
  readonly startxref: number;
  readonly end: number;
  /** The object with this number; null when free or unknown. @throws {MalformedError} */
  readonly load: (number: number) => PdfValue;
  /** Follows references until a value. @throws {MalformedError} */
  readonly resolve: (value: PdfValue) => PdfValue;
}

const maxSections = 2000;
const maxReferences = 32;
const maxStreamObjects = 100_000;

/**
 * Opens a PDF by its cross-reference, strictly: no repair by searching for objects, because a repaired file is another
 * file than the one that was signed.
 *
 * Give it the first bytes of a file, up to the end of a revision, and it shows the document as it was then.
 *
 * @throws {MalformedError}
 */
export function openPdf(bytes: FileBytes): PdfDocument {
  if (!asciiAt(bytes, "%PDF-", 0)) throw new MalformedError("PDF_NO_HEADER", "no %PDF- at the first byte", 0);
  const startxref = findLastAscii(bytes, "startxref");
  if (startxref < 0) throw new MalformedError("PDF_NO_XREF", "no startxref", bytes.length);
  const sections = readSections(bytes, startxref);
  const entries = new Map<number, XrefEntry>();
  for (const section of sections) {
    for (const [number, entry] of section.entries) if (!entries.has(number)) entries.set(number, entry);
  }
  const [newest] = sections;
  if (newest === undefined) throw new MalformedError("PDF_NO_XREF", "no cross-reference", startxref);
  const end = endOfRevision(bytes, startxref);
  return { bytes, sections, entries, trailer: newest.trailer, startxref, end, ...objectReader(bytes, entries) };
}

function readSections(bytes: FileBytes, startxref: number): XrefSection[] {
  const cursor = { bytes, at: startxref + "startxref".length };
  skipSpace(cursor);
  let next = takeInteger(cursor);
  if (next === null) throw new MalformedError("PDF_NO_XREF", "startxref without a number", startxref);
  const sections: XrefSection[] = [];
  const seen = new Set<number>();
  while (next !== null) {
    if (seen.has(next)) throw new MalformedError("PDF_BAD_XREF", "/Prev goes round in a circle", next);
    if (sections.length >= maxSections) throw new MalformedError("PDF_TOO_MANY_REVISIONS", "/Prev", next);
    seen.add(next);
    const section: XrefSection = readXrefSection(bytes, next);
    sections.push(section);
    const previous: PdfValue = section.trailer.entries.get("Prev") ?? null;
    next = isInteger(previous) ? previous : null;
  }
  return sections;
}

/** After `%%EOF` and one end of line, or the end of the number when there is no `%%EOF`. */
function endOfRevision(bytes: FileBytes, startxref: number): number {
  let at = startxref + "startxref".length;
  while (at < bytes.length && octetAt(bytes, at) !== 0x25 && at < startxref + 64) at++;
  if (!asciiAt(bytes, "%%EOF", at)) return at;
  at += "%%EOF".length;
  if (octetAt(bytes, at) === 0x0d) at++;
  if (octetAt(bytes, at) === 0x0a) at++;
  return at;
}

function objectReader(bytes: FileBytes, entries: ReadonlyMap<number, XrefEntry>) {
  const known = new Map<number, PdfValue>();
  const streams = new Map<number, ObjectStream>();
  const loading = new Set<number>();
  const budget = { left: 4 * bytes.length };

  const load = (number: number): PdfValue => {
    const cached = known.get(number);
    if (cached !== undefined) return cached;
    if (loading.has(number)) throw new MalformedError("PDF_BAD_OBJECT", `object ${number} needs itself`, 0);
    loading.add(number);
    try {
      const value = read(number);
      known.set(number, value);
      return value;
    } finally {
      loading.delete(number);
    }
  };
  const resolve = (value: PdfValue): PdfValue => {
    let current = value;
    for (let count = 0; isReference(current); count++) {
      if (count > maxReferences) throw new MalformedError("PDF_TOO_DEEP", "references to references", 0);
      current = load(current.number);
    }
    return current;
  };
  const read = (number: number): PdfValue => {
    const entry = entries.get(number);
    if (entry === undefined || entry.kind === "free") return null;
    if (entry.kind === "compressed") return objectStream(entry.stream).value(number, entry.index);
    const object = readIndirectObject(bytes, entry.offset, resolve, budget);
    if (object.number !== number) {
      throw new MalformedError("PDF_BAD_OBJECT", `object ${object.number} stands where ${number} should`, entry.offset);
    }
    return object.value;
  };
  const objectStream = (number: number): ObjectStream => {
    const cached = streams.get(number);
    if (cached !== undefined) return cached;
    // An object stream inside an object stream is forbidden (§7.5.7) and would recurse.
    if (entries.get(number)?.kind !== "offset")
      throw new MalformedError("PDF_BAD_STREAM", `object stream ${number}`, 0);
    const opened = openObjectStream(load(number), resolve);
    streams.set(number, opened);
    return opened;
  };
  return { load, resolve };
}

interface ObjectStream {
  readonly value: (number: number, index: number) => PdfValue;
}

function openObjectStream(stream: PdfValue, resolve: (value: PdfValue) => PdfValue): ObjectStream {
  if (!isStream(stream)) throw new MalformedError("PDF_BAD_STREAM", "an object stream is no stream", 0);
  const data = wholeFile(decodeStream(stream, resolve));
  const count = resolve(entryOf(stream, "N"));
  const first = resolve(entryOf(stream, "First"));
  if (!isInteger(count) || !isInteger(first) || count < 0 || count > maxStreamObjects) {
    throw new MalformedError("PDF_BAD_STREAM", "an object stream without /N and /First", 0);
  }
  const cursor = { bytes: data, at: 0 };
  const places: { number: number; offset: number }[] = [];
  for (let index = 0; index < count; index++) {
    skipSpace(cursor);
    const number = takeInteger(cursor);
    skipSpace(cursor);
    const offset = takeInteger(cursor);
    if (number === null || offset === null)
      throw new MalformedError("PDF_BAD_STREAM", "object stream header", cursor.at);
    places.push({ number, offset: first + offset });
  }
  const value = (number: number, index: number): PdfValue => {
    const place = places[index];
    if (place?.number !== number)
      throw new MalformedError("PDF_BAD_OBJECT", `object ${number} is not in its stream`, 0);
    return inStream(parseValue({ bytes: data, at: place.offset }));
  };
  return { value };
}

/** Offsets inside a decoded stream are no offsets of the file: strings lose them, so that no gap can match. */
function inStream(value: PdfValue): PdfValue {
  if (typeof value !== "object" || value === null) return value;
  switch (value.kind) {
    case "string":
      return { ...value, start: -1, end: -1 };
    case "array":
      return { ...value, items: value.items.map(inStream) };
    case "dictionary":
      return { ...value, entries: new Map([...value.entries].map(([key, each]) => [key, inStream(each)])) };
    default:
      return value;
  }
}
