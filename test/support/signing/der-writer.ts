// Writes DER for the tests' own certificates and signatures, independently of the reader that they try.

const bytesOf = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = bytesOf(...parts);
  const { length } = content;
  if (length < 0x80) return bytesOf(Uint8Array.of(tag, length), content);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return bytesOf(Uint8Array.of(tag, 0x80 | octets.length, ...octets), content);
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => element(0x30, ...parts);
export const octets = (content: Uint8Array): Uint8Array => element(0x04, content);
export const bits = (content: Uint8Array): Uint8Array => element(0x03, Uint8Array.of(0), content);
export const utf8 = (text: string): Uint8Array => element(0x0c, Buffer.from(text, "utf8"));
export const printable = (text: string): Uint8Array => element(0x13, Buffer.from(text, "latin1"));
export const boolean = (value: boolean): Uint8Array => element(0x01, Uint8Array.of(value ? 0xff : 0));
export const constructed = (number: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  element(0xa0 | number, ...parts);
export const primitive = (number: number, content: Uint8Array): Uint8Array => element(0x80 | number, content);

/** A SET OF, its elements in DER order. */
export const setOf = (...parts: readonly Uint8Array[]): Uint8Array =>
  element(0x31, ...[...parts].sort((a, b) => Buffer.compare(a, b)));

export function integer(value: number | Uint8Array): Uint8Array {
  const content =
    typeof value === "number"
      ? Buffer.from(
          value
            .toString(16)
            .padStart(2, "0")
            .replace(/^(.(..)*)$/, "0$1"),
          "hex",
        )
      : value;
  return element(0x02, (content[0] ?? 0) >= 0x80 ? bytesOf(Uint8Array.of(0), content) : content);
}

export function oid(text: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  const arcs = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return element(0x06, Uint8Array.from(arcs));
}

/** GeneralizedTime `YYYYMMDDHHMMSSZ`, UTCTime without the century. */
export const generalizedTime = (text: string): Uint8Array => element(0x18, Buffer.from(text, "latin1"));
export const utcTime = (text: string): Uint8Array => element(0x17, Buffer.from(text.slice(2), "latin1"));
