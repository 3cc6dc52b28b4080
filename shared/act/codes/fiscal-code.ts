import { accepted, type Result, refused } from "../result.ts";
import { parseVatNumber } from "./vat-number.ts";

/** Stable reasons a text is not a codice fiscale. */
export type FiscalCodeRefusal =
  | { readonly code: "FISCAL_CODE_FORMAT" }
  | { readonly code: "FISCAL_CODE_BIRTH" }
  | { readonly code: "FISCAL_CODE_CHECK"; readonly found: string; readonly expected: string };

export type FiscalCode = { readonly of: "person" | "company"; readonly text: string };

/** Letters that stand for digits when two people would have one code (omocodia, D.M. 12 marzo 1974). */
const omocodia = "LMNPQRSTUV";
const digit = `[0-9${omocodia}]`;
const personal = new RegExp(`^[A-Z]{6}${digit}{2}[ABCDEHLMPRST]${digit}{2}[A-Z]${digit}{3}[A-Z]$`);

/** Values of the characters in odd places (1st, 3rd…), digits and letters alike: `0` and `A` are both 1. */
const oddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function rank(character: string): number {
  return /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
}

/** The check letter of the first fifteen characters. */
export function fiscalCheckLetter(fifteen: string): string {
  const sum = Array.from(fifteen).reduce(
    (total, character, place) => total + (place % 2 === 0 ? (oddValues[rank(character)] ?? 0) : rank(character)),
    0,
  );
  return String.fromCharCode(65 + (sum % 26));
}

/**
 * Reads a codice fiscale: of a person (sixteen characters, omocodia accepted as it is) or of a company (eleven digits,
 * like a partita IVA).
 *
 * It does not say that the code was given to anybody, nor that it belongs to the name beside it.
 */
export function parseFiscalCode(text: string): Result<FiscalCode, FiscalCodeRefusal> {
  const packed = text.replace(/\s+/gu, "").toUpperCase();
  if (/^\d{11}$/.test(packed)) return ofCompany(packed);
  if (!personal.test(packed)) return refused({ code: "FISCAL_CODE_FORMAT" });
  const day = Number(Array.from(packed.slice(9, 11), asDigit).join(""));
  // Women's days count from 41 (D.M. 12 marzo 1974).
  if (!((day >= 1 && day <= 31) || (day >= 41 && day <= 71))) return refused({ code: "FISCAL_CODE_BIRTH" });
  const expected = fiscalCheckLetter(packed.slice(0, 15));
  const found = packed.slice(15);
  if (found !== expected) return refused({ code: "FISCAL_CODE_CHECK", found, expected });
  return accepted({ of: "person", text: packed });
}

function ofCompany(digits: string): Result<FiscalCode, FiscalCodeRefusal> {
  const parsed = parseVatNumber(digits);
  if (parsed.ok) return accepted({ of: "company", text: digits });
  if (parsed.refusal.code === "VAT_NUMBER_FORMAT") return refused({ code: "FISCAL_CODE_FORMAT" });
  const { found, expected } = parsed.refusal;
  return refused({ code: "FISCAL_CODE_CHECK", found: String(found), expected: String(expected) });
}

function asDigit(character: string): string {
  const place = omocodia.indexOf(character);
  return place === -1 ? character : String(place);
}
