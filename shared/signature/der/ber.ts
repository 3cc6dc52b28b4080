import { MalformedError } from "../error.ts";
import { maxDepth } from "./limits.ts";
import { skipTag } from "./tag.ts";

export interface Normalised {
  /** The first element of the input with definite, shortest lengths and primitive octet strings. */
  readonly der: Uint8Array;
  /** False when the element was already so and `der` is a view of the input. */
  readonly changed: boolean;
  /** Offset in the input of the first byte after the element. */
  readonly end: number;
}

/** A piece of the answer: a view of the input or new header octets. */
interface Piece {
  readonly parts: readonly Uint8Array[];
  readonly length: number;
  readonly end: number;
  readonly changed: boolean;
}

const constructedOctets = 0x24;

/** Rewritten elements that one answer may be joined from. */
const maxPieces = 1_000_000;

const maxElements = 4_000_000;

/**
 * Reads BER as CMS is found in the field and rewrites it with definite lengths.
 *
 * This is the one lenient reader: indefinite lengths, longer-than-needed lengths and octet strings in pieces
 * (X.690 §8.1.3.6, §8.7.3) are what `openssl -stream` and signing cards produce. It does not sort sets and does not
 * touch the octets of primitive values, so what was hashed stays what was hashed.
 *
 * @throws {MalformedError}
 */
export function berToDer(bytes: Uint8Array, start = 0): Normalised {
  const asItIs = derEnd(bytes, start, bytes.length, 0, { left: maxElements });
  if (asItIs >= 0) return { der: bytes.subarray(start, asItIs), changed: false, end: asItIs };
  const piece = element(bytes, start, bytes.length, 0, { left: maxElements });
  if (!piece.changed) return { der: bytes.subarray(start, piece.end), changed: false, end: piece.end };
  return { der: copied(piece.parts, piece.length), changed: true, end: piece.end };
}

/** Elements that may still be read. The pieces of a 256 MB file in pieces of 1 KB are a quarter of a million. */
interface Elements {
  left: number;
}

function element(bytes: Uint8Array, start: number, limit: number, depth: number, elements: Elements): Piece {
  if (--elements.left < 0) throw new MalformedError("DER_TOO_MANY_NODES", `more than ${maxElements} elements`, start);
  if (depth > maxDepth) throw new MalformedError("DER_TOO_DEEP", `more than ${maxDepth} levels`, start);
  const tag = bytes[start] ?? 0;
  const afterTag = skipTag(bytes, start, limit);
  const { length, next, minimal } = berLength(bytes, afterTag, limit);
  if (length === null && (tag & 0x20) === 0) {
    throw new MalformedError("DER_INDEFINITE_LENGTH", "indefinite length on a primitive element", start);
  }
  if (length !== null && length > limit - next) {
    throw new MalformedError("DER_TRUNCATED", "length runs past the enclosing element", start);
  }
  if ((tag & 0x20) === 0) {
    const end = next + (length ?? 0);
    if (minimal) return verbatim(bytes, start, end);
    return wrapped(bytes.subarray(start, afterTag), [bytes.subarray(next, end)], length ?? 0, end);
  }
  return constructed({ bytes, start, afterTag, next, limit, depth, elements }, length, minimal);
}

/**
 * Where an element that needs no rewriting ends; -1 for one that does and for one that is broken, which the slow way
 * then rewrites or refuses. Most files are DER, and are looked through here without a single allocation.
 */
function derEnd(bytes: Uint8Array, start: number, limit: number, depth: number, elements: Elements): number {
  const tag = bytes[start] ?? 0;
  if (start + 2 > limit || depth > maxDepth || --elements.left < 0) return -1;
  if ((tag & 0x1f) === 0x1f || tag === constructedOctets) return -1;
  const first = bytes[start + 1] ?? 0;
  let next = start + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 6 || next + count > limit || bytes[next] === 0) return -1;
    length = 0;
    for (const end = next + count; next < end; next++) length = length * 256 + (bytes[next] ?? 0);
    if (length < 0x80) return -1;
  }
  const end = next + length;
  if (end > limit) return -1;
  if ((tag & 0x20) === 0) return end;
  while (next < end) {
    next = derEnd(bytes, next, end, depth + 1, elements);
    if (next < 0) return -1;
  }
  return end;
}

interface Position {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly afterTag: number;
  readonly next: number;
  readonly limit: number;
  readonly depth: number;
  readonly elements: Elements;
}

function constructed(at: Position, length: number | null, minimal: boolean): Piece {
  const { bytes, start, afterTag, next, depth } = at;
  const contentEnd = length === null ? at.limit : next + length;
  const parts: Uint8Array[] = [];
  let total = 0;
  let changed = length === null || !minimal;
  let position = next;
  for (;;) {
    if (length !== null && position === contentEnd) break;
    if (length === null && bytes[position] === 0 && bytes[position + 1] === 0 && position + 2 <= contentEnd) break;
    if (position >= contentEnd) throw new MalformedError("BER_UNTERMINATED", "no end-of-contents octets", start);
    const child = element(bytes, position, contentEnd, depth + 1, at.elements);
    if (changed || child.changed) {
      if (parts.length === 0 && total > 0) parts.push(bytes.subarray(next, next + total));
      for (const part of child.parts) append(parts, part);
      if (parts.length > maxPieces) throw new MalformedError("DER_TOO_MANY_NODES", "too many pieces", position);
    }
    total += child.length;
    changed ||= child.changed;
    position = child.end;
  }
  const end = length === null ? position + 2 : contentEnd;
  if (bytes[start] === constructedOctets) return flattened(bytes.subarray(next, position), end);
  if (!changed) return verbatim(bytes, start, end);
  return wrapped(bytes.subarray(start, afterTag), parts, total, end);
}

/** Neighbouring views become one: a million tiny nodes must not become a million parts. */
function append(parts: Uint8Array[], part: Uint8Array): void {
  const last = parts.at(-1);
  const touches = last?.buffer === part.buffer && last.byteOffset + last.length === part.byteOffset;
  if (last !== undefined && touches) {
    parts[parts.length - 1] = new Uint8Array(last.buffer, last.byteOffset, last.length + part.length);
  } else parts.push(part);
}

/** Pieces at least this long on average are joined with the rest of the answer; copying shorter ones first costs less. */
const worthKeeping = 512;

/** Joins the pieces of a constructed OCTET STRING; pieces of one octet each are legal BER, and are copied together. */
function flattened(content: Uint8Array, end: number): Piece {
  const views: Uint8Array[] = [];
  let whole: Uint8Array | null = null;
  let total = 0;
  let position = 0;
  // Nested constructed strings are opened by walking on: their headers and end-of-contents octets carry no content.
  while (position < content.length) {
    const tag = content[position];
    const { length, next } = berLength(content, position + 1, content.length);
    if (tag === constructedOctets || (tag === 0 && length === 0)) {
      position = next;
      continue;
    }
    if (tag !== 0x04 || length === null) {
      throw new MalformedError("BER_BAD_CONSTRUCTED_STRING", "an octet string in pieces holds another type", position);
    }
    const piece = content.subarray(next, next + length);
    if (whole === null && total >= views.length * worthKeeping) views.push(piece);
    else {
      whole ??= copied(views, content.length);
      whole.set(piece, total);
    }
    total += length;
    position = next + length;
  }
  return wrapped(new Uint8Array([0x04]), whole === null ? views : [whole.subarray(0, total)], total, end);
}

function copied(views: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const view of views) {
    whole.set(view, at);
    at += view.length;
  }
  return whole;
}

function berLength(bytes: Uint8Array, offset: number, limit: number) {
  const first = offset < limit ? bytes[offset] : undefined;
  if (first === undefined) throw new MalformedError("DER_TRUNCATED", "the bytes end inside a length", offset);
  if (first < 0x80) return { length: first, next: offset + 1, minimal: true };
  if (first === 0x80) return { length: null, next: offset + 1, minimal: false };
  const count = first & 0x7f;
  if (offset + count >= limit) throw new MalformedError("DER_TRUNCATED", "the bytes end inside a length", offset);
  let length = 0;
  for (let at = offset + 1; at <= offset + count; at++) length = length * 256 + (bytes[at] ?? 0);
  if (length > limit) throw new MalformedError("DER_TRUNCATED", "length runs past the bytes", offset);
  return { length, next: offset + 1 + count, minimal: length >= 0x80 && bytes[offset + 1] !== 0 };
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

function verbatim(bytes: Uint8Array, start: number, end: number): Piece {
  return { parts: [bytes.subarray(start, end)], length: end - start, end, changed: false };
}

function wrapped(tag: Uint8Array, parts: readonly Uint8Array[], total: number, end: number): Piece {
  const header = new Uint8Array([...tag, ...lengthOctets(total)]);
  return { parts: [header, ...parts], length: header.length + total, end, changed: true };
}
