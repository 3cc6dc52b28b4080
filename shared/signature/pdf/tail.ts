import { MalformedError } from "../error.ts";
import { isSpace } from "./characters.ts";
import type { PdfDocument } from "./document.ts";
import { readIndirectObject } from "./indirect-object.ts";
import { type Cursor, skipSpace, takeInteger, takeKeyword } from "./parse.ts";

/**
 * True when every byte from an offset on belongs to a revision: objects that a cross-reference names, cross-references,
 * `startxref` and `%%EOF`. Anything else is room where viewers that repair files find objects that strict ones do not
 * see: the incremental-saving attacks without a cross-reference live there.
 */
export function tailIsAccountedFor(document: PdfDocument, from: number): boolean {
  const { bytes, sections } = document;
  const known = new Set<number>();
  for (const section of sections) {
    for (const entry of section.entries.values()) if (entry.kind === "offset") known.add(entry.offset);
  }
  const sectionEnds = new Map(sections.map((section) => [section.offset, section.end]));
  const cursor: Cursor = { bytes, at: from };
  try {
    while (cursor.at < bytes.length) {
      skipSpace(cursor);
      if (cursor.at >= bytes.length) return true;
      const sectionEnd = sectionEnds.get(cursor.at);
      if (sectionEnd !== undefined) cursor.at = sectionEnd;
      else if (takeKeyword(cursor, "startxref")) {
        skipSpace(cursor);
        if (takeInteger(cursor) === null) return false;
      } else if (known.has(cursor.at)) {
        cursor.at = readIndirectObject(bytes, cursor.at, (value) => document.resolve(value)).end;
      } else return false;
    }
    return true;
  } catch (error) {
    if (error instanceof MalformedError) return false;
    throw error;
  }
}

/** Only white space between two offsets. */
export function isBlank(bytes: Uint8Array, from: number, to = bytes.length): boolean {
  for (let at = from; at < to; at++) if (!isSpace(bytes[at])) return false;
  return true;
}
