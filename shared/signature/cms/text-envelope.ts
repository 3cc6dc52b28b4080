import { MalformedError } from "../error.ts";
import { latin1, startsWithAscii } from "../text.ts";
import { textDecoder } from "./text-decoder.ts";

/** How the binary envelope was wrapped in text. */
export type TextWrapping = "none" | "pem" | "base64";

export interface Unwrapped {
  readonly bytes: Uint8Array;
  readonly wrapping: TextWrapping;
}

/**
 * Takes a PEM or base64 coat off, as signing portals and mail put it on: with or without header, with CRLF, in one
 * line. Bytes that are binary already come back as they are.
 *
 * One block only: of two blocks a reader that takes the first and one that takes the last see different files.
 *
 * @throws {MalformedError} `TEXT_ENCODING_MALFORMED`
 */
export function unwrapText(bytes: Uint8Array): Unwrapped {
  if (looksBinary(bytes)) return { bytes, wrapping: "none" };
  const decoder = textDecoder();
  const first = decoder.push(bytes);
  const last = decoder.end();
  const decoded = new Uint8Array(first.length + last.length);
  decoded.set(first);
  decoded.set(last, first.length);
  return { bytes: decoded, wrapping: decoder.wrapping() };
}

/** The octets inside the beginning of a PEM or base64 text, as far as they can be read; empty when none can. */
export function textEnvelopeStart(text: Uint8Array): Uint8Array {
  const decoder = textDecoder();
  const start: number[] = [];
  // Piece by piece: what comes before a broken character still says what the text set out to be.
  for (let at = 0; at < text.length; at += 64) {
    try {
      start.push(...decoder.push(text.subarray(at, at + 64)));
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error;
      break;
    }
  }
  return Uint8Array.from(start);
}

/** True for the identifier octets of a SEQUENCE, which no base64 text begins with ("0" then a length octet that is no letter). */
export function looksBinary(bytes: Uint8Array): boolean {
  return bytes[0] === 0x30 && !isBase64Start(bytes);
}

function isBase64Start(bytes: Uint8Array): boolean {
  const head = latin1(bytes.subarray(0, 64));
  return /^[A-Za-z0-9+/=\s]+$/.test(head);
}

/** The text begins like a PEM block or like the base64 of a SEQUENCE of some length ("MI", "MA", "MF"…). */
export function looksLikeTextEnvelope(bytes: Uint8Array): boolean {
  const head = withoutMark(bytes.subarray(0, 256));
  let at = 0;
  while (at < head.length && isSpace(head[at] ?? 0)) at++;
  if (startsWithAscii(head, "-----BEGIN PKCS7", at) || startsWithAscii(head, "-----BEGIN CMS", at)) return true;
  return head[at] === 0x4d && head.length - at >= 32 && isBase64Start(head.subarray(at));
}

const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
