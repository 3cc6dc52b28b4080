import { type Cents } from "../money.ts";
/** A day: 24/12/2025, 24-12-2025, 24.12.2025, 24 dicembre 2025, 1º gennaio 2026. */
export declare const dayPattern =
  "\\d{1,2}(?:[/.-]\\d{1,2}[/.-]\\d{4}|[\u00BA\u00B0]?\\s{1,3}\\p{L}{3,9}\\s{1,3}\\d{4})";
/** An amount with its thousands parted or not: 43.920,00, 43920,00, 36.000. */
export declare const amountPattern = "\\d{1,3}(?:\\.\\d{3}){1,4}(?:,\\d{2})?|\\d{1,12},\\d{2}";
/** One to four words that begin with a capital, as names are written; titles before it are not part of it. */
export declare const namePattern =
  "(?:(?:dott|ing|arch|geom|avv|rag|prof)\\.?(?:\\s?ssa)?\\.?\\s{1,2})?((?:\\p{Lu}[\\p{L}'\u2019.-]{0,30})(?:\\s{1,2}\\p{Lu}[\\p{L}'\u2019.-]{0,30}){1,3})";
/** The day in ISO form, or undefined where the calendar has no such day. */
export declare function dayIn(text: string): string | undefined;
export declare function centsIn(text: string): Cents | undefined;
/** Every amount of a text with its place; what is part of a longer code ("1.03.02.15.999") is none. */
export declare function amountsIn(text: string): readonly {
  readonly cents: Cents;
  readonly index: number;
  readonly end: number;
}[];
