import { hash } from "node:crypto";

/** How much is remembered: so many values, of encodings no longer than so many octets each. */
export interface Bounds {
  readonly values: number;
  readonly octets: number;
}

/**
 * A reader that decodes the same octets once for as long as they are met again and again; what was not met for longest
 * is forgotten first.
 *
 * Kept by the SHA-256 of all the octets and decoded from a copy of them, so that nothing a file holds or a caller
 * overwrites can answer for other octets. For what decoding alone gives: never for a judgement. What `read` throws is
 * thrown each time.
 */
export function remembering<T>({ values, octets }: Bounds, read: (bytes: Uint8Array) => T): (bytes: Uint8Array) => T {
  /** The one used last stands last. */
  const known = new Map<string, T>();
  return (bytes) => {
    if (bytes.length > octets) return read(bytes);
    const key = hash("sha256", bytes, "base64");
    const before = known.get(key);
    if (before !== undefined) known.delete(key);
    const value = before ?? read(Uint8Array.from(bytes));
    known.set(key, value);
    if (known.size > values) known.delete(known.keys().next().value ?? "");
    return value;
  };
}
