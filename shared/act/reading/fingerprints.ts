import type { ActData } from "../act-data.ts";
import { parseFingerprint } from "../fingerprint.ts";
import { at, type Notes, type Where } from "./found.ts";
import type { BodyLine } from "./lines.ts";
import { joined } from "./paragraphs.ts";

type Recorded = ActData["recordedAttachments"][number];

/** One entry of ALLEGATI: its label, its impronta where it has one, and what else is said of it. */
export type AttachmentEntry = {
  readonly label: string;
  readonly title: string;
  readonly recorded: Recorded | undefined;
  /** What stands where an impronta should, and is none. */
  readonly wrong: string | undefined;
  readonly where: Where;
};

const entryMark =
  /^\s*(?:[-–•*]\s*)?(?:All(?:egato|\.)|ALL(?:EGATO|\.))\s{0,4}["«“']?([A-Z]{1,2}\d{0,2})["»”']?(?=[\s)(:–-]|$)/;
const midMark = /(?<=[\s*-])Allegato\s{1,4}([A-Z]{1,2}\d{0,2})\s{0,4}(?=\(\s{0,4}impronta)/gi;
const improntaWord = /impronta(?:\s{1,3}(?:sha-?256|digitale|informatica)){0,2}\s{0,3}[:=]?\s{0,3}/i;
/** An impronta spaced by the wildest layout ends before this. */
const longestEntry = 2_000;

/**
 * The entries of ALLEGATI. Every line that begins with "Allegato X" begins an entry; the impronta may be broken over
 * lines, spaced, in small letters or in base64. Without an ALLEGATI heading the whole text is searched for entries that
 * name an impronta.
 */
export function readEntries(lines: readonly BodyLine[], headed: boolean): readonly AttachmentEntry[] {
  const entries: { label: string; texts: string[]; page: number; length: number }[] = [];
  for (const line of lines.flatMap(splitAtMarks)) {
    const label = entryMark.exec(line.text)?.[1]?.toUpperCase();
    if (label !== undefined) entries.push({ label, texts: [line.text], page: line.page, length: line.text.length });
    else {
      const last = entries.at(-1);
      if (last === undefined || last.length > longestEntry) continue;
      last.texts.push(line.text);
      last.length += line.text.length;
    }
  }
  const read = entries.map(readEntry);
  return headed ? read : read.filter((entry) => entry.recorded !== undefined || entry.wrong !== undefined);
}

/** Two entries may stand on one line, as when a page was copied without its line ends. */
function splitAtMarks(line: BodyLine): readonly BodyLine[] {
  const cuts = Array.from(line.text.matchAll(midMark), (match) => match.index);
  if (cuts.length === 0) return [line];
  const starts = [0, ...cuts.filter((cut) => cut > 0)];
  return starts.map((start, index) => ({ ...line, text: line.text.slice(start, starts[index + 1]) }));
}

function readEntry({ label, texts, page }: { label: string; texts: readonly string[]; page: number }): AttachmentEntry {
  // A line end inside the hex is a blank here; `joined` would make nothing of a soft hyphen inside it.
  const whole = texts
    .join("\n")
    .slice(0, longestEntry)
    .replace(/\u00ad\n?/g, "");
  const where = at({ page, text: joined([whole]) });
  const word = improntaWord.exec(whole);
  const mark = entryMark.exec(whole)?.[0] ?? "";
  if (word === null)
    return { label, title: titleIn(whole.slice(mark.length)), recorded: undefined, wrong: undefined, where };
  const after = whole.slice(word.index + word[0].length);
  const before = titleIn(whole.slice(mark.length, word.index));
  const taken = takeFingerprint(after);
  const rest = after.slice(taken?.length ?? 0).replace(/^[^)\n]{0,60}\)/, "");
  const title = titleIn(rest) || before;
  if (taken === undefined) return { label, title, recorded: undefined, wrong: wrongImpronta(after), where };
  const algorithm = /sha-?\s?256/i.test(rest) || /sha-?256/i.test(word[0]) ? "SHA-256" : null;
  return { label, title, recorded: { label, fingerprint: taken.fingerprint, algorithm }, wrong: undefined, where };
}

/** Words by words until they make 64 hex digits or 44 characters of base64, and nothing after that. */
function takeFingerprint(text: string): { readonly fingerprint: string; readonly length: number } | undefined {
  let packed = "";
  for (const word of text.matchAll(/[^\s)]{1,200}/g)) {
    packed += word[0];
    const parsed = parseFingerprint(packed.replace(/[.;,]$/, ""));
    const end = word.index + word[0].length;
    // More hexadecimal right after it: a longer digest that was broken here, and no SHA-256.
    if (parsed.ok)
      return /^\s{1,20}[0-9A-Fa-f]{4,}(?=[\s)]|$)/.test(text.slice(end, end + 100))
        ? undefined
        : { fingerprint: parsed.value, length: end };
    if (packed.length > 64 || text[word.index + word[0].length] === ")") return undefined;
  }
  return undefined;
}

/** "(impronta non registrata nell'atto)" says that there is none; anything else with a digit is a broken one. */
function wrongImpronta(after: string): string | undefined {
  const written = after.split(")")[0]?.replace(/\s+/g, " ").trim() ?? "";
  return /^non\s|^[-–—]*$/i.test(written) || !/\d/.test(written.slice(0, 80)) ? undefined : written.slice(0, 90);
}

function titleIn(text: string): string {
  return joined(text.split("\n"))
    .replace(/\s{0,3}[–-]?\s{0,3}algoritmo.{0,200}$/i, "")
    .replace(/^[\s()):–-]+|[\s(–-]+$/g, "")
    .slice(0, 300);
}

/** What the entries record, in their order. Two improntas for one label are both kept: ALL-07 and a person decide. */
export function recordedOf(entries: readonly AttachmentEntry[], notes: Notes): Recorded[] {
  return entries.flatMap(({ label, recorded, where }) => {
    if (recorded === undefined) return [];
    notes.note(`recordedAttachments.${label}`, recorded.fingerprint, where);
    return [recorded];
  });
}
