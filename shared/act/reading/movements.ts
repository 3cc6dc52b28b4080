import type { ActData, Movement } from "../act-data.ts";
import { parseCig } from "../codes/cig.ts";
import { isCup } from "../codes/cup.ts";
import { at, type Notes, present } from "./found.ts";
import type { BodyLine } from "./lines.ts";
import { joined } from "./paragraphs.ts";
import { amountsIn } from "./patterns.ts";

const typeMark = /(?:^|\n)\s{0,8}([UE])\s{0,3}\/\s{0,3}(Impegno|Prenotazione|Accertamento)(?=\s|$)/i;
const plan = /(?:[EU]\.)?\d\.\d{2}\.\d{2}\.\d{2}\.\d{3}(?!\d)/;
const headerWords =
  /^(?:Tipo|Movimento|Esercizio|Capitolo\/Articolo|Capitolo|Articolo|Piano|Finanziario|Soggetto|Importo|€|\s)+$/i;
/** More text than this is no row of the table. */
const longestRow = 4_000;

type Row = { readonly page: number; readonly texts: readonly string[] };

/** The rows of the accounting table and the number of those that begin like one and could not be read. */
export function readMovements(
  lines: readonly BodyLine[],
  notes: Notes,
): { rows: ActData["movements"]; unread: readonly Row[] } {
  const chunks = chunksOf(lines);
  const rows: Movement[] = [];
  // A table whose rows cannot even be told apart is one thing that was not read.
  const whole =
    lines.length > 0 && chunks.length === 0
      ? [{ page: lines[0]?.page ?? 1, texts: lines.slice(0, 20).map((one) => one.text) }]
      : [];
  const unread: Row[] = [...whole];
  for (const chunk of chunks) {
    const row = readRow(chunk);
    if (row === undefined) unread.push(chunk);
    else {
      notes.note(
        `movements[${rows.length}]`,
        joined(chunk.texts).slice(0, 400),
        at({ page: chunk.page, text: joined(chunk.texts) }),
      );
      rows.push(row);
    }
  }
  return { rows, unread };
}

/** From each type of movement to the next; a narrow column may break even the type. */
function chunksOf(lines: readonly BodyLine[]): readonly Row[] {
  const kept = lines.filter((line) => !headerWords.test(line.text.slice(0, 200)));
  const text = kept.map((line) => line.text).join("\n");
  const starts: number[] = [];
  let start = 0;
  for (const line of kept) {
    starts.push(start);
    start += line.text.length + 1;
  }
  const marks = Array.from(
    text.matchAll(new RegExp(typeMark, "gi")),
    ({ index }) => index + (text[index] === "\n" ? 1 : 0),
  );
  let row = 0;
  return marks.map((mark, index) => {
    while ((starts[row + 1] ?? Number.POSITIVE_INFINITY) <= mark) row += 1;
    const end = Math.min(marks[index + 1] ?? text.length, mark + longestRow);
    return { page: kept[row]?.page ?? 1, texts: text.slice(mark, end).trimEnd().split("\n") };
  });
}

function readRow({ texts }: Row): Movement | undefined {
  const detailsAt = texts.findIndex((text, index) => index > 0 && /^\s*Missione\b/i.test(text));
  const upper = detailsAt < 0 ? texts : texts.slice(0, detailsAt);
  // A blank cell is seen only where tabs part the cells; elsewhere a dash stands in it.
  const first = upper.map((text) => text.replace(/\t(?=\t)/g, "\t—")).join("\n");
  const mark = typeMark.exec(first);
  const row = joined(first.slice(mark?.[0].length ?? 0).split("\n"));
  const code = plan.exec(row);
  const type = typeOf(mark?.[1] ?? "", mark?.[2] ?? "");
  if (type === undefined || code === null) return undefined;
  const before = readChapter(row.slice(0, code.index).trim());
  const after = row.slice(code.index + code[0].length).trim();
  const amount = amountsIn(after).at(-1) ?? amountsIn(joined(texts.slice(upper.length))).at(-1);
  if (before === undefined || amount === undefined) return undefined;
  const negative = after[amount.index - 1] === "-";
  return present({
    type,
    ...before,
    financialPlan: code[0],
    ...readNumbers(after.slice(0, amount.index).replace(/-$/, "")),
    amount: negative ? -amount.cents : amount.cents,
    ...readDetails(joined(texts.slice(upper.length))),
  }) as Movement;
}

function typeOf(side: string, name: string): Movement["type"] | undefined {
  const written = `${side.toUpperCase()}/${name.charAt(0).toUpperCase()}${name.slice(1).toLowerCase()}`;
  return (["U/Impegno", "U/Prenotazione", "E/Accertamento"] as const).find((type) => type === written);
}

/** Source, year, chapter, description: the first word that is a year and has a chapter after it parts them. */
function readChapter(text: string) {
  const match =
    /(?:^|\s)((?:19|20|21)\d{2})\s{1,4}([\p{L}\d.-]{0,20}\d[\p{L}\d.-]{0,20})(?:\/(\d{1,10}))?(?=\s|$)\s{0,4}/u.exec(
      text,
    );
  if (match === null) return undefined;
  const [whole, year, chapter, article] = match;
  return {
    source: text.slice(0, match.index).trim() || undefined,
    financialYear: Number(year),
    chapter: chapter ?? "",
    article,
    chapterDescription: text.slice(match.index + whole.length).trim() || undefined,
  };
}

const nothing = /^[-–—]$/;

/** Subject and number, in the order of the table; a single one with a stroke is the movement's number. */
function readNumbers(text: string): { subjectId: string | undefined; number: string | null } {
  const words = text.split(" ").filter((word) => word !== "" && word !== "€");
  const value = (word: string | undefined) => (word === undefined || nothing.test(word) ? undefined : word);
  if (words.length === 1 && /\d\/\d/.test(words[0] ?? "")) return { subjectId: undefined, number: words[0] ?? null };
  return { subjectId: value(words[0]), number: value(words[1]) ?? null };
}

function readDetails(text: string) {
  const [, mission, programme] = /Missione e Programma:?\s{1,4}(\d{2})(?:\s{1,4}(\d{2}))?(?!\d)/i.exec(text) ?? [];
  const cig = /\bCIG:?\s{1,4}([A-Z0-9]{10})(?![A-Z0-9])/i.exec(text)?.[1]?.toUpperCase();
  const cup = /\bCUP:?\s{1,4}([A-Z0-9]{15})(?![A-Z0-9])/i.exec(text)?.[1]?.toUpperCase();
  const due = /Anno di Esigibilit[àa]'?:?\s{1,4}(\d{4})(?!\d)/i.exec(text)?.[1];
  const centre = /Centro di Costo:?\s{1,4}(?![-–—](?:\s|$))(\S{1,40})(?:\s{1,4}(.{1,200}))?$/i.exec(text);
  return {
    mission,
    programme,
    cig: cig ?? null,
    cup: cup !== undefined && isCup(cup) ? cup : (cup ?? null),
    dueYear: due === undefined ? undefined : Number(due),
    costCentre: centre?.[1] === undefined ? undefined : present({ code: centre[1], name: centre[2]?.trim() }),
  };
}

/** The act's own CIG and CUP where the text names them. */
export function readCodes(paragraphs: readonly { readonly page: number; readonly text: string }[], notes: Notes) {
  const find = (pattern: RegExp, right: (code: string) => boolean) => {
    for (const source of paragraphs)
      for (const match of source.text.matchAll(pattern)) {
        const code = match[1]?.toUpperCase();
        if (code !== undefined && right(code)) return { code, where: at(source, match.index) };
      }
    return undefined;
  };
  const cig = find(
    /\bCIG\b\s{0,3}(?:n\.|derivato|:)?\s{0,3}([A-Z0-9]{10})(?![A-Z0-9])/gi,
    (code) => /\d/.test(code) || parseCig(code).ok,
  );
  const cup = find(/\bCUP\b\s{0,3}(?:n\.|:)?\s{0,3}([A-Z0-9]{15})(?![A-Z0-9])/gi, (code) => /\d/.test(code));
  if (cig) notes.note("cig", cig.code, cig.where);
  if (cup) notes.note("cup", cup.code, cup.where);
  return { cig: cig?.code, cup: cup?.code };
}
