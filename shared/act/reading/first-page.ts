import type { ActData } from "../act-data.ts";
import { printDay } from "../dates.ts";
import { at, type Notes, present } from "./found.ts";
import type { BodyLine } from "./lines.ts";
import { joined } from "./paragraphs.ts";
import { dayIn, dayPattern } from "./patterns.ts";

type FirstPage = Partial<
  Pick<ActData, "number" | "year" | "date" | "subject" | "department" | "service" | "organ" | "kind">
> & { readonly body?: ActData["body"] };

const bodyLine =
  /^(?:COMUNE|PROVINCIA|UNIONE|CITT[AÀ]|REGIONE|AZIENDA|CONSORZIO|Comune|Provincia|Unione|Città|Regione|Azienda|Consorzio)(?:\s|$)[\p{L}\s'’().,-]{0,120}$/u;
const labelled = {
  department: /^(?:Settore|SETTORE|Area|AREA)\s*:?\s+(?=\S)/,
  service: /^(?:Servizio|SERVIZIO|Ufficio|UFFICIO)\s*:?\s+(?=\S)/,
} as const;
const organLine = /^IL\s+(DIRETTORE|DIRIGENTE|RESPONSABILE)\b/;
const subjectLine = /^(?:OGGETTO|Oggetto)\s*:?\s*/;
/** A heading is at most this many lines: an act without OGGETTO must not give its whole text as one. */
const longestSubject = 40;

/**
 * What the first page says before the text begins: body, kind, number and date, subject, department, service, organ.
 * `fallback` are the running heads of a copy, which repeat number and date.
 */
export function readFirstPage(lines: readonly BodyLine[], fallback: readonly BodyLine[], notes: Notes): FirstPage {
  const subjectAt = lines.findIndex((line) => subjectLine.test(line.text.trimStart()));
  const above = (subjectAt < 0 ? lines : lines.slice(0, subjectAt)).slice(0, 60);
  const subject = subjectAt < 0 ? undefined : readSubject(lines.slice(subjectAt, subjectAt + longestSubject), notes);
  const others = lines.filter((_, index) => index < subjectAt || index >= subjectAt + (subject?.lines ?? 0));
  return present({
    ...readBody(above, fallback, notes),
    ...readKind(above, notes),
    ...(readNumber(above, notes) ?? readNumber(fallback.slice(0, 20), notes) ?? {}),
    subject: subject?.text,
    department: readLabelled("department", others, notes),
    service: readLabelled("service", others, notes),
    organ: readOrgan(lines, notes),
  });
}

const smallWords = new Set([
  "di",
  "del",
  "della",
  "dello",
  "dei",
  "degli",
  "delle",
  "d",
  "e",
  "in",
  "su",
  "sul",
  "a",
  "al",
  "con",
  "per",
]);

/** "COMUNE DI CREMONA" as people write it. A name that is not all capitals is left as it is. */
export function inSmallLetters(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name
    .toLowerCase()
    .replace(/\p{L}+/gu, (word, index: number) =>
      index > 0 && smallWords.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1),
    );
}

function readBody(above: readonly BodyLine[], heads: readonly BodyLine[], notes: Notes) {
  const at0 = above.findIndex((line) => bodyLine.test(line.text.trim()));
  const line = above[at0];
  if (line === undefined) return {};
  // A narrow column breaks "COMUNE DI" from the name.
  const broken = /\s(?:DI|DEL|DELLA|DEI|DELLE)$/i.test(line.text.trim());
  const capitals = joined(above.slice(at0, at0 + (broken ? 2 : 1)).map((one) => one.text));
  // The running head, where there is one, writes the same name in small letters.
  const head = heads
    .map((one) => one.text.split(" – ")[0]?.trim() ?? "")
    .find((text) => text.toUpperCase() === capitals);
  notes.note("body.name", head ?? inSmallLetters(capitals), at({ page: line.page, text: capitals }));
  const before = above[at0 - 1]?.text.trim() ?? "";
  const place = before !== "" && capitals.endsWith(before.toUpperCase()) ? before : undefined;
  return { body: present({ name: head ?? inSmallLetters(capitals), place }) };
}

function readKind(above: readonly BodyLine[], notes: Notes) {
  const line = above.find((one) => /^determina(?:zione)?(?:\s+dirigenziale|\s+del\s|\s+n|\s*$)/i.test(one.text.trim()));
  if (line === undefined) return {};
  // What stands in columns beside it is the number's box.
  notes.note("kind", line.text.trim().split("\t")[0] ?? "", at(line));
  return { kind: "A.03.01" };
}

const numberAndDay = new RegExp(
  `(?:^|\\s|n\\.?\\s{0,2}|n[°º]\\s{0,2})(\\d{1,6})(?:\\s{0,2}/\\s{0,2}(\\d{4}))?\\s{1,6}(?:del|in data|dd\\.?)\\s{1,4}(${dayPattern})`,
  "iu",
);
const anyNumber = /(?:\bn\.|\bn[°º]|\bnumero|\bnr\.?)\s{0,3}(\d{1,6})(?:\s{0,2}\/\s{0,2}(\d{4}))?(?!\d)/i;
const anyDay = new RegExp(`(?:\\bdel|\\bdata:?|\\blì)\\s{1,3}(${dayPattern})`, "iu");

/** "2706/2025 del 24/12/2025", "N. 2706/2025 / del 24/12/2025", "n. 2706 del 24 dicembre 2025". */
function readNumber(above: readonly BodyLine[], notes: Notes) {
  // Number and date may stand on two lines of one box.
  const texts = above.map((line, index) => ({
    page: line.page,
    text: `${line.text.slice(0, 300)} ${(above[index + 1]?.text ?? "").slice(0, 120)}`.trim(),
  }));
  for (const source of texts) {
    const match = numberAndDay.exec(source.text);
    const date = match?.[3] === undefined ? undefined : dayIn(match[3]);
    if (match === null || date === undefined) continue;
    return noted(
      { number: Number(match[1]), year: Number(match[2] ?? date.slice(0, 4)), date },
      at(source, match.index),
      notes,
    );
  }
  const alone = texts
    .map((source) => ({ source, match: anyNumber.exec(source.text) }))
    .find(({ match }) => match?.[2] !== undefined);
  const day = texts.map((source) => anyDay.exec(source.text)?.[1]).find((text) => text !== undefined);
  if (alone?.match == null) return undefined;
  const date = day === undefined ? undefined : dayIn(day);
  return noted(
    { number: Number(alone.match[1]), year: Number(alone.match[2]), date },
    at(alone.source, alone.match.index),
    notes,
  );
}

function noted(
  read: { number: number; year: number; date: string | undefined },
  where: ReturnType<typeof at>,
  notes: Notes,
) {
  if (read.number === 0) return undefined;
  notes.note("number", read.number, where);
  notes.note("year", read.year, where);
  if (read.date !== undefined) notes.note("date", printDay(read.date), where);
  return present(read);
}

type Subject = { readonly text: string; readonly lines: number };

/** The lines after OGGETTO, up to the first that is another field, a heading, or a paragraph of its own. */
function readSubject(lines: readonly BodyLine[], notes: Notes): Subject | undefined {
  const [first] = lines;
  if (first === undefined) return undefined;
  const parts = [first.text.trimStart().replace(subjectLine, "")];
  for (const line of lines.slice(1)) {
    // "Servizio di trasporto" right under OGGETTO is the subject; further down it is the name of a service.
    if (joined(parts) !== "" && (line.gap === true || beginsAnother(line.text.trim()))) break;
    parts.push(line.text.trim());
  }
  const text = joined(parts);
  if (text === "") return undefined;
  notes.note("subject", text, at(first));
  return { text, lines: parts.length };
}

const beginsAnother = (text: string) =>
  organLine.test(text) || Object.values(labelled).some((label) => label.test(text)) || /^[A-ZÀ-Ú -]{6,40}$/.test(text);

function readLabelled(name: keyof typeof labelled, lines: readonly BodyLine[], notes: Notes): string | undefined {
  const index = lines.findIndex((line) => labelled[name].test(line.text.trim()));
  const line = lines[index];
  if (line === undefined) return undefined;
  const next = lines[index + 1];
  // A long name goes on below, as long as nothing says that another thing begins.
  const text = next?.text.trim() ?? "";
  const other = organLine.test(text) || Object.values(labelled).some((label) => label.test(text));
  const goesOn = next !== undefined && next.gap === false && !other;
  const value = joined([line.text.trim().replace(labelled[name], ""), goesOn ? next.text : ""]);
  notes.note(name, value, at(line));
  return value;
}

function readOrgan(lines: readonly BodyLine[], notes: Notes): ActData["organ"] | undefined {
  for (const line of lines) {
    const organ = organLine.exec(line.text.trim())?.[1];
    if (organ !== "DIRETTORE" && organ !== "DIRIGENTE" && organ !== "RESPONSABILE") continue;
    notes.note("organ", organ, at(line));
    return organ;
  }
  return undefined;
}
