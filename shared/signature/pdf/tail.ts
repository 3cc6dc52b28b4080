import { MalformedError } from "../error.ts";
import { isSpace } from "./characters.ts";
import type { PdfDocument } from "./document.ts";
import { type FileBytes, octetAt } from "./file-bytes.ts";
import { readIndirectObject } from "./indirect-object.ts";
import { type Cursor, skipSpace, takeInteger, takeKeyword } from "./parse.ts";

/**
 * True when every byte from an offset on belongs to a revision: objects, cross-references, `startxref` and `%%EOF`.
 *
 * Objects that no cross-reference names are tolerated only when a cross-reference follows them and they do not bear the
 * number of an object that was signed: otherwise viewers that repair files find what strict ones do not see, and the
 * incremental-saving attacks without a cross-reference live there.
 */
export function tailIsAccountedFor(document: PdfDocument, from: number): boolean {
  const { bytes } = document;
  const known = new Set<number>();
  for (const section of document.sections) {
    for (const entry of section.entries.values())
      if (entry.kind === "offset") known.add(pastSpace(bytes, entry.offset));
  }
  const sectionEnds = new Map(document.sections.map(({ offset, end }) => [pastSpace(bytes, offset), end]));
  const cursor: Cursor = { bytes, at: from };
  let pending = false;
  try {
    for (skipSpace(cursor); cursor.at < bytes.length; skipSpace(cursor)) {
      const sectionEnd = sectionEnds.get(cursor.at);
      if (sectionEnd !== undefined) {
        cursor.at = sectionEnd;
        pending = false;
      } else if (takeKeyword(cursor, "startxref")) {
        skipSpace(cursor);
        if (takeInteger(cursor) === null) return false;
      } else {
        const object = readIndirectObject(bytes, cursor.at, (value) => document.resolve(value));
        if (!known.has(cursor.at)) {
          if (liesBefore(document, object.number, from)) return false;
          pending = true;
        }
        cursor.at = object.end;
      }
    }
    return !pending;
  } catch (error) {
    if (error instanceof MalformedError) return false;
    throw error;
  }
}

/** Cross-references often point at the line end before what they mean. */
function pastSpace(bytes: FileBytes, offset: number): number {
  let at = offset;
  while (at < offset + 8 && isSpace(octetAt(bytes, at))) at++;
  return at;
}

/** The object that counts under this number is one of the signed bytes. */
function liesBefore(document: PdfDocument, number: number, from: number): boolean {
  const entry = document.entries.get(number);
  if (entry?.kind === "offset") return entry.offset < from;
  return entry?.kind === "compressed" && liesBefore(document, entry.stream, from);
}

/** Only white space between two offsets. */
export function isBlank(bytes: FileBytes, from: number, to = bytes.length): boolean {
  for (let at = from; at < to; at++) if (!isSpace(octetAt(bytes, at))) return false;
  return true;
}
