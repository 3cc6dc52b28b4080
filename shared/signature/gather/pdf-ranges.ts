import { MalformedError } from "../error.ts";
import { parseValue } from "../pdf/parse.ts";
import { isDictionary, type PdfValue } from "../pdf/value.ts";
import { indexOfAscii, lastIndexOfAscii, latin1 } from "../text.ts";

export type WrittenRange = readonly [number, number, number, number];

/** More than any act carries. */
const maxRanges = 400;

/**
 * Each `/ByteRange [0 b c d]` that is written in the bytes, in reach of a document or not, and where. A file that was
 * cut short has some that run beyond its end.
 */
export function writtenRanges(bytes: Uint8Array): { readonly range: WrittenRange; readonly at: number }[] {
  const ranges: { range: WrittenRange; at: number }[] = [];
  const mark = "/ByteRange";
  for (
    let at = indexOfAscii(bytes, mark);
    at >= 0 && ranges.length < maxRanges;
    at = indexOfAscii(bytes, mark, at + 1)
  ) {
    const text = latin1(bytes.subarray(at + mark.length, at + mark.length + 80));
    const numbers = /^\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/.exec(text)?.slice(1).map(Number);
    const [a, b, c, d] = numbers ?? [];
    const usable = a === 0 && b && c && d !== undefined && c > b;
    if (usable) ranges.push({ range: [a, b, c, d], at });
  }
  return ranges;
}

/** How far before /ByteRange its dictionary may begin: /Contents may stand between them. */
const farthest = 4 * 1024 * 1024;

/**
 * The dictionary around a place in the bytes, read without any cross-reference, or null.
 *
 * For signatures that no readable way leads to: what they are over can still be held against the bytes.
 */
export function dictionaryAround(bytes: Uint8Array, at: number): PdfValue {
  const object = lastIndexOfAscii(bytes, "obj", at, Math.max(0, at - farthest));
  if (object < 0) return null;
  try {
    const value = parseValue({ bytes, at: object + "obj".length });
    return isDictionary(value) && value.entries.has("ByteRange") ? value : null;
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}
