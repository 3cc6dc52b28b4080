import { SealError } from "../error.ts";

/** A value of a PDF as it is written: the bytes it stands in, where it begins and where it ends. */
export type Slice = { readonly bytes: Uint8Array; readonly start: number; readonly end: number };

/** Real files stay under ten; a bound keeps a hostile one from exhausting the stack. */
const deepest = 100;

/** What each octet is (ISO 32000-1 §7.2.2), in a table because every octet of a page's dictionary is asked for. */
const regular = 0;
const blank = 1;
const delimiter = 2;
const kinds = new Uint8Array(256);
for (const octet of [0x20, 0x0a, 0x0d, 0x09, 0x0c, 0x00]) kinds[octet] = blank;
for (const character of "()<>[]{}/%") kinds[character.charCodeAt(0)] = delimiter;

export const unreadable = (why: string): SealError => new SealError("PDF_UNREADABLE", `the PDF cannot be read: ${why}`);

/** Whether a thrown value says that the bytes are no PDF that can be added to. */
export const isUnreadable = (thrown: unknown): thrown is SealError =>
  thrown instanceof SealError && thrown.code === "PDF_UNREADABLE";

/** The slice's octets, one character each (ISO 32000-1 §7.2: PDF syntax is octets, not text). */
export function octets({ bytes, start, end }: Slice): string {
  let text = "";
  for (let at = start; at < end; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

/** The inverse of `octets`: one octet each, so that a copied string keeps the bytes that UTF-8 would double. */
export function fromOctets(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Where the next token begins: past white space and comments. */
export function skipBlank(bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  let at = from;
  for (;;) {
    while (at < length && kinds[bytes[at] ?? 0] === blank) at += 1;
    if (bytes[at] !== 0x25) return at;
    while (at < length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at += 1;
  }
}

/** The regular characters that begin at `at`: a number, a keyword, or the name after a solidus. */
export const regularAt = (bytes: Uint8Array, at: number): Slice => ({ bytes, start: at, end: endOfRegular(bytes, at) });

function endOfRegular(bytes: Uint8Array, at: number): number {
  const { length } = bytes;
  let end = at;
  while (end < length && kinds[bytes[end] ?? 0] === regular) end += 1;
  return end;
}

/** The value that begins at or after `from`, an indirect reference being one value. @throws {SealError} `PDF_UNREADABLE` */
export function valueAt(bytes: Uint8Array, from: number, depth = 0): Slice {
  if (depth > deepest) throw unreadable("values are nested too deep");
  const start = skipBlank(bytes, from);
  const slice = (end: number): Slice => ({ bytes, start, end });
  switch (bytes[start]) {
    case 0x28:
      return slice(endOfLiteral(bytes, start));
    case 0x2f:
      return slice(regularAt(bytes, start + 1).end);
    case 0x5b:
      return slice(endOfMembers(bytes, start + 1, "]", depth));
    case 0x3c:
      return slice(bytes[start + 1] === 0x3c ? endOfMembers(bytes, start + 2, ">>", depth) : endOfHex(bytes, start));
    default: {
      const end = endOfRegular(bytes, start);
      if (end === start) throw unreadable(`no value at byte ${start}`);
      return slice(endOfReference(bytes, start, end) ?? end);
    }
  }
}

/** Number, generation, R. */
function endOfReference(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (!areDigits(bytes, start, end)) return undefined;
  const generation = skipBlank(bytes, end);
  const endOfGeneration = endOfRegular(bytes, generation);
  if (!areDigits(bytes, generation, endOfGeneration)) return undefined;
  const keyword = skipBlank(bytes, endOfGeneration);
  return bytes[keyword] === 0x52 && endOfRegular(bytes, keyword) === keyword + 1 ? keyword + 1 : undefined;
}

function areDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const octet = bytes[at] ?? 0;
    if (octet < 0x30 || octet > 0x39) return false;
  }
  return end > start;
}

function endOfMembers(bytes: Uint8Array, from: number, close: "]" | ">>", depth: number): number {
  const first = close.charCodeAt(0);
  for (let at = from; ; ) {
    at = skipBlank(bytes, at);
    if (bytes[at] === first && (close === "]" || bytes[at + 1] === first)) return at + close.length;
    at = valueAt(bytes, at, depth + 1).end;
  }
}

function endOfHex(bytes: Uint8Array, start: number): number {
  const close = bytes.indexOf(0x3e, start);
  if (close < 0) throw unreadable(`the string at byte ${start} has no end`);
  return close + 1;
}

function endOfLiteral(bytes: Uint8Array, start: number): number {
  let open = 0;
  for (let at = start; at < bytes.length; at += 1) {
    if (bytes[at] === 0x5c) at += 1;
    else if (bytes[at] === 0x28) open += 1;
    else if (bytes[at] === 0x29) {
      open -= 1;
      if (open === 0) return at + 1;
    }
  }
  throw unreadable(`the string at byte ${start} has no end`);
}
