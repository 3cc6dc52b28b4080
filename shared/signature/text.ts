/** Bytes as ISO 8859-1, one character an octet. Chunked, because a call has a limit on its arguments. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

/** Upper-case hex, as the seed prints an impronta. */
export function hex(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at++) text += octetsInHex[bytes[at] ?? 0];
  return text;
}

const octetsInHex = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, "0").toUpperCase());

/** Same length and same octets. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** Where `needle` (ASCII) first begins at or after `from`, or -1. */
export function indexOfAscii(bytes: Uint8Array, needle: string, from = 0): number {
  const first = needle.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (startsWithAscii(bytes, needle, at)) return at;
  }
  return -1;
}

/** Where `needle` (ASCII) last begins before `before`, not further back than `notBefore`, or -1. */
export function lastIndexOfAscii(bytes: Uint8Array, needle: string, before = bytes.length, notBefore = 0): number {
  const first = needle.charCodeAt(0);
  let at = before - needle.length;
  while (at >= notBefore) {
    at = bytes.lastIndexOf(first, at);
    if (at < notBefore) return -1;
    if (startsWithAscii(bytes, needle, at)) return at;
    at--;
  }
  return -1;
}

/** The bytes at `at` are these ASCII characters. */
export function startsWithAscii(bytes: Uint8Array, text: string, at = 0): boolean {
  for (let index = 0; index < text.length; index++) if (bytes[at + index] !== text.charCodeAt(index)) return false;
  return true;
}
