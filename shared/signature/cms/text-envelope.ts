import { MalformedError } from "../error.ts";
import { latin1, startsWithAscii } from "../text.ts";

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
  const text = latin1(withoutMark(bytes));
  if (text.trimStart().startsWith("-----BEGIN")) {
    return { bytes: decodeBase64(onlyPemBlock(text.trimStart())), wrapping: "pem" };
  }
  return { bytes: decodeBase64(text), wrapping: "base64" };
}

/** The base64 between the lines of the one block. Searched by plain indexes: a pattern would be quadratic on hostile text. */
function onlyPemBlock(text: string): string {
  const headerEnd = text.indexOf("-----", "-----BEGIN".length);
  const footer = text.indexOf("-----END ", headerEnd);
  if (headerEnd < 0 || footer < 0) throw new MalformedError("TEXT_ENCODING_MALFORMED", "PEM block without end", 0);
  if (text.indexOf("-----BEGIN", headerEnd) >= 0) {
    throw new MalformedError("TEXT_ENCODING_MALFORMED", "more than one PEM block", 0);
  }
  return text.slice(headerEnd + 5, footer);
}

/** True for the identifier octets of a SEQUENCE, which no base64 text begins with ("0" then a length octet that is no letter). */
function looksBinary(bytes: Uint8Array): boolean {
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

function decodeBase64(text: string): Uint8Array {
  const compact = text.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact) || compact.length === 0) {
    throw new MalformedError("TEXT_ENCODING_MALFORMED", "characters that are not base64", 0);
  }
  let decoded: string;
  try {
    decoded = atob(compact);
  } catch (cause) {
    throw new MalformedError("TEXT_ENCODING_MALFORMED", "base64 of an impossible length", 0, { cause });
  }
  const bytes = new Uint8Array(decoded.length);
  for (let at = 0; at < decoded.length; at++) bytes[at] = decoded.charCodeAt(at);
  return bytes;
}
