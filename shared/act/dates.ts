import { accepted, type Result, refused } from "./result.ts";

/** A calendar day in Europe/Rome, `YYYY-MM-DD`. Days compare as text: `"2025-12-24" < "2026-01-01"`. */
export type Day = string;

// Made with the first day that is asked: it costs more than loading all the rest of this folder.
let romeCalendar: Intl.DateTimeFormat | undefined;
const inRome = (): Intl.DateTimeFormat => {
  romeCalendar ??= new Intl.DateTimeFormat("en-CA", {
    timeZone: "Europe/Rome",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return romeCalendar;
};

/**
 * The calendar day in Europe/Rome at an instant (ISO 8601 with offset or `Z`).
 *
 * The legal date of an act is the day of its place, not of the server: 31 December at 23:30 in London is already the
 * next year in Rome.
 *
 * @throws {RangeError} when the text is not an instant: instants come from our own clock.
 */
export function romeDay(instant: string): Day {
  if (!/T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(instant)) throw new RangeError(`not an instant with its offset: ${instant}`);
  const parts = inRome().formatToParts(new Date(instant));
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** A day as Italian acts print it: `24/12/2025`. */
export function printDay(day: Day): string {
  const [year, month, date] = day.split("-");
  return `${date}/${month}/${year}`;
}

/** As Italian writes them, in lower case, January first. */
export const italianMonths: readonly string[] = [
  "gennaio",
  "febbraio",
  "marzo",
  "aprile",
  "maggio",
  "giugno",
  "luglio",
  "agosto",
  "settembre",
  "ottobre",
  "novembre",
  "dicembre",
];

/** A day in words: `24 dicembre 2025`; the first of a month is `1º`. */
export function printDayInWords(day: Day): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const number = Number(date) === 1 ? "1º" : String(Number(date));
  return `${number} ${italianMonths[Number(month) - 1]} ${year}`;
}

export type DayRefusal = { readonly code: "DAY_NOT_ITALIAN" | "DAY_DOES_NOT_EXIST"; readonly found: string };

/** Reads `24/12/2025` or `24 dicembre 2025`. 29 February exists in leap years only. */
export function parseItalianDay(text: string): Result<Day, DayRefusal> {
  const found = text.slice(0, 64);
  const match = /^\s*(\d{1,2})(?:º|°)?(?:\/(\d{1,2})\/|\s+([a-z]+)\s+)(\d{4})\s*$/i.exec(found);
  if (match === null) return refused({ code: "DAY_NOT_ITALIAN", found });
  const [, date = "", digits, word = "", year = ""] = match;
  const month = digits === undefined ? italianMonths.indexOf(word.toLowerCase()) + 1 : Number(digits);
  if (digits === undefined && month === 0) return refused({ code: "DAY_NOT_ITALIAN", found });
  const day = `${year}-${String(month).padStart(2, "0")}-${date.padStart(2, "0")}`;
  return isDay(day) ? accepted(day) : refused({ code: "DAY_DOES_NOT_EXIST", found });
}

/** True for a day that exists in the calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The day that comes `count` days after (before, when negative). Calendar arithmetic: no hours, no summer time. */
export function addDays(day: Day, count: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  return new Date(date.getTime() + count * 86_400_000).toISOString().slice(0, 10);
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** The month of a day, `YYYY-MM`. */
export function monthOf(day: Day): string {
  return day.slice(0, 7);
}
