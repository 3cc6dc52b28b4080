import { MalformedError } from "../error.ts";
import { decodeStream } from "./decode-stream.ts";
import { asciiAt, type FileBytes } from "./file-bytes.ts";
import { readIndirectObject } from "./indirect-object.ts";
import { type Cursor, parseValue, skipSpace, takeInteger, takeKeyword } from "./parse.ts";
import { entryOf, isArray, isDictionary, isInteger, isName, isStream, type PdfDictionary } from "./value.ts";

/** Where an object is: at an offset, inside an object stream, or nowhere. */
export type XrefEntry =
  | { readonly kind: "offset"; readonly offset: number; readonly generation: number }
  | { readonly kind: "compressed"; readonly stream: number; readonly index: number }
  | { readonly kind: "free" };

/** One cross-reference section: what a revision says about objects (§7.5.4, §7.5.8). */
export interface XrefSection {
  readonly offset: number;
  /** After its trailer, or after the cross-reference stream. */
  readonly end: number;
  readonly entries: ReadonlyMap<number, XrefEntry>;
  readonly trailer: PdfDictionary;
}

const maxEntries = 1_000_000;

/** Reads the section at an offset, a table or a stream. @throws {MalformedError} `PDF_BAD_XREF` */
export function readXrefSection(bytes: FileBytes, offset: number): XrefSection {
  const cursor: Cursor = { bytes, at: offset };
  if (offset >= bytes.length) throw new MalformedError("PDF_BAD_XREF", "startxref points outside the file", offset);
  skipSpace(cursor);
  return asciiAt(bytes, "xref", cursor.at) ? readTable(cursor, offset) : readStream(bytes, offset);
}

function readTable(cursor: Cursor, offset: number): XrefSection {
  const { bytes } = cursor;
  cursor.at += "xref".length;
  const entries = new Map<number, XrefEntry>();
  for (;;) {
    skipSpace(cursor);
    if (takeKeyword(cursor, "trailer")) break;
    readSubsection(cursor, entries);
  }
  const trailer = parseValue(cursor);
  if (!isDictionary(trailer)) throw new MalformedError("PDF_BAD_XREF", "the trailer is no dictionary", cursor.at);
  const end = cursor.at;
  const hybrid = trailer.entries.get("XRefStm");
  if (isInteger(hybrid)) addHidden(entries, readStream(bytes, hybrid).entries);
  return { offset, end, entries, trailer };
}

/** §7.5.8.4: objects that the table calls free, for old readers, may be in the hybrid file's stream. */
function addHidden(entries: Map<number, XrefEntry>, hidden: ReadonlyMap<number, XrefEntry>): void {
  for (const [number, entry] of hidden) {
    const known = entries.get(number);
    if (known === undefined || known.kind === "free") entries.set(number, entry);
  }
}

function readSubsection(cursor: Cursor, entries: Map<number, XrefEntry>): void {
  let first = takeInteger(cursor);
  skipSpace(cursor);
  const count = takeInteger(cursor);
  if (first === null || count === null || count > maxEntries) {
    throw new MalformedError("PDF_BAD_XREF", "a subsection header is broken", cursor.at);
  }
  for (let index = 0; index < count; index++) {
    skipSpace(cursor);
    const offset = takeInteger(cursor);
    skipSpace(cursor);
    const generation = takeInteger(cursor);
    skipSpace(cursor);
    const used = takeKeyword(cursor, "n");
    if (offset === null || generation === null || !(used || takeKeyword(cursor, "f"))) {
      throw new MalformedError("PDF_BAD_XREF", "an entry is broken", cursor.at);
    }
    // Some writers start the table at 1 although its first entry is the head of the free list, object 0.
    if (index === 0 && first === 1 && !used && offset === 0 && generation === 65535) first = 0;
    const number = first + index;
    if (!entries.has(number)) entries.set(number, used ? { kind: "offset", offset, generation } : { kind: "free" });
    if (entries.size > maxEntries) throw new MalformedError("PDF_TOO_MANY_OBJECTS", "cross-reference", cursor.at);
  }
}

function readStream(bytes: FileBytes, offset: number): XrefSection {
  const object = readIndirectObject(bytes, offset, (value) => value);
  const stream = object.value;
  if (!isStream(stream) || !isName(entryOf(stream, "Type"), "XRef")) {
    throw new MalformedError("PDF_BAD_XREF", "neither a table nor a cross-reference stream", offset);
  }
  const data = decodeStream(stream, (value) => value);
  const widths = integers(entryOf(stream, "W"));
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = widths;
  const width = typeWidth + secondWidth + thirdWidth;
  if (widths.length !== 3 || widths.some((each) => each > 7) || width === 0) {
    throw new MalformedError("PDF_BAD_XREF", "/W is broken", offset);
  }
  const size = entryOf(stream, "Size");
  const ranges = integers(entryOf(stream, "Index"));
  const index = ranges.length === 0 ? [0, isInteger(size) ? size : 0] : ranges;
  const entries = new Map<number, XrefEntry>();
  let at = 0;
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const first = index[pair] ?? 0;
    for (let each = 0; each < (index[pair + 1] ?? 0) && at + width <= data.length; each++, at += width) {
      if (entries.size >= maxEntries) throw new MalformedError("PDF_TOO_MANY_OBJECTS", "cross-reference", offset);
      const type = typeWidth === 0 ? 1 : field(data, at, typeWidth);
      const second = field(data, at + typeWidth, secondWidth);
      const third = field(data, at + typeWidth + secondWidth, thirdWidth);
      if (!entries.has(first + each)) entries.set(first + each, streamEntry(type, second, third));
    }
  }
  return { offset, end: object.end, entries, trailer: stream.dictionary };
}

function streamEntry(type: number, second: number, third: number): XrefEntry {
  if (type === 1) return { kind: "offset", offset: second, generation: third };
  // Types other than 0, 1 and 2 refer to the null object (§7.5.8.3).
  return type === 2 ? { kind: "compressed", stream: second, index: third } : { kind: "free" };
}

function field(data: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let index = 0; index < width; index++) value = value * 256 + (data[at + index] ?? 0);
  return value;
}

function integers(value: ReturnType<typeof entryOf>): number[] {
  return isArray(value) ? value.items.filter((item): item is number => isInteger(item) && item >= 0) : [];
}
