import { hexDigit } from "./characters.ts";
import { asciiAt, type FileBytes, sliceOf } from "./file-bytes.ts";
import { entryOf, isArray, isDictionary, isInteger, isString, type PdfValue } from "./value.ts";

/** What is wrong between a signature dictionary's /ByteRange and its /Contents. One code a rule. */
export type ByteRangeProblem =
  | "PDF_NO_SIGNATURE_DICTIONARY"
  | "PDF_DUPLICATE_KEYS"
  | "PDF_BYTE_RANGE_MISSING"
  | "PDF_BYTE_RANGE_MALFORMED"
  | "PDF_BYTE_RANGE_NOT_FROM_START"
  | "PDF_BYTE_RANGE_BEYOND_END"
  | "PDF_CONTENTS_MISSING"
  | "PDF_CONTENTS_NOT_HEX"
  | "PDF_GAP_NOT_CONTENTS";

export interface ByteRangeFacts {
  readonly problem: ByteRangeProblem | null;
  /** The four numbers, when they are usable as ranges of the file at all. */
  readonly range: readonly [number, number, number, number] | null;
  /** The value of /Contents, decoded, padding included. */
  readonly contents: Uint8Array | null;
}

/**
 * Holds a signature dictionary against the rules of ISO 32000-1 §12.8.1 and ETSI EN 319 142-1 §5.3.
 *
 * The ranges start at 0, go forward, and leave out exactly the hex string of this dictionary's /Contents: whatever
 * else lies in the gap is unsigned room inside a signed file, which the wrapping attacks use.
 */
export function byteRangeFacts(
  bytes: FileBytes,
  dictionary: PdfValue,
  resolve: (value: PdfValue) => PdfValue,
): ByteRangeFacts {
  if (!isDictionary(dictionary)) return { problem: "PDF_NO_SIGNATURE_DICTIONARY", range: null, contents: null };
  const contents = entryOf(dictionary, "Contents");
  const octets = isString(contents) && contents.bytes.length > 0 ? contents.bytes : null;
  const range = rangeOf(resolve(entryOf(dictionary, "ByteRange")), resolve);
  const usable = typeof range === "string" ? null : range;
  const answer = (problem: ByteRangeProblem | null): ByteRangeFacts => ({ problem, range: usable, contents: octets });
  if (dictionary.duplicates.length > 0) return answer("PDF_DUPLICATE_KEYS");
  if (typeof range === "string") return answer(range);
  if (!isString(contents)) return answer("PDF_CONTENTS_MISSING");
  if (octets === null || octets.every((octet) => octet === 0)) return answer("PDF_CONTENTS_MISSING");
  if (!contents.hex || contents.start < 0) return answer("PDF_CONTENTS_NOT_HEX");
  const [start, length, second, rest] = range;
  if (start !== 0) return answer("PDF_BYTE_RANGE_NOT_FROM_START");
  if (second + rest > bytes.length) return answer("PDF_BYTE_RANGE_BEYOND_END");
  if (length !== contents.start || second !== contents.end) return answer("PDF_GAP_NOT_CONTENTS");
  return answer(onlyHexDigits(bytes, contents.start, contents.end) ? null : "PDF_CONTENTS_NOT_HEX");
}

type Range = readonly [number, number, number, number];

function rangeOf(value: PdfValue, resolve: (value: PdfValue) => PdfValue): Range | ByteRangeProblem {
  if (value === null) return "PDF_BYTE_RANGE_MISSING";
  const numbers = isArray(value) ? value.items.map(resolve) : [];
  const [start, length, second, rest] = numbers;
  const whole = numbers.length === 4 && numbers.every((each) => isInteger(each) && each >= 0);
  if (!whole || !isInteger(start) || !isInteger(length) || !isInteger(second) || !isInteger(rest)) {
    return "PDF_BYTE_RANGE_MALFORMED";
  }
  return length > 0 && second > start + length ? [start, length, second, rest] : "PDF_BYTE_RANGE_MALFORMED";
}

/** White space and comments are legal inside a hex string, but here nothing signs them. */
function onlyHexDigits(bytes: FileBytes, start: number, end: number): boolean {
  if (!asciiAt(bytes, "<", start) || !asciiAt(bytes, ">", end - 1)) return false;
  const text = sliceOf(bytes, start + 1, end - 1);
  for (let at = 0; at < text.length; at++) if (hexDigit(text[at]) < 0) return false;
  return true;
}
