/** Character classes of ISO 32000-1 §7.2.2. */
export const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c || byte === 0x00;

const delimiters = new Set([..."()<>[]{}/%"].map((character) => character.charCodeAt(0)));

// A table, because every octet of every name and number is asked about.
const regular = Uint8Array.from({ length: 256 }, (_, byte) => (isSpace(byte) || delimiters.has(byte) ? 0 : 1));

/** A regular character: part of a name, number or keyword. The end of the bytes is none. */
export const isRegular = (byte: number | undefined): byte is number => byte !== undefined && regular[byte] === 1;

export const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

const hexDigits = Int8Array.from({ length: 256 }, (_, byte) => {
  const digit = "0123456789abcdef".indexOf(String.fromCharCode(byte).toLowerCase());
  return byte < 0x80 ? digit : -1;
});

/** The value of a hex digit, or -1. */
export function hexDigit(byte: number | undefined): number {
  return byte === undefined ? -1 : (hexDigits[byte] ?? -1);
}
