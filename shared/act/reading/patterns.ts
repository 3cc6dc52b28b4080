import { parseItalianDay } from "../dates.ts";
import { type Cents, parseAmount } from "../money.ts";

// Every quantifier here is bounded: an act comes from anywhere, and a pattern that tries again and again over a line of
// digits would never end.

/** A day: 24/12/2025, 24-12-2025, 24.12.2025, 24 dicembre 2025, 1º gennaio 2026. */
export const dayPattern = "\\d{1,2}(?:[/.-]\\d{1,2}[/.-]\\d{4}|[º°]?\\s{1,3}\\p{L}{3,9}\\s{1,3}\\d{4})";

/** An amount with its thousands parted or not: 43.920,00, 43920,00, 36.000. */
export const amountPattern = "\\d{1,3}(?:\\.\\d{3}){1,4}(?:,\\d{2})?|\\d{1,12},\\d{2}";

/** One to four words that begin with a capital, as names are written; titles before it are not part of it. */
export const namePattern =
  "(?:(?:dott|ing|arch|geom|avv|rag|prof)\\.?(?:\\s?ssa)?\\.?\\s{1,2})?((?:\\p{Lu}[\\p{L}'’.-]{0,30})(?:\\s{1,2}\\p{Lu}[\\p{L}'’.-]{0,30}){1,3})";

/** The day in ISO form, or undefined where the calendar has no such day. */
export function dayIn(text: string): string | undefined {
  const day = parseItalianDay(text.replace(/[.-]/g, "/").replace(/\s+/g, " "));
  return day.ok ? day.value : undefined;
}

export function centsIn(text: string): Cents | undefined {
  const amount = parseAmount(text);
  return amount.ok ? amount.value : undefined;
}

/** Every amount of a text with its place; what is part of a longer code ("1.03.02.15.999") is none. */
export function amountsIn(
  text: string,
): readonly { readonly cents: Cents; readonly index: number; readonly end: number }[] {
  const pattern = new RegExp(`(?<![\\d.,/])(?:${amountPattern})(?![\\d/]|[.,]\\d)`, "g");
  return Array.from(text.matchAll(pattern)).flatMap((match) => {
    const cents = centsIn(match[0]);
    return cents === undefined ? [] : [{ cents, index: match.index, end: match.index + match[0].length }];
  });
}
