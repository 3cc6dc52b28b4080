const hexDigits = /^[0-9A-F]{64}$/;

/** Standard base64 (RFC 4648 §4), with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

/** The bytes of base64 as this encoder would write it; `undefined` for any other spelling, so that no text has two. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(text), (octet) => octet.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : undefined;
}

/** The 32 bytes of a commitment or an impronta, as it is recorded: 64 upper-case hex digits. @throws for any other text */
export function digestBytes(hex: string): Uint8Array {
  if (!hexDigits.test(hex)) throw new Error(`${JSON.stringify(hex.slice(0, 80))} is not a SHA-256 in upper-case hex`);
  return Uint8Array.from({ length: 32 }, (_, index) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16));
}

export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (octet) => octet.toString(16).padStart(2, "0"))
    .join("")
    .toUpperCase();

/** ASCII decimal without leading zeroes, of what a number holds exactly; `undefined` for anything else. */
export function decimal(text: string): number | undefined {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}
