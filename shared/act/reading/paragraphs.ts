import type { Block } from "../act-data.ts";
import type { BodyLine } from "./lines.ts";

/** A paragraph put together from its lines. */
export type ReadParagraph = {
  readonly style: Block["style"];
  readonly text: string;
  readonly page: number;
};

/** Longer ones are cut into several: no paragraph of an act comes near. */
const longestParagraph = 30_000;

const numberMark = /^\s*\(?(\d{1,3})\s?[.)](?=\s|$)\s*/;
const dashMark = /^\s*[-–—•*·](?=\s)\s*/;
const stop = /[.;:!?]["”»')]{0,3}\s{0,20}$/;
/** "n.", "art.", "D.Lgs.": their full stop ends no sentence. */
const abbreviation = /(?:^|[\s('’".])(?:\p{L}{1,2}|artt?|lett|comm|dott|ing|avv|sig|prot|pag|lgs|cfr|all|tel|cap)\.$/iu;
/** Whether a sentence may end with this line. Only its end is looked at: a line may be long. */
function endsSentence(line: string): boolean {
  const end = line.trimEnd().slice(-60);
  return stop.test(end) && !abbreviation.test(end);
}

const beginsSmall = /^\s*["“«'(]?\p{Ll}/u;

type Mark = { readonly style: "numbered" | "dash"; readonly length: number };

/**
 * The paragraphs of some lines. A line begins a new one by its mark ("1.", "–"), by the space above it, or where the
 * line before ended a sentence without filling the column. Across a page, only the words decide.
 */
export function paragraphsOf(lines: readonly BodyLine[]): readonly ReadParagraph[] {
  const ragged = raggedness(lines);
  const found: ReadParagraph[] = [];
  let parts: string[] = [];
  let length = 0;
  let open: { style: Block["style"]; page: number } | undefined;
  let number = 0;
  let before: BodyLine | undefined;
  const close = () => {
    const text = joined(parts);
    if (open && text !== "") found.push({ ...open, text });
    parts = [];
    length = 0;
  };
  for (const line of lines) {
    const mark = markOf(line, before, number);
    if (mark !== undefined || before === undefined || length > longestParagraph || beginsAnew(line, before, ragged)) {
      close();
      open = { style: mark?.style ?? "plain", page: line.page };
      if (mark?.style === "numbered") number += 1;
    }
    const text = line.text.slice(mark?.length ?? 0);
    parts.push(text);
    length += text.length;
    before = line;
  }
  close();
  return found;
}

function markOf(line: BodyLine, before: BodyLine | undefined, last: number): Mark | undefined {
  const numbered = numberMark.exec(line.text);
  const dashed = numbered === null ? dashMark.exec(line.text) : null;
  const mark = numbered ?? dashed;
  if (mark === null) return undefined;
  // A line that happens to begin with a number or a dash goes on from the one above, which it fills.
  const free = before === undefined || line.gap === true || line.outdent === true || endsSentence(before.text);
  if (!free && (before?.fill ?? 0) > 0.8) return undefined;
  if (numbered !== null && Number(numbered[1]) !== last + 1) return undefined;
  return { style: numbered === null ? "dash" : "numbered", length: mark[0].length };
}

const declares = /^\s*["“«]?allegat[oi]\s{1,2}["“«]?[A-Z]{1,2}\d{0,2}["”»]?\s?[).:]/i;

function beginsAnew(line: BodyLine, before: BodyLine, ragged: number): boolean {
  const ended = endsSentence(before.text);
  if (ended && declares.test(line.text)) return true;
  if (line.gap === true) return ended || !beginsSmall.test(line.text);
  const fill = before.fill ?? 1;
  if (line.gap === undefined) return ended && (!beginsSmall.test(line.text) || fill < ragged * 0.85);
  return ended ? fill < ragged * 0.85 : fill < ragged * 0.6 && !beginsSmall.test(line.text);
}

/** How full nine in ten of the lines are that another line follows without a gap: 1 where the text is justified. */
function raggedness(lines: readonly BodyLine[]): number {
  const fills = lines
    .flatMap((line, index) => (lines[index + 1]?.gap === false ? [line.fill ?? 1] : []))
    .sort((a, b) => a - b);
  return fills.length < 10 ? 1 : (fills[Math.floor(fills.length / 10)] ?? 1);
}

/**
 * Lines as one text. A typesetter's hyphen at the end of a line (U+00AD, U+2010, or "-" between small letters) joins a
 * word; every other line end is a blank.
 */
export function joined(lines: readonly string[]): string {
  let text = "";
  for (const line of lines) {
    const next = line.replace(/\s+/g, " ").trim();
    if (next === "") continue;
    const end = text.slice(-2);
    if (/\d[\u00ad\u2010]$/.test(end) && /^\d/.test(next)) text = `${text.slice(0, -1)}-${next}`;
    else if (/[\u00ad\u2010]$/.test(end) || (/\p{Ll}-$/u.test(end) && /^\p{Ll}/u.test(next)))
      text = text.slice(0, -1) + next;
    // "2025-" and "2027", "SHA-" and "256", "Emilia-" and "Romagna": the hyphen is the text's own.
    else if (/[\p{L}\d]-$/u.test(end)) text += next;
    else text += text === "" ? next : ` ${next}`;
  }
  return text.replace(/\u00ad/g, "");
}

/** What follows a numbered point belongs to it, as the acts print it. Numbers are the order, so they are not kept. */
export function blocksOf(paragraphs: readonly ReadParagraph[]): Block[] {
  const blocks: { style: Block["style"]; text: string; children?: Block[] }[] = [];
  let point: (typeof blocks)[number] | undefined;
  for (const { style, text } of paragraphs) {
    if (style === "numbered") {
      point = { style, text };
      blocks.push(point);
    } else if (point) {
      point.children ??= [];
      point.children.push({ style, text });
    } else blocks.push({ style, text });
  }
  return blocks;
}
