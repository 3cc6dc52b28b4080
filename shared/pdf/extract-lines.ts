import { type ActLine, type ActPages, cleanLine } from "../act/reading/index.ts";
import { openPdf, type TextLimits, UnreadablePdf } from "./extract-text.ts";

const defaultLimits: TextLimits = { pages: 1_000, characters: 4_000_000 };

/** A blank wider than this share of the letters' height parts two cells of a table. */
const cellGap = 0.6;
/** Space above a line, as a multiple of the usual one, that begins a paragraph. */
const paragraphGap = 1.045;
/** Lines of one column: their left ends are this near, in points. */
const sameEdge = 3;
/** Lines whose left ends are nearer than this stand in one column. */
const sameColumn = 60;
/** How many lines around one tell how wide its column is. */
const neighbours = 8;

/**
 * The lines of a PDF with what their layout says of paragraphs: the space above, the left edge, how full they are.
 *
 * In the order of the content streams; cells of a table are parted by tabs. A page without text has no lines. Throws
 * {@link UnreadablePdf} also when there are more pages or characters than the limits. Not promised: that a page draws
 * what its text layer says.
 */
export async function extractLines(pdf: Uint8Array, limits: TextLimits = defaultLimits): Promise<ActPages> {
  const document = await openPdf(pdf);
  try {
    if (document.numPages > limits.pages)
      throw new UnreadablePdf(`${document.numPages} pages, at most ${limits.pages}`);
    const pages: (readonly Placed[])[] = [];
    let characters = 0;
    for (let n = 1; n <= document.numPages; n++) {
      const page = await document.getPage(n);
      const items = (await page.getTextContent({ includeMarkedContent: true })).items as readonly Item[];
      const lines = linesOf(items);
      characters += lines.reduce((sum, line) => sum + line.text.length, 0);
      if (characters > limits.characters) throw new UnreadablePdf(`more than ${limits.characters} characters of text`);
      pages.push(lines);
      page.cleanup();
    }
    const usual = usualSteps(pages);
    return pages.map((lines) => withLayout(lines, usual));
  } finally {
    await document.destroy();
  }
}

type Item = {
  readonly type?: string;
  readonly tag?: string;
  readonly id?: string | null;
  readonly str?: string;
  readonly hasEOL?: boolean;
  readonly transform?: readonly number[];
  readonly width?: number;
  readonly height?: number;
};

type Placed = { text: string; artifact: boolean; left: number; right: number; y: number; height: number };

/** Walks the marked content: what stands inside an artifact is furniture, a lone "-" with a replacement text is soft. */
function linesOf(items: readonly Item[]): readonly Placed[] {
  const lines: Placed[] = [];
  const open: ("artifact" | "replaced" | "content")[] = [];
  let line: Placed | undefined;
  const close = () => {
    if (line !== undefined && line.text.trim() !== "") lines.push(line);
    line = undefined;
  };
  for (const item of items) {
    if (item.type?.startsWith("begin")) {
      open.push(item.tag === "Artifact" ? "artifact" : item.tag === "Span" && !item.id ? "replaced" : "content");
    } else if (item.type === "endMarkedContent") open.pop();
    else {
      const artifact = open.includes("artifact");
      // A foot that follows the text on the same line end is a line of its own.
      if (line !== undefined && line.artifact !== artifact) close();
      line = placed(line, item, artifact, open.at(-1) === "replaced");
      if (item.hasEOL) close();
    }
  }
  close();
  return lines;
}

function placed(line: Placed | undefined, item: Item, artifact: boolean, replaced: boolean): Placed | undefined {
  const text = item.str ?? "";
  const [, , , , left = 0, y = 0] = item.transform ?? [];
  const width = item.width ?? 0;
  const height = item.height ?? 0;
  if (line === undefined) return text === "" ? undefined : { text, artifact, left, right: left + width, y, height };
  const isCell = text.trim() === "" && width > cellGap * Math.max(line.height, 1);
  line.text += isCell ? "\t" : text === "-" && replaced ? "\u00ad" : text;
  line.right = Math.max(line.right, left + width);
  line.height = Math.max(line.height, height);
  return line;
}

function withLayout(lines: readonly Placed[], usualOf: (line: Placed) => number): readonly ActLine[] {
  return lines.map((line, index) => {
    const above = lines[index - 1];
    const step = above === undefined || above.artifact ? undefined : above.y - line.y;
    // Upwards, or far down: the top of a column, of a page, or a cell. The layout says nothing there.
    const usual = usualOf(line);
    const known = step !== undefined && step > 0 && step < usual * line.height * 6;
    return {
      text: cleanLine(line.text),
      fill: fillOf(lines, index),
      ...(line.artifact ? { artifact: true } : {}),
      ...(known && usual > 0 ? { gap: step > usual * line.height * paragraphGap } : {}),
      ...(known && above !== undefined && line.left < above.left - sameEdge ? { outdent: true } : {}),
    };
  });
}

/** Lines of one size that are enough to tell the distance between them. */
const enough = 4;
/** Nearer than this, in multiples of their height, two lines belong together in any typesetting. */
const single = 1.24;

/**
 * The distance between two lines of one paragraph, as a multiple of their height: the smallest that is common among
 * lines of that size. A size that is rare, as of a heading, takes that of all lines.
 */
function usualSteps(pages: readonly (readonly Placed[])[]): (line: Placed) => number {
  const bySize = new Map<number, number[]>();
  for (const lines of pages)
    for (const [index, line] of lines.entries()) {
      const above = lines[index - 1];
      if (!above || line.artifact || above.artifact || line.height <= 0 || Math.abs(above.height - line.height) > 0.5)
        continue;
      const step = Math.round(((above.y - line.y) / line.height) * 100) / 100;
      if (step > 0.5 && step < 4) pushTo(bySize, sizeOf(line), step);
    }
  const all = smallestCommon([...bySize.values()].flat());
  const steps = new Map(
    [...bySize].map(([size, found]) => [size, found.length >= enough ? smallestCommon(found) : all]),
  );
  return (line) => Math.max(steps.get(sizeOf(line)) ?? all, single);
}

function pushTo(lists: Map<number, number[]>, size: number, step: number): void {
  const list = lists.get(size);
  if (list) list.push(step);
  else lists.set(size, [step]);
}

const sizeOf = (line: Placed) => Math.round(line.height * 2) / 2;

/** Few lines: any of their distances may be the one within paragraphs, because most of them are one line long. */
const few = 12;

/** Where paragraphs are short, the space between them is as common as the one within: of those, the smallest. */
function smallestCommon(steps: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return (
    Math.min(
      ...[...counts].filter(([step, count]) => count * 4 >= most || (most < few && step >= 1)).map(([step]) => step),
      4,
    ) % 4
  );
}

function fillOf(lines: readonly Placed[], index: number): number {
  const line = lines[index];
  if (line === undefined) return 1;
  const near = lines.slice(Math.max(0, index - neighbours), index + neighbours + 1);
  const around = near.filter((one) => !one.artifact && Math.abs(one.left - line.left) < sameColumn);
  const right = Math.max(...around.map((one) => one.right), line.right);
  const left = Math.min(...around.map((one) => one.left), line.left);
  return right > left ? (line.right - left) / (right - left) : 1;
}
