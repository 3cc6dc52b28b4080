import { parseAct, parseFingerprint } from "../../shared/act/index.ts";
import type { FingerprintComparison, Report } from "../../shared/signature/index.ts";
import type { Language } from "../io.ts";

/** An impronta that an act records: the letter of the attachment and 64 upper-case hex digits. */
export type Recorded = { readonly label: string; readonly fingerprint: string };

/** The ALLEGATI lines of an act, as the seed prints them, in a PDF's text, in Markdown or plain. */
const line = /Allegato\s+([A-Z]{1,2}\d{0,2})[\s*_]*\(\s*impronta\s*:\s*([0-9A-Fa-f\s\u00ad]{64,90}?)\)/giu;

/** The improntas recorded in the bytes of an act: JSON, PDF, a `.p7m` around one, or text. Empty when there are none. */
export async function recordedIn(bytes: Uint8Array, report: Report): Promise<Recorded[]> {
  const format = report.format;
  if (format === "pdf" || format === "pdf-a") return fromText(await pdfText(bytes));
  if (format !== "text" && format !== "xml" && format !== "other") return [];
  const text = new TextDecoder("utf-8").decode(bytes);
  return text.trimStart().startsWith("{") ? fromJson(text) : fromText(text);
}

function fromJson(text: string): Recorded[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Text that begins like JSON and is none: it has no ALLEGATI lines that could be trusted either.
    return [];
  }
  const parsed = parseAct(json);
  if (!parsed.ok) return [];
  return parsed.act.recordedAttachments.flatMap(({ label, fingerprint }) => recorded(label, fingerprint));
}

function fromText(text: string): Recorded[] {
  return [...text.matchAll(line)].flatMap((match) => recorded(match[1] ?? "", match[2] ?? ""));
}

function recorded(label: string, text: string): Recorded[] {
  const parsed = parseFingerprint(text.replace(/\u00ad/g, ""));
  return parsed.ok ? [{ label: label.toUpperCase(), fingerprint: parsed.value }] : [];
}

async function pdfText(bytes: Uint8Array): Promise<string> {
  const { extractText, UnreadablePdf } = await import("../../shared/pdf/index.ts");
  try {
    return (await extractText(bytes)).pages.join("\n");
  } catch (error) {
    // A PDF whose text cannot be read records nothing: the file itself is still verified.
    if (error instanceof UnreadablePdf) return "";
    throw error;
  }
}

/**
 * Which recorded impronta a file has: its own bytes, or the content of its envelope (the field's oldest confusion).
 *
 * A file that has none is compared with the slot that its name or its place suggests, so that both digests can be shown.
 */
export function compareWithAct(
  report: Report,
  all: readonly Recorded[],
  place: number,
  lang: Language,
): FingerprintComparison | null {
  const own = all.find(({ fingerprint }) => fingerprint === report.sha256);
  if (own !== undefined) return answer(own, "file", lang);
  for (let content = report.content; content !== null; content = content.content) {
    const digest = content.sha256;
    const inner = all.find(({ fingerprint }) => fingerprint === digest);
    if (inner !== undefined) return answer(inner, "content", lang);
  }
  const named = /allegat[oi][\s_-]*([a-z])(?![a-z])/i.exec(report.file)?.[1]?.toUpperCase();
  const suggested = all.find(({ label }) => label === named) ?? all[place] ?? all[0];
  return suggested === undefined ? null : answer(suggested, "none", lang, report.sha256);
}

function answer(
  { label, fingerprint }: Recorded,
  matches: FingerprintComparison["matches"],
  lang: Language,
  found = "",
): FingerprintComparison {
  const sentences = {
    file: [
      `È l'Allegato ${label}: l'impronta del file è quella registrata nell'atto.`,
      `It is Allegato ${label}: the file has the recorded impronta.`,
    ],
    content: [
      `Il documento dentro la busta firmata è l'Allegato ${label}; l'impronta registrata è quella del contenuto, non della busta.`,
      `The document inside the signed envelope is Allegato ${label}; the recorded impronta is the content's, not the envelope's.`,
    ],
    none: [
      `Non corrisponde: impronta registrata per l'Allegato ${label} ${fingerprint}, impronta del file ${found}.`,
      `No match: impronta recorded for Allegato ${label} ${fingerprint}, impronta of the file ${found}.`,
    ],
  } as const;
  return { label, recorded: fingerprint, matches, message: sentences[matches][lang === "it" ? 0 : 1] };
}
