import { accepted, type Result, refused } from "./result.ts";

declare const fingerprintBrand: unique symbol;

/**
 * An impronta: the SHA-256 digest (32 bytes) of a file, held as 64 upper-case hexadecimal digits.
 *
 * One value has one spelling, so that `===` compares the bytes. It says nothing of which bytes were digested: the
 * signed envelope or the document inside it (domain: ALL-11).
 */
export type Fingerprint = string & { readonly [fingerprintBrand]: "sha-256" };

/** Stable reasons a text is not an impronta. Added to, never renamed. */
export type FingerprintRefusal = {
  readonly code:
    | "FINGERPRINT_EMPTY"
    | "FINGERPRINT_TOO_SHORT"
    | "FINGERPRINT_TOO_LONG"
    | "FINGERPRINT_NOT_HEX"
    | "FINGERPRINT_NOT_CANONICAL";
  /** Characters found, white space left out. */
  readonly length: number;
};

const hexDigits = 64;
const base64Characters = 44;
/** More than a digest spaced by the wildest layout; longer text is not read at all. */
const longestText = 1024;

/**
 * Reads an impronta as people paste it: hexadecimal of any case with spaces and line breaks, or base64 (the spelling of
 * AgID's segnatura).
 *
 * Nothing shorter is accepted: a truncated digest is no evidence of the file it names. Base64 with stray bits after the
 * 32nd byte is refused, because two texts would name one file.
 */
export function parseFingerprint(text: string): Result<Fingerprint, FingerprintRefusal> {
  if (text.length > longestText) return refused({ code: "FINGERPRINT_TOO_LONG", length: text.length });
  const packed = text.replace(/\s+/gu, "");
  const length = packed.length;
  if (length === 0) return refused({ code: "FINGERPRINT_EMPTY", length });
  if (/^[0-9A-F]{64}$/i.test(packed)) return accepted(packed.toUpperCase() as Fingerprint);
  if (length === base64Characters && /^[A-Za-z0-9+/]{43}=$/.test(packed)) return fromBase64(packed);
  if (!/^[0-9A-F]+$/i.test(packed)) return refused({ code: "FINGERPRINT_NOT_HEX", length });
  return refused({ code: length < hexDigits ? "FINGERPRINT_TOO_SHORT" : "FINGERPRINT_TOO_LONG", length });
}

function fromBase64(text: string): Result<Fingerprint, FingerprintRefusal> {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const fingerprint = fingerprintOfBytes(bytes);
  if (fingerprintBase64(fingerprint) !== text) {
    return refused({ code: "FINGERPRINT_NOT_CANONICAL", length: text.length });
  }
  return accepted(fingerprint);
}

/**
 * The impronta whose 32 bytes are given, as a digest function returns them.
 *
 * @throws {RangeError} when they are not 32: the caller used another digest, which is a fault of ours.
 */
export function fingerprintOfBytes(digest: Uint8Array): Fingerprint {
  if (digest.length !== 32) throw new RangeError(`a SHA-256 digest has 32 bytes, not ${digest.length}`);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .toUpperCase() as Fingerprint;
}

/** The 32 bytes of an impronta. */
export function fingerprintBytes(fingerprint: Fingerprint): Uint8Array {
  return Uint8Array.from(fingerprint.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The impronta in base64, 44 characters: the spelling of AgID's segnatura and of Allegato 5. */
export function fingerprintBase64(fingerprint: Fingerprint): string {
  return btoa(String.fromCharCode(...fingerprintBytes(fingerprint)));
}

/** The impronta as acts print it: 64 upper-case hexadecimal digits, no space. */
export function printFingerprint(fingerprint: Fingerprint): string {
  return fingerprint;
}
