import { MalformedError } from "../error.ts";
import { hexDigit, isDigit, isRegular, isSpace } from "./characters.ts";
import { asciiAt, type FileBytes, findOctet, octetAt, sliceOf } from "./file-bytes.ts";
import type { PdfDictionary, PdfString, PdfValue } from "./value.ts";

/** A place in bytes that moves on as things are read. */
export interface Cursor {
  readonly bytes: FileBytes;
  at: number;
}

const maxDepth = 100;
const maxItems = 2_000_000;

/** Moves past white space and comments (§7.2.3). */
export function skipSpace(cursor: Cursor): void {
  const { bytes } = cursor;
  for (;;) {
    let octet = octetAt(bytes, cursor.at);
    while (isSpace(octet)) octet = octetAt(bytes, ++cursor.at);
    if (octet !== 0x25) return;
    while (octet !== undefined && octet !== 0x0a && octet !== 0x0d) octet = octetAt(bytes, ++cursor.at);
  }
}

/** True, and moved past it, when the keyword stands here and no regular character follows. */
export function takeKeyword(cursor: Cursor, keyword: string): boolean {
  if (!asciiAt(cursor.bytes, keyword, cursor.at)) return false;
  if (isRegular(octetAt(cursor.bytes, cursor.at + keyword.length))) return false;
  cursor.at += keyword.length;
  return true;
}

/** A non-negative integer, or null with the cursor where it was. */
export function takeInteger(cursor: Cursor): number | null {
  const start = cursor.at;
  let value = 0;
  let octet = octetAt(cursor.bytes, start);
  while (octet !== undefined && isDigit(octet)) {
    value = value * 10 + octet - 0x30;
    octet = octetAt(cursor.bytes, ++cursor.at);
  }
  if (cursor.at === start || cursor.at - start > 15 || isRegular(octet)) {
    cursor.at = start;
    return null;
  }
  return value;
}

/**
 * Reads one object of ISO 32000-1 §7.3, a stream's dictionary without its data.
 *
 * @throws {MalformedError} `PDF_BAD_OBJECT`, `PDF_TOO_DEEP`
 */
export function parseValue(cursor: Cursor, depth = 0): PdfValue {
  if (depth > maxDepth) throw new MalformedError("PDF_TOO_DEEP", `more than ${maxDepth} levels`, cursor.at);
  skipSpace(cursor);
  const { bytes, at } = cursor;
  const byte = octetAt(bytes, at);
  if (byte === 0x2f) return { kind: "name", name: parseName(cursor) };
  if (byte === 0x28) return literalString(cursor);
  if (byte === 0x5b) return parseArray(cursor, depth);
  if (byte === 0x3c) return octetAt(bytes, at + 1) === 0x3c ? parseDictionary(cursor, depth) : hexString(cursor);
  if (takeKeyword(cursor, "true")) return true;
  if (takeKeyword(cursor, "false")) return false;
  if (takeKeyword(cursor, "null")) return null;
  return numberOrReference(cursor);
}

function numberOrReference(cursor: Cursor): PdfValue {
  const start = cursor.at;
  const number = takeInteger(cursor);
  if (number !== null) {
    const after = cursor.at;
    skipSpace(cursor);
    const generation = takeInteger(cursor);
    if (generation !== null) {
      skipSpace(cursor);
      if (takeKeyword(cursor, "R")) return { kind: "reference", number, generation };
    }
    cursor.at = after;
    return number;
  }
  while (isRegular(octetAt(cursor.bytes, cursor.at))) cursor.at++;
  const text = String.fromCharCode(...sliceOf(cursor.bytes, start, Math.min(cursor.at, start + 40)));
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) {
    throw new MalformedError("PDF_BAD_OBJECT", "no object stands here", start);
  }
  return Number(text);
}

function parseName(cursor: Cursor): string {
  cursor.at++;
  let name = "";
  while (isRegular(octetAt(cursor.bytes, cursor.at))) {
    let byte = octetAt(cursor.bytes, cursor.at++) ?? 0;
    if (byte === 0x23) {
      const high = hexDigit(octetAt(cursor.bytes, cursor.at));
      const low = hexDigit(octetAt(cursor.bytes, cursor.at + 1));
      // #xx escapes (§7.3.5): /Byte#52ange is /ByteRange.
      if (high >= 0 && low >= 0) {
        byte = high * 16 + low;
        cursor.at += 2;
      }
    }
    name += String.fromCharCode(byte);
    if (name.length > 4096) throw new MalformedError("PDF_BAD_OBJECT", "a name of more than 4096 octets", cursor.at);
  }
  return name;
}

function parseArray(cursor: Cursor, depth: number): PdfValue {
  const start = cursor.at++;
  const items: PdfValue[] = [];
  for (;;) {
    skipSpace(cursor);
    if (octetAt(cursor.bytes, cursor.at) === 0x5d) break;
    if (items.length > maxItems) throw new MalformedError("PDF_TOO_MANY_OBJECTS", "array", start);
    items.push(parseValue(cursor, depth + 1));
  }
  cursor.at++;
  return { kind: "array", items };
}

function parseDictionary(cursor: Cursor, depth: number): PdfDictionary {
  cursor.at += 2;
  const entries = new Map<string, PdfValue>();
  const duplicates: string[] = [];
  for (;;) {
    skipSpace(cursor);
    if (octetAt(cursor.bytes, cursor.at) === 0x3e && octetAt(cursor.bytes, cursor.at + 1) === 0x3e) break;
    if (octetAt(cursor.bytes, cursor.at) !== 0x2f)
      throw new MalformedError("PDF_BAD_OBJECT", "a key is no name", cursor.at);
    const key = parseName(cursor);
    skipSpace(cursor);
    // "/Contents /ByteRange" or "/Contents >>": a key without a value is not quietly given the next key.
    if (octetAt(cursor.bytes, cursor.at) === 0x3e && octetAt(cursor.bytes, cursor.at + 1) === 0x3e) {
      throw new MalformedError("PDF_BAD_OBJECT", `/${key} has no value`, cursor.at);
    }
    if (entries.has(key)) duplicates.push(key);
    entries.set(key, parseValue(cursor, depth + 1));
  }
  cursor.at += 2;
  return { kind: "dictionary", entries, duplicates };
}

function hexString(cursor: Cursor): PdfString {
  const start = cursor.at++;
  const close = findOctet(cursor.bytes, 0x3e, cursor.at);
  if (close < 0) throw new MalformedError("PDF_BAD_OBJECT", "a hex string without end", start);
  const text = sliceOf(cursor.bytes, cursor.at, close);
  const bytes = new Uint8Array((text.length + 1) >> 1);
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = hexDigit(text[at]);
    if (digit < 0) {
      if (isSpace(text[at])) continue;
      throw new MalformedError("PDF_BAD_OBJECT", "a character that is no hex digit", cursor.at + at);
    }
    const index = digits >> 1;
    bytes[index] = (bytes[index] ?? 0) | (digits % 2 === 0 ? digit << 4 : digit);
    digits++;
  }
  cursor.at = close + 1;
  return { kind: "string", bytes: bytes.subarray(0, (digits + 1) >> 1), hex: true, start, end: cursor.at };
}

const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

function literalString(cursor: Cursor): PdfString {
  const start = cursor.at++;
  const out: number[] = [];
  let open = 1;
  for (;;) {
    const byte = octetAt(cursor.bytes, cursor.at++);
    if (byte === undefined) throw new MalformedError("PDF_BAD_OBJECT", "a string without end", start);
    if (byte === 0x28) open++;
    else if (byte === 0x29 && --open === 0) break;
    else if (byte === 0x5c) {
      escaped(cursor, out);
      continue;
    }
    out.push(byte);
  }
  return { kind: "string", bytes: Uint8Array.from(out), hex: false, start, end: cursor.at };
}

/** What follows a backslash (§7.3.4.2, table 3). */
function escaped(cursor: Cursor, out: number[]): void {
  const byte = octetAt(cursor.bytes, cursor.at++) ?? 0;
  if (byte >= 0x30 && byte <= 0x37) {
    let value = byte - 0x30;
    for (let more = 0; more < 2; more++) {
      const next = octetAt(cursor.bytes, cursor.at);
      if (next === undefined || next < 0x30 || next > 0x37) break;
      value = value * 8 + next - 0x30;
      cursor.at++;
    }
    out.push(value & 0xff);
  } else if (byte === 0x0d) {
    if (octetAt(cursor.bytes, cursor.at) === 0x0a) cursor.at++;
  } else if (byte !== 0x0a) out.push(escapes[String.fromCharCode(byte)] ?? byte);
}
