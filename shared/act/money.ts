import { accepted, type Result, refused } from "./result.ts";

/** Euro cents, a whole number. `centsSchema` of `act-data.ts` holds the limits. */
export type Cents = number;

const largest = 1_000_000_000_000_000;

/** VAT rates in force, per cent (art. 16 and tables A of D.P.R. 633/1972; 0 needs the nature of the operation). */
export const vatRates = [0, 4, 5, 10, 22] as const;
export type VatRate = (typeof vatRates)[number];

export function isVatRate(rate: number): rate is VatRate {
  return (vatRates as readonly number[]).includes(rate);
}

/**
 * VAT on a net amount, in cents, half a cent rounded away from zero.
 *
 * In whole numbers throughout: `Math.round(euro * rate * 100)` is wrong on one amount in a thousand.
 * Rounding on the total and line by line may differ: the caller chooses what to add up (IMP-02, IMP-03).
 */
export function vatOf(net: Cents, rate: VatRate): Cents {
  const hundredths = BigInt(net) * BigInt(rate);
  const magnitude = ((hundredths < 0n ? -hundredths : hundredths) + 50n) / 100n;
  return Number(hundredths < 0n ? -magnitude : magnitude);
}

export function sumCents(amounts: readonly Cents[]): Cents {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

/** An amount as Italian acts print it: `43.920,00`. Without the euro sign. */
export function printAmount(cents: Cents): string {
  const magnitude = Math.abs(cents);
  const euro = String(Math.floor(magnitude / 100)).replace(/\B(?=(\d{3})+$)/g, ".");
  return `${cents < 0 ? "-" : ""}${euro},${String(magnitude % 100).padStart(2, "0")}`;
}

/** An amount with its sign before it, as acts write it, never parted by the end of a line: `€ 43.920,00`. */
export function printEuro(cents: Cents): string {
  return `€\u00a0${printAmount(cents)}`;
}

/** Stable reasons a text is not an Italian amount. Added to, never renamed. */
export type AmountRefusal = { readonly code: "AMOUNT_NOT_ITALIAN" | "AMOUNT_TOO_LARGE"; readonly found: string };

const amountText =
  /^(?:(?:€|euro|eur)\s*)?(-?)((?:[1-9]\d{0,2}(?:\.\d{3})+)|0|[1-9]\d*)(?:,(\d{2}))?(?:\s*(?:€|euro|eur))?$/i;

/**
 * Reads an amount as acts write it: `36.000 euro`, `€ 63.888,78`, `euro 15.388,78`, `43920,00`.
 *
 * The point separates thousands only, the comma exactly two decimals. `36.00` is refused: it is 36 euro for a programmer
 * and nothing for an accountant, and guessing between 36 and 3.600 is not this function's business.
 */
export function parseAmount(text: string): Result<Cents, AmountRefusal> {
  const match = text.length > 64 ? null : amountText.exec(text.replace(/\s+/gu, " ").trim());
  if (match === null) return refused({ code: "AMOUNT_NOT_ITALIAN", found: text.slice(0, 64) });
  const [, sign = "", euro = "", decimals = "00"] = match;
  const cents = BigInt(euro.replaceAll(".", "")) * 100n + BigInt(decimals);
  if (cents > BigInt(largest)) return refused({ code: "AMOUNT_TOO_LARGE", found: text });
  const magnitude = Number(cents);
  return accepted(sign === "-" && magnitude !== 0 ? -magnitude : magnitude);
}
