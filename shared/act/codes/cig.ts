import { accepted, type Result, refused } from "../result.ts";

/** `numeric`: seven digits first; `smart`: SmartCIG; `platform`: the format that begins with A to U. */
export type CigFormat = "numeric" | "smart" | "platform";
export type Cig = { readonly format: CigFormat; readonly text: string };

/** Stable reasons a text is not a CIG. */
export type CigRefusal =
  | { readonly code: "CIG_FORMAT" }
  | {
      readonly code: "CIG_CHECK";
      readonly found: string;
      readonly expected: string;
      /** False for first letters J to U: two alphabets are in use, one without J and K, so a mismatch proves nothing. */
      readonly certain: boolean;
    };

/**
 * Reads a codice identificativo di gara, whichever of the three formats, and checks its control code.
 *
 * Formulas as in ANAC's SIMOG: n·211 mod 4091 (numeric), n·211 mod 251 (SmartCIG), (n + letter)·211 mod 4091.
 * A right control code does not say that ANAC ever gave it.
 */
export function parseCig(text: string): Result<Cig, CigRefusal> {
  const cig = text.replace(/\s+/gu, "").toUpperCase();
  if (/^\d{7}[0-9A-F]{3}$/.test(cig))
    return checked("numeric", cig, cig.slice(7), control(Number(cig.slice(0, 7)), 4091, 3));
  if (/^[V-Z][0-9A-F]{9}$/.test(cig)) {
    return checked("smart", cig, cig.slice(1, 3), control(Number.parseInt(cig.slice(3), 16), 251, 2));
  }
  if (!/^[A-U][0-9A-F]{9}$/.test(cig)) return refused({ code: "CIG_FORMAT" });
  const letter = cig.charCodeAt(0) - 64;
  return checked("platform", cig, cig.slice(7), control(Number.parseInt(cig.slice(1, 7), 16) + letter, 4091, 3));
}

function control(number: number, modulus: number, width: number): string {
  return ((number * 211) % modulus).toString(16).toUpperCase().padStart(width, "0");
}

function checked(format: CigFormat, text: string, found: string, expected: string): Result<Cig, CigRefusal> {
  if (found === expected) return accepted({ format, text });
  return refused({ code: "CIG_CHECK", found, expected, certain: !/^[J-U]/.test(text) });
}

/** Codes of exclusion from the CIG, ES01 to ES27 (PEPPOL code list of the Italian public bodies). */
export function isCigExclusionCode(text: string): boolean {
  const match = /^ES(\d{2})$/.exec(text);
  const number = Number(match?.[1] ?? 0);
  return number >= 1 && number <= 27;
}
