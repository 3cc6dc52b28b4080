import type { ActLine, ActPages, BodyLine } from "./lines.ts";

/** The text of an act apart from what its pages repeat. */
export type Sorted = {
  readonly body: readonly BodyLine[];
  readonly furniture: readonly BodyLine[];
  /** Pages whose foot was found, and pages that the feet say there are: PAG-01. */
  readonly footers: { readonly found: number; readonly pages: number } | undefined;
};

const pageOfPages = /(?:^|\s)pag(?:ina|\.)?\s{0,3}(\d{1,5})\s{0,3}(?:\/|di)\s{0,3}(\d{1,5})\s{0,3}$/i;
/** Lines that only a foot has in this form; a narrow page breaks them. */
const footLine = [
  /^documento (?:informatico )?(?:firmato|sottoscritto) digitalmente\b.{0,300}(?:82\/2005\)?\.?|autografa\.?\)?)$/i,
  /^pratica trattata da:?\s\S.{1,120}$/i,
  /^responsabile del procedimento istruttorio\s?:\s?\S.{1,120}$/i,
  /^pag(?:ina|\.)?\s{0,3}\d{1,5}\s{0,3}(?:\/|di)\s{0,3}\d{1,5}$/i,
] as const;
const footBegins = /^(?:documento\b|pratica\b|responsabile\b|pag)/i;
const footOrgan = /^(?:il\s+)?(?:direttore|dirigente|responsabile)\s*:\s*\S/i;
/** What a name goes on with on the next line. */
const restOfName = /^(?:\p{Lu}[\p{L}'’.]{0,30}\s?){1,3}$/u;
/** A foot's longest line, broken by the narrowest column. */
const brokenInto = 14;
/** How near a page's end a repeated line must stand to be a running head or foot. */
const headLines = 4;
const footLines = 8;

/**
 * Parts the running heads and feet from the act's own text: what the PDF marks as an artifact, the feet that Italian
 * acts print (sentence, roles, `pag. n/N`), and whatever stands in the same words at the edge of every page.
 */
export function sortLines(pages: ActPages): Sorted {
  const repeated = repeatedAtEdges(pages);
  const body: BodyLine[] = [];
  const furniture: BodyLine[] = [];
  for (const [index, lines] of pages.entries()) {
    const known = knownFurniture(lines);
    furniture.push(...known.whole.map((text) => ({ text, page: index + 1 })));
    let moved = false;
    for (const [at, line] of lines.entries()) {
      if (known.lines.has(at)) {
        moved = true;
        continue;
      }
      const atEdge = at < headLines || at >= lines.length - footLines;
      const out = line.artifact === true || (atEdge && repeated.has(shapeOf(line.text)));
      if (out) furniture.push({ ...line, page: index + 1 });
      else body.push({ ...(moved ? withoutGap(line) : line), page: index + 1 });
      moved = out;
    }
  }
  return { body, furniture, footers: footersIn(furniture) };
}

/** After a foot or a head, the space above a line says nothing of paragraphs. */
function withoutGap({ gap: _, ...line }: ActLine): ActLine {
  return line;
}

type Known = { readonly lines: ReadonlySet<number>; readonly whole: readonly string[] };

/** The lines of a foot, and what they say once put together. */
function knownFurniture(lines: readonly ActLine[]): Known {
  const known = new Set<number>();
  const whole: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const taken = footFrom(lines, at);
    if (taken === undefined) continue;
    for (let line = at; line < at + taken.count; line += 1) known.add(line);
    whole.push(taken.text);
    at += taken.count - 1;
  }
  // "Direttore: …" may also stand in a text: it is a foot's line only beside others of a foot.
  for (const [at, line] of lines.entries()) {
    const near = [-3, -2, -1, 1, 2, 3].some((by) => known.has(at + by));
    if (known.has(at) || line.artifact === true || !near || !footOrgan.test(line.text.trim())) continue;
    const next = lines[at + 1];
    const broken = !/:\s*\S+\s+\S/.test(line.text) && next?.gap === false && restOfName.test(next.text.trim());
    known.add(at);
    if (broken) known.add(at + 1);
    whole.push(`${line.text.trim()}${broken ? ` ${next.text.trim()}` : ""}`);
  }
  return { lines: known, whole };
}

/** Some lines that together are one of a foot: as few as do, and the rest of a name that was broken. */
function footFrom(
  lines: readonly ActLine[],
  first: number,
): { readonly count: number; readonly text: string } | undefined {
  let text = "";
  for (let count = 1; count <= brokenInto; count += 1) {
    const line = lines[first + count - 1];
    if (line === undefined || line.artifact === true || line.text.length > 400) return undefined;
    if (count === 1 && !footBegins.test(line.text.trimStart())) return undefined;
    if (count > 1 && line.gap === true) return undefined;
    text = `${text} ${line.text}`.replace(/\s+/g, " ").trim();
    if (!footLine.some((pattern) => pattern.test(text))) continue;
    const next = lines[first + count];
    const name = text.split(/trattata da:?\s|:\s/).at(-1) ?? "";
    const broken = next?.gap === false && !name.includes(" ") && !/\d/.test(name) && restOfName.test(next.text.trim());
    return broken ? { count: count + 1, text: `${text} ${next.text.trim()}` } : { count, text };
  }
  return undefined;
}

const shapeOf = (text: string) => text.trim().replace(/\d+/g, "#").slice(0, 200);

/** Lines that stand, but for their digits, at the edge of every page of three or more. */
function repeatedAtEdges(pages: ActPages): ReadonlySet<string> {
  const shown = pages.filter((lines) => lines.length > 0);
  if (shown.length < 3) return new Set();
  const counts = new Map<string, number>();
  for (const lines of shown) {
    const edge = [...lines.slice(0, headLines), ...lines.slice(Math.max(headLines, lines.length - footLines))];
    for (const shape of new Set(edge.map((line) => shapeOf(line.text))))
      counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count === shown.length).map(([shape]) => shape));
}

function footersIn(furniture: readonly BodyLine[]): Sorted["footers"] {
  const seen = new Set<number>();
  let pages = 0;
  for (const line of furniture) {
    const [, n, of] = pageOfPages.exec(line.text.slice(-60)) ?? [];
    if (n === undefined || of === undefined || Number(n) < 1 || Number(n) > Number(of)) continue;
    seen.add(Number(n));
    pages = Math.max(pages, Number(of));
  }
  return pages === 0 ? undefined : { found: seen.size, pages };
}
