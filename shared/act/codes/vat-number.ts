import { accepted, type Result, refused } from "../result.ts";

/** Stable reasons a text is not a partita IVA. */
export type VatNumberRefusal =
  | { readonly code: "VAT_NUMBER_FORMAT" }
  | { readonly code: "VAT_NUMBER_CHECK"; readonly found: number; readonly expected: number };

/**
 * Reads a partita IVA: eleven digits, the last one a check digit (odd places as they are, even places doubled, minus
 * nine above nine; art. 35 D.P.R. 633/1972 and its rules).
 *
 * A right check digit does not say that the number was ever given to anybody.
 */
export function parseVatNumber(text: string): Result<string, VatNumberRefusal> {
  const digits = text.replace(/\s+/gu, "");
  if (!/^\d{11}$/.test(digits)) return refused({ code: "VAT_NUMBER_FORMAT" });
  const expected = vatCheckDigit(digits.slice(0, 10));
  const found = Number(digits[10]);
  return found === expected ? accepted(digits) : refused({ code: "VAT_NUMBER_CHECK", found, expected });
}

/** The check digit of the first ten digits. */
export function vatCheckDigit(tenDigits: string): number {
  const sum = Array.from(tenDigits, Number).reduce((total, digit, place) => {
    const weighted = place % 2 === 0 ? digit : digit * 2;
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return (10 - (sum % 10)) % 10;
}
