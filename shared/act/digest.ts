import { createHash, createHmac } from "node:crypto";

/** SHA-256 of bytes, or of the UTF-8 of a text: upper-case hex, as the impronte are printed. */
export const sha256Of = (data: Uint8Array | string): string =>
  createHash("sha256").update(data).digest("hex").toUpperCase();

/** SHA-256 of a stream, chunk by chunk. `hex` ends it. */
export type RunningDigest = { readonly update: (chunk: Uint8Array) => void; readonly hex: () => string };

export function runningDigest(): RunningDigest {
  const hash = createHash("sha256");
  return {
    update: (chunk) => {
      hash.update(chunk);
    },
    hex: () => hash.digest("hex").toUpperCase(),
  };
}

/** HMAC-SHA256 (RFC 2104) of the UTF-8 of a text, 32 octets. */
export const hmacSha256 = (key: Uint8Array, text: string): Uint8Array =>
  createHmac("sha256", key).update(text).digest();
