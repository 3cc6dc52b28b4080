import { MalformedError } from "../error.ts";
import { isRegular, isSpace } from "./characters.ts";
import { decodeStream } from "./decode-stream.ts";
import type { PdfDocument } from "./document.ts";
import { octetAt, sliceOf, wholeFile } from "./file-bytes.ts";
import { type Cursor, parseValue, skipSpace } from "./parse.ts";
import { isArray, isStream, type PdfValue } from "./value.ts";

const maxBytes = 4 * 1024 * 1024;
const maxOperators = 200_000;

/** One operator of a content stream (§7.8.2) with what stands before it. */
export type Operate = (operator: string, operands: readonly PdfValue[]) => void;

/**
 * Runs through the operators of a content stream, or of several that count as one.
 *
 * @throws {MalformedError} when it cannot be read as content, or is larger than any page needs
 */
export function readContent(bytes: Uint8Array, operate: Operate): void {
  const cursor: Cursor = { bytes: wholeFile(bytes), at: 0 };
  let operands: PdfValue[] = [];
  let count = 0;
  for (skipSpace(cursor); cursor.at < bytes.length; skipSpace(cursor)) {
    const operator = takeOperator(cursor);
    if (operator === null) {
      if (operands.length < 4096) operands.push(parseValue(cursor));
      else throw new MalformedError("PDF_TOO_MANY_OBJECTS", "operands", cursor.at);
      continue;
    }
    if (++count > maxOperators) throw new MalformedError("PDF_TOO_MANY_OBJECTS", "operators", cursor.at);
    operate(operator, operands);
    operands = [];
    if (operator === "ID") skipInlineImage(cursor);
  }
}

/** The octets of a page's or a form's content, decoded and put one after the other. @throws {MalformedError} */
export function contentBytesOf(document: PdfDocument, contents: PdfValue): Uint8Array {
  const value = document.resolve(contents);
  const streams = isArray(value) ? value.items.map(document.resolve) : [value];
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const stream of streams) {
    if (!isStream(stream)) continue;
    const data = decodeStream(stream, document.resolve);
    size += data.length + 1;
    if (size > maxBytes) throw new MalformedError("PDF_STREAM_TOO_LARGE", "page content", 0);
    parts.push(data);
  }
  const whole = new Uint8Array(size).fill(0x0a);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length + 1;
  }
  return whole;
}

const isOperatorStart = (byte: number | undefined): boolean =>
  byte !== undefined &&
  ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x27 || byte === 0x22);

function takeOperator(cursor: Cursor): string | null {
  const { bytes } = cursor;
  if (!isOperatorStart(octetAt(bytes, cursor.at))) return null;
  const start = cursor.at;
  while (isRegular(octetAt(bytes, cursor.at))) cursor.at++;
  const word = String.fromCharCode(...sliceOf(bytes, start, Math.min(cursor.at, start + 8)));
  if (word !== "true" && word !== "false" && word !== "null") return word;
  cursor.at = start;
  return null;
}

/** Image data between ID and EI are octets, not operators (§8.9.7). */
function skipInlineImage(cursor: Cursor): void {
  const { bytes } = cursor;
  for (cursor.at++; cursor.at < bytes.length; cursor.at++) {
    const ends =
      octetAt(bytes, cursor.at) === 0x45 &&
      octetAt(bytes, cursor.at + 1) === 0x49 &&
      isSpace(octetAt(bytes, cursor.at - 1));
    if (ends && !isRegular(octetAt(bytes, cursor.at + 2))) {
      cursor.at += 2;
      return;
    }
  }
}
