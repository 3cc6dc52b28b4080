import type { SearchEntry } from "../model/search-entry.ts";

/** Columns of the yearly file, in Italian as those who open it are; added to at the end, never renamed. */
export const csvColumns = [
  "anno",
  "numero",
  "data",
  "oggetto",
  "settore",
  "affidatario",
  "partita_iva",
  "cig",
  "importo",
  "efficacia",
  "versione",
  "albo_dal",
  "albo_al",
  "trasparenza_al",
  "impronta_sha256",
  "indirizzo",
] as const;

const effects = {
  NONE: "nessuna",
  PENDING_VISTO: "in attesa di visto",
  EXECUTIVE: "esecutivo",
  VISTO_REFUSED: "visto negato",
} as const;

/** Euro with a point, as machines read them; empty where the act spends nothing. */
const euro = (cents: number | null) => (cents === null ? "" : (cents / 100).toFixed(2));

/** A text that a spreadsheet would run as a formula is kept a text by the sign that spreadsheets know for it. */
const inert = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

/**
 * RFC 4180, UTF-8 with a byte order mark: without it the spreadsheet that most offices have reads accents wrong. The
 * oldest act first, so that a new one only adds to the end.
 */
export function actsCsv(entries: readonly SearchEntry[], baseUrl: string): string {
  const rows = entries
    .toSorted((a, b) => a.number - b.number)
    .map((entry) => [
      String(entry.year),
      String(entry.number),
      entry.date,
      inert(entry.subject),
      inert(entry.department),
      inert(entry.contractor ?? ""),
      inert(entry.vatNumber ?? ""),
      inert(entry.cig ?? ""),
      euro(entry.total),
      effects[entry.effect],
      entry.rendition,
      entry.albo.from,
      entry.albo.to,
      entry.transparencyTo,
      entry.sha256,
      `${baseUrl}/trasparenza/${entry.year}/${entry.number}`,
    ]);
  return `\uFEFF${[csvColumns, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}
