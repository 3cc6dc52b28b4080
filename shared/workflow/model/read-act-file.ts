import * as z from "zod";
import { type ActPages, pagesOfText, type ReadAct, readAct } from "../../act/reading/index.ts";
import { extractLines, UnreadablePdf, whyUnreadable } from "../../pdf/index.ts";
import { detectFormat, innerContent } from "../../signature/index.ts";

/** An existing act as its file says it. */
export type ReadActFile = {
  readonly read: ReadAct;
  /** Of the document itself, also where it lies in an envelope. */
  readonly format: "pdf" | "text";
  /** Signed envelopes around it (`.p7m`). */
  readonly envelopes: number;
  /** Pages of a PDF that show no text at all: scans. Counted from 1. */
  readonly blankPages: readonly number[];
};

/** Codes are public: added to, never renamed. */
const unreadCodes = [
  "ACT_INFECTED",
  "ACT_EMPTY",
  "ACT_TOO_LARGE",
  "ACT_ENCRYPTED",
  "ACT_TOO_LONG",
  "ACT_BROKEN",
  "ACT_WRONG_FORMAT",
] as const;

/** Why no act was read from a file. */
export const unreadActSchema = z.object({
  code: z.enum(unreadCodes),
  why: z.object({ it: z.string(), en: z.string() }),
});
export type UnreadAct = z.infer<typeof unreadActSchema>;

export type ActFileOutcome =
  | { readonly ok: true; readonly value: ReadActFile }
  | { readonly ok: false; readonly refusal: UnreadAct };

/** An act of 200 pages with its fonts is a tenth of this. */
export const largestActFile = 32 * 1024 * 1024;
/** No act has so many; a longer file is a collection, or an attack on the reader. */
const mostPages = 1_000;
const mostCharacters = 4_000_000;

/**
 * Reads an act from the bytes of a PDF or of a text, also inside `.p7m` envelopes. Signatures are another question.
 *
 * A scan is no refusal: it has pages, no text, and `read.missing` says so. Bounded by {@link largestActFile}, a thousand
 * pages and four million characters.
 */
export async function readActFile(bytes: Uint8Array): Promise<ActFileOutcome> {
  if (bytes.length === 0) return unread("ACT_EMPTY");
  if (bytes.length > largestActFile) return unread("ACT_TOO_LARGE", `${bytes.length}`);
  const inner = innerContent(bytes);
  if (inner === null) return unread("ACT_BROKEN", "p7m");
  const { content, envelopes } = inner;
  if (content.length === 0) return unread("ACT_EMPTY");
  const format = detectFormat(content);
  if (format === "pdf" || format === "pdf-a") return fromPdf(content, envelopes);
  const text = format === "text" ? decoded(content) : undefined;
  if (text === undefined) return unread("ACT_WRONG_FORMAT", format);
  return { ok: true, value: { read: readAct(pagesOfText(text)), format: "text", envelopes, blankPages: [] } };
}

async function fromPdf(content: Uint8Array, envelopes: number): Promise<ActFileOutcome> {
  let pages: ActPages;
  try {
    pages = await extractLines(content, { pages: mostPages, characters: mostCharacters });
  } catch (error) {
    if (!(error instanceof UnreadablePdf)) throw error;
    const codes = { encrypted: "ACT_ENCRYPTED", "too-long": "ACT_TOO_LONG", broken: "ACT_BROKEN" } as const;
    return unread(codes[whyUnreadable(error)], error.message.slice(0, 200));
  }
  const blankPages = pages.flatMap((lines, index) => (lines.length === 0 ? [index + 1] : []));
  return { ok: true, value: { read: readAct(pages), format: "pdf", envelopes, blankPages } };
}

/** UTF-8, or the Windows code page of older Italian programs where it is none. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8 is no fault: every byte has a letter in windows-1252.
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

const sentences: Readonly<Record<UnreadAct["code"], (found: string) => UnreadAct["why"]>> = {
  ACT_INFECTED: () => ({
    it: "Nel file è stato trovato un programma dannoso: non viene letto. Chiedere il file a chi lo ha prodotto.",
    en: "Malware was found in the file: it is not read. Ask whoever made the file for another.",
  }),
  ACT_EMPTY: () => ({ it: "Il file è vuoto: 0 byte.", en: "The file is empty: 0 bytes." }),
  ACT_TOO_LARGE: (found) => ({
    it: `Il file è di ${found} byte; un atto ne ha al massimo ${largestActFile}.`,
    en: `The file has ${found} bytes; an act has at most ${largestActFile}.`,
  }),
  ACT_ENCRYPTED: () => ({
    it: "Il PDF è protetto da password: chiedere il file senza protezione.",
    en: "The PDF is protected by a password: ask for the file without it.",
  }),
  ACT_TOO_LONG: (found) => ({
    it: `Il file è troppo lungo per un atto: trovato ${found.replace("at most", "al massimo").replace("pages", "pagine").replace("more than", "più di").replace("characters of text", "caratteri di testo")}.`,
    en: `The file is too long for an act: ${found}.`,
  }),
  ACT_BROKEN: (found) => ({
    it: `Il file non si legge: non è un PDF intero o la busta è rotta (${found}).`,
    en: `The file cannot be read: no whole PDF, or a broken envelope (${found}).`,
  }),
  ACT_WRONG_FORMAT: (found) => ({
    it: `Atteso un PDF, un .p7m che lo contiene, o un testo; trovato: ${found}.`,
    en: `Expected a PDF, a .p7m around one, or a text; found: ${found}.`,
  }),
};

const unread = (code: UnreadAct["code"], found = ""): ActFileOutcome => ({
  ok: false,
  refusal: { code, why: sentences[code](found) },
});

/** What is answered instead of reading a file in which a scanner found malware. */
export const infectedAct = unread("ACT_INFECTED");
