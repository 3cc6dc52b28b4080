/**
 * The bytes of a file that is in memory as a whole, or of which only pieces are.
 *
 * Readers ask for octets by their offset in the file and never see what is missing: a place that is not at hand stops
 * them with {@link NeedBytes}. It must never look like the end of the file, or like zeros.
 */
export interface FileBytes {
  readonly length: number;
  /** What is at hand around the last place asked for, and the offset of its first octet. */
  piece: Uint8Array;
  base: number;
  /** Where other pieces come from; null when there are none. */
  readonly pieces: Pieces | null;
}

export interface Pieces {
  /** The piece that holds an offset. @throws {NeedBytes} */
  readonly at: (offset: number) => { readonly start: number; readonly bytes: Uint8Array };
  /** These octets in one piece. @throws {NeedBytes} */
  readonly slice: (from: number, to: number) => Uint8Array;
}

/** Not a fault and no property of the file: fetch these octets and ask again. */
export class NeedBytes extends Error {
  override readonly name = "NeedBytes";
  readonly from: number;
  readonly to: number;

  constructor(from: number, to: number) {
    super(`octets ${from} to ${to} are not at hand`);
    this.from = from;
    this.to = to;
  }
}

/** What is asked for lies in too many places of a file of which only pieces are at hand. No property of the file either. */
export class OutOfReach extends Error {
  override readonly name = "OutOfReach";
}

export const wholeFile = (bytes: Uint8Array): FileBytes => ({
  length: bytes.length,
  piece: bytes,
  base: 0,
  pieces: null,
});

/** The first bytes of a file, as it was when a revision ended. */
export function firstBytes({ length, piece, base, pieces }: FileBytes, end: number): FileBytes {
  const kept = Math.min(end, length);
  return base >= kept
    ? { length: kept, piece: piece.subarray(0, 0), base: 0, pieces }
    : { length: kept, piece: piece.subarray(0, kept - base), base, pieces };
}

/** The octet at an offset; undefined outside the file. @throws {NeedBytes} */
export function octetAt(file: FileBytes, at: number): number | undefined {
  const octet = file.piece[at - file.base];
  return octet === undefined ? elsewhere(file, at) : octet;
}

function elsewhere(file: FileBytes, at: number): number | undefined {
  if (at < 0 || at >= file.length || file.pieces === null) return undefined;
  moveTo(file, at);
  return file.piece[at - file.base];
}

function moveTo(file: FileBytes, at: number): void {
  if (file.pieces === null || (at >= file.base && at < file.base + file.piece.length)) return;
  const { start, bytes } = file.pieces.at(at);
  file.base = start;
  file.piece = bytes.subarray(0, Math.max(0, file.length - start));
}

/** The octets between two offsets, cut at the end of the file. Not a copy where it can be helped. @throws {NeedBytes} */
export function sliceOf(file: FileBytes, from: number, to: number): Uint8Array {
  const [start, end] = [Math.max(0, from), Math.min(to, file.length)];
  if (start >= end) return new Uint8Array();
  if (start >= file.base && end <= file.base + file.piece.length) {
    return file.piece.subarray(start - file.base, end - file.base);
  }
  return file.pieces === null ? new Uint8Array() : file.pieces.slice(start, end);
}

/** The octets at an offset are these ASCII characters. @throws {NeedBytes} */
export function asciiAt(file: FileBytes, text: string, at: number): boolean {
  for (let index = 0; index < text.length; index++) {
    if (octetAt(file, at + index) !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** Where an octet next stands at or after an offset, or -1. @throws {NeedBytes} */
export function findOctet(file: FileBytes, octet: number, from: number): number {
  for (let at = Math.max(0, from); at < file.length; at = file.base + file.piece.length) {
    moveTo(file, at);
    const found = file.piece.indexOf(octet, at - file.base);
    if (found >= 0) return file.base + found;
  }
  return -1;
}

/** Where `text` next begins at or after an offset, or -1. @throws {NeedBytes} */
export function findAscii(file: FileBytes, text: string, from: number): number {
  const first = text.charCodeAt(0);
  for (let at = findOctet(file, first, from); at >= 0; at = findOctet(file, first, at + 1)) {
    if (asciiAt(file, text, at)) return at;
  }
  return -1;
}

/** Where `text` last stands whole before `before`, not further back than `notBefore`, or -1. @throws {NeedBytes} */
export function findLastAscii(file: FileBytes, text: string, before = file.length, notBefore = 0): number {
  const first = text.charCodeAt(0);
  let at = Math.min(before, file.length) - text.length;
  while (at >= notBefore) {
    moveTo(file, at);
    const found = file.piece.lastIndexOf(first, at - file.base);
    if (found < 0) {
      at = file.base - 1;
      continue;
    }
    at = file.base + found;
    if (at >= notBefore && asciiAt(file, text, at)) return at;
    at--;
  }
  return -1;
}

/** A part of a file that is read only when it is asked for: most streams never are. */
export interface Span {
  readonly file: FileBytes;
  readonly from: number;
  readonly to: number;
}

export const spanLength = ({ from, to }: Span): number => to - from;

/** @throws {NeedBytes} */
export const octetsOf = ({ file, from, to }: Span): Uint8Array => sliceOf(file, from, to);

/** The two are the same place of the same file, which is known without reading it. */
export function samePlace(a: Span, b: Span): boolean {
  if (a.from !== b.from || a.to !== b.to) return false;
  if (a.file.pieces !== null || b.file.pieces !== null) return a.file.pieces === b.file.pieces;
  const [one, other] = [a.file.piece, b.file.piece];
  return one.buffer === other.buffer && one.byteOffset === other.byteOffset;
}
