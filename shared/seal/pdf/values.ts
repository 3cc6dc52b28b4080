import { joinBytes } from "../join-bytes.ts";
import { fromOctets, octets, type Slice, skipBlank, unreadable, valueAt } from "./syntax.ts";

/** Object number and generation. */
export type Reference = { readonly number: number; readonly generation: number };

/** A scalar's octets; a longer value is none, and is not worth turning into text. */
const scalar = (value: Slice | undefined): string =>
  value === undefined || value.end - value.start > 512 ? "" : octets(value);

export const asReference = (value: Slice | undefined): Reference | undefined => {
  if (value?.bytes[value.end - 1] !== 0x52) return undefined;
  const [, number, generation] = /^(\d+)\s+(\d+)\s+R$/.exec(scalar(value)) ?? [];
  return number === undefined ? undefined : { number: Number(number), generation: Number(generation) };
};

/** A whole number, or `undefined` when the value is something else or absent. */
export const asInteger = (value: Slice | undefined): number | undefined => {
  const text = scalar(value);
  return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;
};

/** A name without its solidus, `#` escapes resolved (ISO 32000-1 §7.3.5). */
export const asName = (value: Slice | undefined): string | undefined => {
  if (value?.bytes[value.start] !== 0x2f) return undefined;
  const text = scalar(value).slice(1);
  return !text.includes("#")
    ? text
    : text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
};

export const isDictionary = (value: Slice): boolean =>
  value.bytes[value.start] === 0x3c && value.bytes[value.start + 1] === 0x3c;

export const isArray = (value: Slice): boolean => value.bytes[value.start] === 0x5b;

/**
 * The entries of a dictionary.
 *
 * @throws {SealError} `PDF_UNREADABLE` when it is none, or names a key twice: readers disagree on which one counts.
 */
export function entries(dictionary: Slice): Map<string, Slice> {
  if (!isDictionary(dictionary)) throw unreadable(`no dictionary at byte ${dictionary.start}`);
  const found = new Map<string, Slice>();
  const { bytes } = dictionary;
  const end = dictionary.end - 2;
  for (let at = skipBlank(bytes, dictionary.start + 2); at < end; ) {
    const key = valueAt(bytes, at);
    const name = asName(key);
    if (name === undefined) throw unreadable(`no name at byte ${at}`);
    if (found.has(name)) throw unreadable(`the key /${name} is there twice`);
    const value = valueAt(bytes, key.end);
    found.set(name, value);
    at = skipBlank(bytes, value.end);
  }
  return found;
}

/** @throws {SealError} `PDF_UNREADABLE` when the value is no array. */
export function members(array: Slice): Slice[] {
  if (!isArray(array)) throw unreadable(`no array at byte ${array.start}`);
  const found: Slice[] = [];
  for (let at = skipBlank(array.bytes, array.start + 1); at < array.end - 1; ) {
    const value = valueAt(array.bytes, at);
    found.push(value);
    at = skipBlank(array.bytes, value.end);
  }
  return found;
}

/** The dictionary with one entry replaced or added; every other byte of it stays. */
export function withEntry(dictionary: Slice, key: string, value: string): Slice {
  const current = entries(dictionary).get(key);
  return current === undefined
    ? spliced(dictionary, dictionary.end - 2, dictionary.end - 2, ` /${key} ${value} `)
    : spliced(dictionary, current.start, current.end, ` ${value} `);
}

/** The array with one member more. */
export const withMember = (array: Slice, value: string): Slice =>
  spliced(array, array.end - 1, array.end - 1, ` ${value}`);

function spliced({ bytes, start, end }: Slice, from: number, to: number, text: string): Slice {
  const made = joinBytes([bytes.subarray(start, from), fromOctets(text), bytes.subarray(to, end)]);
  return { bytes: made, start: 0, end: made.length };
}
