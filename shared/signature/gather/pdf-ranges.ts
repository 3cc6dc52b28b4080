import { MalformedError } from "../error.ts";
import { type FileBytes, findLastAscii } from "../pdf/file-bytes.ts";
import { parseValue } from "../pdf/parse.ts";
import { isDictionary, type PdfValue } from "../pdf/value.ts";
import { indexOfAscii, latin1 } from "../text.ts";

export type WrittenRange = readonly [number, number, number, number];

/** A ByteRange as text in a file, and where. */
export interface Written {
  readonly range: WrittenRange;
  readonly at: number;
}

/** More than any act carries. */
export const maxRanges = 400;

export const rangeMark = "/ByteRange";

/** Enough of the file after the mark to hold four numbers. */
export const rangeRoom = 80;

/**
 * Each `/ByteRange [0 b c d]` that is written in the bytes, in reach of a document or not, and where. A file that was
 * cut short has some that run beyond its end.
 */
export function writtenRanges(bytes: Uint8Array): Written[] {
  const ranges: Written[] = [];
  for (
    let at = indexOfAscii(bytes, rangeMark);
    at >= 0 && ranges.length < maxRanges;
    at = indexOfAscii(bytes, rangeMark, at + 1)
  ) {
    const start = at + rangeMark.length;
    const range = rangeIn(bytes.subarray(start, start + rangeRoom));
    if (range !== null) ranges.push({ range, at });
  }
  return ranges;
}

/** The four numbers after the mark, or null when they are no range that a signature may have. */
export function rangeIn(after: Uint8Array): WrittenRange | null {
  const pattern = /^\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/;
  const [a, b, c, d] = pattern.exec(latin1(after))?.slice(1).map(Number) ?? [];
  return a === 0 && b && c && d !== undefined && c > b ? [a, b, c, d] : null;
}

/** How far before /ByteRange its dictionary may begin: /Contents may stand between them. */
const farthest = 4 * 1024 * 1024;

/**
 * The dictionary around a place in the bytes, read without any cross-reference, or null.
 *
 * For signatures that no readable way leads to: what they are over can still be held against the bytes.
 */
export function dictionaryAround(bytes: FileBytes, at: number): PdfValue {
  const object = findLastAscii(bytes, "obj", at, Math.max(0, at - farthest));
  if (object < 0) return null;
  try {
    const value = parseValue({ bytes, at: object + "obj".length });
    return isDictionary(value) && value.entries.has("ByteRange") ? value : null;
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}
