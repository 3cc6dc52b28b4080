import type { Check, Place } from "../finding.ts";
import { places } from "../places.ts";
import type { Paragraph } from "./act-text.ts";

/** Openings that nothing closes. Closings alone are labels ("lettera a)") and are not counted. */
function unclosed(text: string): number {
  let open = 0;
  for (const character of text) {
    if (character === "(") open += 1;
    if (character === ")" && open > 0) open -= 1;
  }
  return open;
}

function joined(paragraphs: readonly Paragraph[]): Place {
  const unique = (language: "it" | "en") => [...new Set(paragraphs.map(({ where }) => where[language]))].join("; ");
  return { it: unique("it"), en: unique("en") };
}

const parentheses: Check = ({ text }) => {
  const found = (text?.paragraphs ?? []).filter((paragraph) => unclosed(paragraph.text) > 0);
  return found.length === 0 ? [] : [{ code: "TXT-01", where: joined(found), values: { places: joined(found) } }];
};

/** Doubled words that are good Italian ("via via", "man mano"). */
const rightlyDoubled = new Set(["via", "man", "piano", "passo", "quasi", "così", "poco", "giorno", "caso"]);

const repeatedWords: Check = ({ text }) => {
  const found = (text?.paragraphs ?? []).flatMap((paragraph) =>
    Array.from(paragraph.text.matchAll(/(?<![\p{L}'’])((?:\p{L}+['’])?\p{L}{2,})\s+\1(?!\p{L})/giu), (match) => ({
      paragraph,
      word: match[0],
      once: (match[1] ?? "").toLowerCase(),
    })).filter(({ once }) => !rightlyDoubled.has(once)),
  );
  if (found.length === 0) return [];
  const words = [...new Set(found.map(({ word }) => `«${word}»`))].join(", ");
  return [{ code: "TXT-02", where: joined(found.map(({ paragraph }) => paragraph)), values: { words } }];
};

/** Slips that have a shape: two words glued, a full stop before a small letter, a blank before a stop, "preso d'atto". */
const slips = [
  /\p{Ll}{3,}\p{Lu}\p{Ll}+/gu,
  /\b(?:19|20)\d{2}\. \p{Ll}+/gu,
  /\p{L}\w* [.,;:](?=\s|$)/gu,
  /\bpreso d['’]atto\b/giu,
];

const probableSlips: Check = ({ text }) => {
  const found = (text?.paragraphs ?? []).flatMap((paragraph) =>
    slips.flatMap((slip) => Array.from(paragraph.text.matchAll(slip), ([word]) => ({ paragraph, word }))),
  );
  if (found.length === 0) return [];
  const words = [...new Set(found.map(({ word }) => `«${word}»`))].join(", ");
  return [{ code: "TXT-03", where: joined(found.map(({ paragraph }) => paragraph)), values: { words } }];
};

const shortestRepetition = 20;

/** Two points of the decision that share twenty words in a row say the same thing twice. */
const repeatedPoints: Check = ({ text }) => {
  const points = (text?.paragraphs ?? []).filter(({ section }) => section === "decision");
  const windows = points.map((point) => wordWindows(point.text));
  return points.flatMap((point, index) => {
    const earlier = windows
      .slice(0, index)
      .findIndex((known) => [...(windows[index] ?? [])].some((run) => known.has(run)));
    const other = points[earlier];
    if (other === undefined) return [];
    return [{ code: "TXT-05" as const, where: point.where, values: { one: other.where, other: point.where } }];
  });
};

function wordWindows(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const runs = words
    .slice(shortestRepetition - 1)
    .map((_, end) => words.slice(end, end + shortestRepetition).join(" "));
  return new Set(runs);
}

/** PAG-01 speaks of an import: a footer that is not found may be lost in the extraction, not absent from the page. */
const footers: Check = ({ context: { footers: seen } }) =>
  seen === undefined || seen.found >= seen.pages
    ? []
    : [{ code: "PAG-01", where: places.footers, values: { found: seen.found, pages: seen.pages } }];

/** TXT and PAG: slips that have a shape. Spelling and sense are left to people. */
export const spellingChecks: readonly Check[] = [parentheses, repeatedWords, probableSlips, repeatedPoints, footers];
