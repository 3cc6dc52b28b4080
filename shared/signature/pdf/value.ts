import type { Span } from "./file-bytes.ts";

/** The objects of ISO 32000-1 §7.3. Strings keep where they stood, because a signature's gap is measured by it. */
export type PdfValue =
  | null
  | boolean
  | number
  | PdfName
  | PdfString
  | PdfReference
  | PdfArray
  | PdfDictionary
  | PdfStream;

export interface PdfName {
  readonly kind: "name";
  readonly name: string;
}

export interface PdfString {
  readonly kind: "string";
  readonly bytes: Uint8Array;
  readonly hex: boolean;
  /** Offsets of the delimiters in the bytes that were parsed: `<` or `(`, and after `>` or `)`. */
  readonly start: number;
  readonly end: number;
}

export interface PdfReference {
  readonly kind: "reference";
  readonly number: number;
  readonly generation: number;
}

export interface PdfArray {
  readonly kind: "array";
  readonly items: readonly PdfValue[];
}

export interface PdfDictionary {
  readonly kind: "dictionary";
  readonly entries: ReadonlyMap<string, PdfValue>;
  /** Keys written more than once: readers differ on which one counts. */
  readonly duplicates: readonly string[];
}

export interface PdfStream {
  readonly kind: "stream";
  readonly dictionary: PdfDictionary;
  /** As stored, before any filter. */
  readonly data: Span;
}

export const isName = (value: PdfValue | undefined, name?: string): value is PdfName =>
  kindOf(value) === "name" && (name === undefined || (value as PdfName).name === name);

export const isDictionary = (value: PdfValue | undefined): value is PdfDictionary => kindOf(value) === "dictionary";
export const isStream = (value: PdfValue | undefined): value is PdfStream => kindOf(value) === "stream";
export const isArray = (value: PdfValue | undefined): value is PdfArray => kindOf(value) === "array";
export const isString = (value: PdfValue | undefined): value is PdfString => kindOf(value) === "string";
export const isReference = (value: PdfValue | undefined): value is PdfReference => kindOf(value) === "reference";

export const isInteger = (value: PdfValue | undefined): value is number =>
  typeof value === "number" && Number.isSafeInteger(value);

function kindOf(value: PdfValue | undefined): string | null {
  return typeof value === "object" && value !== null ? value.kind : null;
}

/** The entry of a dictionary, or of a stream's dictionary; null for anything else and for absent keys (§7.3.7). */
export function entryOf(value: PdfValue | undefined, key: string): PdfValue {
  if (isDictionary(value)) return value.entries.get(key) ?? null;
  if (isStream(value)) return value.dictionary.entries.get(key) ?? null;
  return null;
}

/** The name in a name object, or null. */
export function nameOf(value: PdfValue | undefined): string | null {
  return isName(value) ? value.name : null;
}
