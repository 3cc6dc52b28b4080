import type { Lang } from "./views.ts";

const locale = { it: "it-IT", en: "en-GB" } as const;
const rome = "Europe/Rome";

/** Cents as people write them: `€ 77.944,31` in Italian, as acts do, `€77,944.31` in English. Exact for every integer. */
export function amount(cents: number, lang: Lang): string {
  const sign = cents < 0 ? "-" : "";
  const digits = String(Math.abs(cents)).padStart(3, "0");
  const decimal = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}` as `${number}`;
  const style =
    lang === "it" ? ({ minimumFractionDigits: 2 } as const) : ({ style: "currency", currency: "EUR" } as const);
  const printed = new Intl.NumberFormat(locale[lang], { ...style, useGrouping: "always" }).format(decimal);
  return lang === "it" ? `€\u00a0${printed}` : printed;
}

/** A stored sentence of an earlier release, with its amounts as they are written now. */
export const euroFirst = (sentence: string): string => sentence.replace(/(-?[\d.]+(?:,\d{2})?) €/g, "€\u00a0$1");

/** A line never ends between the day and its month. */
const kept = (text: string): string => text.replace(/^(\d+) /, "$1\u00a0");

/** A calendar day, `YYYY-MM-DD`, in words: `24 dicembre 2025`. It has no zone, so none is applied. */
export function day(date: string, lang: Lang): string {
  return kept(
    new Intl.DateTimeFormat(locale[lang], { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`)),
  );
}

/** A calendar day in figures: `24/12/2025`. */
export function shortDay(date: string): string {
  const [year, month, dayOfMonth] = date.split("-");
  return `${dayOfMonth}/${month}/${year}`;
}

/** An instant as clocks in Italy show it: `24 dicembre 2025, ore 11:05`. */
export function moment(instant: string, lang: Lang): string {
  const at = new Date(instant);
  const date = kept(new Intl.DateTimeFormat(locale[lang], { dateStyle: "long", timeZone: rome }).format(at));
  const time = new Intl.DateTimeFormat(locale[lang], { timeStyle: "short", timeZone: rome, hourCycle: "h23" }).format(
    at,
  );
  return lang === "it" ? `${date}, ore\u00a0${time}` : `${date}, ${time} (Rome)`;
}

/** Bytes for people: `1,4 MB`, `812 byte`. Powers of ten, as file managers of today print them. */
export function fileSize(bytes: number, lang: Lang): string {
  const print = (value: number, unit: string) =>
    `${new Intl.NumberFormat(locale[lang], { maximumFractionDigits: 1 }).format(value)} ${unit}`;
  if (bytes < 1000) return print(bytes, lang === "it" ? "byte" : "bytes");
  if (bytes < 1e6) return print(bytes / 1000, "kB");
  if (bytes < 1e9) return print(bytes / 1e6, "MB");
  return print(bytes / 1e9, "GB");
}

/** First 16 digits of a digest in groups of four, to compare by eye with a mail or a paper. */
export function digestStart(digest: string): string {
  return (digest.slice(0, 16).match(/.{4}/g) ?? []).join(" ");
}

/** Puts values in the place of `«name»`. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/«(\w+)»/g, (whole, name: string) => String(values[name] ?? whole));
}
