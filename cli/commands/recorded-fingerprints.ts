import { parseAct, parseFingerprint } from "../../shared/act/index.ts";
import type { FingerprintComparison, Report } from "../../shared/signature/index.ts";
import { readActFile } from "../../shared/workflow/index.ts";
import type { Language } from "../io.ts";

/** An impronta that an act records: the letter of the attachment and 64 upper-case hex digits. */
export type Recorded = { readonly label: string; readonly fingerprint: string };

/** What an act says of its attachments: those with an impronta, and the letters of those without. */
export type RecordedAct = { readonly recorded: readonly Recorded[]; readonly without: readonly string[] };

const nothing: RecordedAct = { recorded: [], without: [] };

/** What the bytes of an act record: JSON, PDF, text, or a `.p7m` around one. Nothing where they are no act. */
export async function recordedIn(bytes: Uint8Array): Promise<RecordedAct> {
  const json = jsonIn(bytes);
  if (json !== undefined) return fromJson(json);
  const outcome = await readActFile(bytes);
  // A file whose text cannot be read records nothing: the file itself is still verified.
  if (!outcome.ok) return nothing;
  return fromAct(outcome.value.read.act);
}

function jsonIn(bytes: Uint8Array): unknown {
  if (!/^(?:\xef\xbb\xbf)?\s*\{/.test(String.fromCharCode(...bytes.subarray(0, 64)))) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8").decode(bytes));
  } catch {
    // Text that begins like JSON and is none: it may still be an act's text.
    return undefined;
  }
}

function fromJson(json: unknown): RecordedAct {
  const parsed = parseAct(json);
  return parsed.ok ? fromAct(parsed.act) : nothing;
}

type Attachments = {
  readonly recordedAttachments?: readonly { readonly label: string; readonly fingerprint: string }[];
  readonly declaredAttachments?: readonly { readonly label: string }[];
};

function fromAct({ recordedAttachments = [], declaredAttachments = [] }: Attachments): RecordedAct {
  const recorded = recordedAttachments.flatMap(({ label, fingerprint }): Recorded[] => {
    const parsed = parseFingerprint(fingerprint);
    return parsed.ok ? [{ label: label.toUpperCase(), fingerprint: parsed.value }] : [];
  });
  const known = new Set(recorded.map(({ label }) => label));
  return { recorded, without: declaredAttachments.map(({ label }) => label).filter((label) => !known.has(label)) };
}

/** The letter that a file's name suggests: `allegato_B.pdf`, `All. B - offerta.pdf`, `B.pdf`. */
function labelInName(file: string): string | undefined {
  const name = file.split(/[/\\]/).at(-1) ?? "";
  const found = /all(?:egat[oi])?[\s_.-]*([a-z])(?![a-z])/i.exec(name) ?? /^([A-Z])(?=[\s_.-])/.exec(name);
  return found?.[1]?.toUpperCase();
}

/**
 * Which recorded impronta a file has: its own bytes, or the content of its envelope (the field's oldest confusion).
 *
 * Order and names do not count: the impronta decides, and a name that says another letter is told. A file that has none
 * is compared with the slot that its name or its place suggests, so that both digests can be shown. A file whose name
 * is that of an attachment without an impronta is compared with nothing: `recorded` is empty.
 */
export function compareWithAct(
  report: Report,
  { recorded: all, without }: RecordedAct,
  place: number,
  lang: Language,
): FingerprintComparison | null {
  const named = labelInName(report.file);
  const own = all.find(({ fingerprint }) => fingerprint === report.sha256);
  if (own !== undefined) return answer(own, "file", lang, { named });
  for (let content = report.content; content !== null; content = content.content) {
    const digest = content.sha256;
    const inner = all.find(({ fingerprint }) => fingerprint === digest);
    if (inner !== undefined) return answer(inner, "content", lang, { named });
  }
  if (named !== undefined && without.includes(named))
    return answer({ label: named, fingerprint: "" }, "none", lang, { found: report.sha256 });
  const suggested = all.find(({ label }) => label === named) ?? all[place] ?? all[0];
  return suggested === undefined ? null : answer(suggested, "none", lang, { found: report.sha256 });
}

type Known = { readonly named?: string | undefined; readonly found?: string };

function answer(
  { label, fingerprint }: Recorded,
  matches: FingerprintComparison["matches"],
  lang: Language,
  { named, found = "" }: Known,
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
      `Non corrisponde a nessuna impronta dell'atto: impronta registrata per l'Allegato ${label} ${fingerprint}, impronta del file ${found}.`,
      `No impronta of the act matches: recorded for Allegato ${label} ${fingerprint}, impronta of the file ${found}.`,
    ],
    unknown: [
      `L'atto non registra l'impronta dell'Allegato ${label}: non si può dire se il file è quello. Impronta del file ${found}.`,
      `The act records no impronta for Allegato ${label}: nobody can say whether this is the file. Its impronta is ${found}.`,
    ],
  } as const;
  const at = lang === "it" ? 0 : 1;
  const other = matches !== "none" && named !== undefined && named !== label;
  const swapped = [` Il nome del file dice ${named}.`, ` The file's name says ${named}.`][at];
  const message = sentences[fingerprint === "" ? "unknown" : matches][at] + (other ? swapped : "");
  return { label, recorded: fingerprint, matches, message };
}

/** Attachments of an act that no file among those given is, and those for which the act records no impronta. */
export type Left = { readonly missing: readonly string[]; readonly withoutFingerprint: readonly string[] };

export function leftOver({ recorded, without }: RecordedAct, seen: ReadonlySet<string>): Left {
  return {
    missing: recorded.map(({ label }) => label).filter((label) => !seen.has(label)),
    withoutFingerprint: without,
  };
}

/** The same for people; empty where nothing is left. */
export function leftText({ missing, withoutFingerprint }: Left, lang: Language): string {
  const it = lang === "it";
  const lines = [
    missing.length === 0
      ? ""
      : `${it ? "Allegati dell'atto che nessun file è" : "Attachments of the act that no file is"}: ${missing.join(", ")}`,
    withoutFingerprint.length === 0
      ? ""
      : `${it ? "Allegati di cui l'atto non registra l'impronta" : "Attachments without an impronta in the act"}: ${withoutFingerprint.join(", ")}`,
  ];
  return lines
    .filter(Boolean)
    .map((line) => `${line}\n`)
    .join("");
}
