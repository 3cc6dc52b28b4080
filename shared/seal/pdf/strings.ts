import { octets, type Slice } from "./syntax.ts";

/** A text string: ASCII as it is, anything else in UTF-16 with its mark (ISO 32000-1 §7.9.2.2). */
export function textString(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replaceAll(/[\\()]/g, "\\$&")})`;
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, "0"));
  return `<feff${units.join("")}>`;
}

/** A date in UTC, to the second (§7.9.4): the same instant everywhere, whatever the host's zone. */
export const dateString = (at: Date): string =>
  `(D:${at
    .toISOString()
    .replace(/\.\d+Z$/, "")
    .replaceAll(/[-:T]/g, "")}+00'00')`;

/** The text of a string as `textString` and common writers write it: enough to compare field names. */
export function readTextString(value: Slice): string {
  const written = octets(value);
  const inner = written.slice(1, -1);
  const raw = written.startsWith("<") ? fromHex(inner) : inner.replaceAll(/\\([\\()])/g, "$1");
  if (!raw.startsWith("\u00fe\u00ff")) return raw;
  const pairs = raw.slice(2).match(/[\s\S]{2}/g) ?? [];
  return pairs.map((pair) => String.fromCharCode(pair.charCodeAt(0) * 256 + pair.charCodeAt(1))).join("");
}

function fromHex(hex: string): string {
  const digits = hex.replaceAll(/[^0-9A-Fa-f]/g, "");
  const pairs = digits.match(/.{1,2}/g) ?? [];
  // A missing last digit is zero (§7.3.4.3).
  return pairs.map((pair) => String.fromCharCode(Number.parseInt(pair.padEnd(2, "0"), 16))).join("");
}
