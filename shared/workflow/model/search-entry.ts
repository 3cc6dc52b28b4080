import * as z from "zod";
import type { PublishedView } from "./published-data.ts";

/**
 * What searches and lists know of a published act: only what its published rendition says, so that a word that omissis
 * took away is not found either.
 */
export const searchEntrySchema = z.strictObject({
  actId: z.string(),
  year: z.int(),
  number: z.int(),
  /** Day of adoption. */
  date: z.iso.date(),
  subject: z.string(),
  department: z.string(),
  contractor: z.string().nullable(),
  vatNumber: z.string().nullable(),
  cig: z.string().nullable(),
  /** Cents; null when the act spends nothing. */
  total: z.int().nullable(),
  effect: z.enum(["NONE", "PENDING_VISTO", "EXECUTIVE", "VISTO_REFUSED"]),
  rendition: z.enum(["integrale", "omissis"]),
  albo: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
  /** Last day in Amministrazione trasparente. */
  transparencyTo: z.iso.date(),
  publishedAt: z.string(),
  updatedAt: z.string(),
  /** SHA-256 of the file that stands for the act: the signed original, or the text with omissis. */
  sha256: z.string(),
});
export type SearchEntry = z.infer<typeof searchEntrySchema>;

export function searchEntryOf({ head, data }: PublishedView): SearchEntry {
  const { registration, publication } = head;
  return {
    actId: head.actId,
    year: registration.year,
    number: registration.number,
    date: registration.date,
    subject: data.subject,
    department: data.department ?? "",
    contractor: data.contract?.name ?? null,
    vatNumber: data.contract?.vatNumber ?? null,
    cig: data.cig ?? null,
    total: head.total,
    effect: head.effect,
    rendition: publication.rendition,
    albo: { from: publication.albo.from, to: publication.albo.to },
    transparencyTo: publication.transparency.to,
    publishedAt: publication.at,
    updatedAt: head.updatedAt,
    sha256: publication.rendition === "omissis" && head.omissis?.file ? head.omissis.file.sha256 : head.signed.sha256,
  };
}

/** Without capitals, accents and the two kinds of apostrophe, so that `perche'` finds `Perché`'s page too. */
export const foldText = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/[’`´]/g, "'")
    .toLocaleLowerCase("it");
