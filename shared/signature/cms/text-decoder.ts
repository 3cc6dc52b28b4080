import { MalformedError } from "../error.ts";

/** Decodes PEM or base64 as it comes in pieces. */
export interface TextDecoderStream {
  /** The binary octets that these characters complete. @throws {MalformedError} `TEXT_ENCODING_MALFORMED` */
  push(text: Uint8Array): Uint8Array;
  /** The last octets. @throws {MalformedError} when the text ended where it may not */
  end(): Uint8Array;
  readonly wrapping: () => "pem" | "base64";
}

type State = "mark" | "start" | "header" | "body" | "footer" | "after";

const values = new Int8Array(256).fill(-1);
"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".split("").forEach((letter, value) => {
  values[letter.charCodeAt(0)] = value;
});
for (const space of [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0xa0]) values[space] = -2;
const dash = 0x2d;
const equals = 0x3d;
const begin = "-----BEGIN";
const endLine = "-----END ";

const malformed = (message: string): MalformedError => new MalformedError("TEXT_ENCODING_MALFORMED", message, 0);

/**
 * A decoder for one PEM block or one base64 text, with or without line breaks, as signing portals and mail write them.
 *
 * One block only: of two blocks a reader that takes the first and one that takes the last see different files. Strict
 * in the alphabet and in the padding, so that no two texts of different octets read alike.
 */
export function textDecoder(): TextDecoderStream {
  let state: State = "mark";
  let matched = 0;
  let dashes = 0;
  let bits = 0;
  let held = 0;
  let digits = 0;
  let padding = 0;
  let isPem = false;
  let out = new Uint8Array(0);
  let filled = 0;

  const digit = (value: number): void => {
    if (padding > 0) throw malformed("characters after the padding");
    bits = (bits << 6) | value;
    digits++;
    if (++held === 4) {
      out[filled++] = bits >> 16;
      out[filled++] = (bits >> 8) & 0xff;
      out[filled++] = bits & 0xff;
      bits = 0;
      held = 0;
    }
  };

  const body = (octet: number): void => {
    const value = values[octet] ?? -1;
    if (value >= 0) digit(value);
    else if (octet === equals) {
      if (++padding > 2) throw malformed("too much padding");
    } else if (octet === dash && isPem) {
      state = "footer";
      matched = 1;
    } else if (value !== -2) throw malformed("characters that are not base64");
  };

  /** Everything outside the base64 itself, an octet at a time. */
  const around = (octet: number): void => {
    if (state === "mark" && (octet === 0xef || octet === 0xbb || octet === 0xbf)) return;
    if (state === "mark" || state === "start") {
      state = "start";
      if (values[octet] === -2) return;
      isPem = octet === dash;
      state = isPem ? "header" : "body";
      matched = isPem ? 1 : 0;
      if (!isPem) body(octet);
    } else if (state === "header") headerOctet(octet);
    else if (state === "footer") {
      if (octet !== endLine.charCodeAt(matched)) throw malformed("characters that are not base64");
      if (++matched === endLine.length) {
        state = "after";
        matched = 0;
      }
    } else {
      // A dash may begin the mark anew: all that it begins with are dashes, five of them at most.
      if (octet === begin.charCodeAt(matched)) matched++;
      else if (octet !== dash) matched = 0;
      else if (matched !== 5) matched = 1;
      if (matched === begin.length) throw malformed("more than one PEM block");
    }
  };

  const headerOctet = (octet: number): void => {
    if (matched < begin.length) {
      if (octet !== begin.charCodeAt(matched++)) throw malformed("no PEM block");
      return;
    }
    dashes = octet === dash ? dashes + 1 : 0;
    if (dashes === 5) state = "body";
  };

  const room = (characters: number): void => {
    out = new Uint8Array(Math.ceil((characters * 3) / 4) + 6);
    filled = 0;
  };

  return {
    push(text) {
      room(text.length);
      for (const octet of text) {
        if (state === "body") body(octet);
        else around(octet);
      }
      return out.subarray(0, filled);
    },
    end() {
      room(4);
      if (state !== "body" && state !== "after") throw malformed("no base64");
      if (isPem && state === "body") throw malformed("PEM block without end");
      if (digits === 0) throw malformed("nothing between the marks");
      const whole = (digits + padding) % 4 === 0;
      if (held === 1 || (padding > 0 && !whole)) throw malformed("base64 of an impossible length");
      if (held >= 2) out[filled++] = (held === 2 ? bits >> 4 : bits >> 10) & 0xff;
      if (held === 3) out[filled++] = (bits >> 2) & 0xff;
      return out.subarray(0, filled);
    },
    wrapping: () => (isPem ? "pem" : "base64"),
  };
}
