// A DER writer of the tests' own: what is tried by tests is not written by the code under test.

export function bytes(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = bytes(...parts);
  const octets: number[] = [];
  for (let rest = body.length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return bytes([tag], body.length < 0x80 ? [body.length] : [0x80 | octets.length, ...octets], body);
}

export const seq = (...parts: readonly Uint8Array[]): Uint8Array => tlv(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Uint8Array => tlv(0x31, ...parts);
export const explicit = (number: number, ...parts: readonly Uint8Array[]): Uint8Array => tlv(0xa0 | number, ...parts);
export const octets = (...parts: readonly Uint8Array[]): Uint8Array => tlv(0x04, ...parts);
export const bits = (body: Uint8Array): Uint8Array => tlv(0x03, bytes([0], body));
export const nul: Uint8Array = Uint8Array.from([5, 0]);
export const utf8 = (text: string): Uint8Array => tlv(0x0c, new TextEncoder().encode(text));

export function int(value: number | bigint): Uint8Array {
  let hex = value.toString(16);
  if (hex.length % 2 === 1) hex = `0${hex}`;
  const body = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return tlv(0x02, (body[0] ?? 0) >= 0x80 ? bytes([0], body) : body);
}

export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const body = [first * 40 + second, ...rest].flatMap((arc) => {
    const out = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) out.unshift(0x80 | (left % 128));
    return out;
  });
  return tlv(0x06, Uint8Array.from(body));
}

const compact = (iso: string): string => iso.replace(/[-:T]/g, "").replace(/(\.\d+)?Z$/, "Z");
export const generalized = (iso: string): Uint8Array => tlv(0x18, new TextEncoder().encode(compact(iso)));

/** X.690 §11.6. */
export const sorted = (parts: readonly Uint8Array[]): Uint8Array[] =>
  [...parts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
