import { MalformedError } from "../error.ts";
import { asciiAt, type FileBytes, findAscii, octetAt, type Span } from "./file-bytes.ts";
import { type Cursor, parseValue, skipSpace, takeInteger, takeKeyword } from "./parse.ts";
import { entryOf, isDictionary, isInteger, type PdfValue } from "./value.ts";

export interface IndirectObject {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
  readonly start: number;
  /** Offset after `endobj`, or after the value when `endobj` is missing. */
  readonly end: number;
}

/** Octets that may still be searched for a lost `endstream`: wrong lengths in every object must not be quadratic. */
export interface SearchBudget {
  left: number;
}

/**
 * Reads `N G obj … endobj` at an offset.
 *
 * `lengthOf` gives the value of an indirect /Length. When the length does not lead to `endstream`, the data runs to the
 * next `endstream`: writers get it wrong, and every viewer mends it so.
 *
 * @throws {MalformedError} `PDF_BAD_OBJECT`
 */
export function readIndirectObject(
  bytes: FileBytes,
  offset: number,
  lengthOf: (value: PdfValue) => PdfValue,
  budget: SearchBudget = { left: bytes.length },
): IndirectObject {
  const cursor: Cursor = { bytes, at: offset };
  skipSpace(cursor);
  const start = cursor.at;
  const number = takeInteger(cursor);
  skipSpace(cursor);
  const generation = takeInteger(cursor);
  skipSpace(cursor);
  if (number === null || generation === null || !asciiAt(bytes, "obj", cursor.at)) {
    throw new MalformedError("PDF_BAD_OBJECT", "no object stands where the cross-reference says", offset);
  }
  cursor.at += 3;
  skipSpace(cursor);
  let value: PdfValue = takeKeyword(cursor, "endobj") ? null : parseValue(cursor);
  skipSpace(cursor);
  if (isDictionary(value) && asciiAt(bytes, "stream", cursor.at)) {
    value = { kind: "stream", dictionary: value, data: streamData(cursor, lengthOf(entryOf(value, "Length")), budget) };
    skipSpace(cursor);
  }
  takeKeyword(cursor, "endobj");
  return { number, generation, value, start, end: cursor.at };
}

function streamData(cursor: Cursor, length: PdfValue, budget: SearchBudget): Span {
  const { bytes } = cursor;
  cursor.at += "stream".length;
  if (octetAt(bytes, cursor.at) === 0x0d) cursor.at++;
  if (octetAt(bytes, cursor.at) === 0x0a) cursor.at++;
  const start = cursor.at;
  if (isInteger(length) && length >= 0 && start + length <= bytes.length) {
    cursor.at = start + length;
    skipSpace(cursor);
    if (asciiAt(bytes, "endstream", cursor.at)) {
      cursor.at += "endstream".length;
      return { file: bytes, from: start, to: start + length };
    }
  }
  const end = budget.left > 0 ? findAscii(bytes, "endstream", start) : -1;
  budget.left -= (end < 0 ? bytes.length : end) - start;
  if (end < 0) throw new MalformedError("PDF_BAD_OBJECT", "a stream without end", start);
  cursor.at = end + "endstream".length;
  return { file: bytes, from: start, to: end };
}
