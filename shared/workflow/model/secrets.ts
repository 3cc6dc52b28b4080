import { sha256Of } from "../../act/index.ts";

/** What is stored of a token. 256 random bits need no salt and no slow hash. */
export const tokenHash = (token: string): string => sha256Of(token);

export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** Crockford's base 32: no I, L, O or U, so that a code can be read out. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Eight characters in two groups, 40 random bits: what is typed where no script carries the link's token over. */
export function newShortCode(bytes: Uint8Array): string {
  const text = Array.from(bytes.slice(0, 8), (byte) => alphabet[byte & 31]).join("");
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** A code as people type it: any case, with or without the dash, with the letters that stand for digits. */
export function readShortCode(typed: string): string | undefined {
  const text = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(text) ? text : undefined;
}

/** Six decimal digits, each as likely: bytes that would favour some digits are left out. */
export function newDigits(randomBytes: (length: number) => Uint8Array): string {
  let digits = "";
  while (digits.length < 6)
    for (const byte of randomBytes(8)) if (byte < 250 && digits.length < 6) digits += String(byte % 10);
  return digits;
}
