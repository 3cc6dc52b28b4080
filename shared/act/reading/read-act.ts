import type { ActData, Block, Sections } from "../act-data.ts";
import { parseAct } from "../parse-act.ts";
import { readBudgetYears, readCitedActs, readNorms } from "./cited.ts";
import { readContract } from "./contract.ts";
import { readDeclared } from "./declared.ts";
import { type AttachmentEntry, readEntries, recordedOf } from "./fingerprints.ts";
import { readFirstPage } from "./first-page.ts";
import { type Found, type Notes, newNotes, present } from "./found.ts";
import { sortLines } from "./furniture.ts";
import { headingOn, isHalfHeading, type Part } from "./headings.ts";
import type { ActPages, BodyLine } from "./lines.ts";
import { type Missing, missingFrom } from "./missing.ts";
import { readCodes, readMovements } from "./movements.ts";
import { blocksOf, paragraphsOf, type ReadParagraph } from "./paragraphs.ts";
import { type Problem, problemsIn } from "./problems.ts";
import { readRoles } from "./roles.ts";
import { readSpending } from "./spending.ts";
import { readStatements } from "./statements.ts";

/** What was read of an act that exists, what was not, and what stands in it and could not be read. */
export type ReadAct = {
  /** Only what the text says. It is an `ActData` where `whole` is not null. */
  readonly act: Partial<ActData>;
  /** The same, parsed; null where not even body and subject were found. */
  readonly whole: ActData | null;
  readonly found: readonly Found[];
  readonly missing: readonly Missing[];
  readonly problems: readonly Problem[];
  readonly pages: number;
  /** Feet that were found and that there should be, for the check PAG-01. */
  readonly footers: { readonly found: number; readonly pages: number } | undefined;
};

/** More text than this is no act; the rest is not read, and that is said. */
export const mostCharacters = 4_000_000;

/**
 * Reads an act back from its lines: the fields of `ActData`, each with the place where it stands.
 *
 * Nothing is invented: a field that the text does not say is in `missing`, with what to do. Fields that only a person
 * can answer (outside funding, outgoing contractor, end of the phase that is committed for) are never guessed.
 * Time grows with the length of the text. Not promised: that the text of a PDF is what its pages show.
 */
export function readAct(pages: ActPages): ReadAct {
  const { kept, cut } = withinLimit(pages);
  const sorted = sortLines(kept);
  const parts = partsOf(sorted.body);
  const notes = newNotes();
  const paragraphs = paragraphsByPart(parts);
  const entries = readEntries(parts.attachments ?? sorted.body, parts.attachments !== undefined);
  const table = readMovements(parts.movements ?? [], notes);
  const act = assemble(parts, sorted.furniture, paragraphs, entries, table.rows, notes);
  const parsed = parseAct({ schema: "visto/act/1", ...act });
  return {
    act,
    whole: parsed.ok ? parsed.act : null,
    found: inOrder(notes.found),
    missing: missingFrom(act, entries, sorted.body),
    problems: problemsIn(entries, table.unread, parsed, act, cut, sorted.body),
    pages: pages.length,
    footers: sorted.footers,
  };
}

/** As the act itself goes: heading, who answers, text, money, table, attachments. */
const order: readonly string[] = [
  "body kind number year date subject department service organ roles sections precedingActs statements citedNorms",
  "contract cig cup totals lines commitment commitmentChapter revenue budgetActs budgetYears movements",
  "declaredAttachments recordedAttachments",
].flatMap((names) => names.split(" "));
const placeOf = (field: string) => order.indexOf(/^\w+/.exec(field)?.[0] ?? "");
const inOrder = (found: readonly Found[]) => found.toSorted((one, other) => placeOf(one.field) - placeOf(other.field));

function withinLimit(pages: ActPages): { readonly kept: ActPages; readonly cut: boolean } {
  let left = mostCharacters;
  const kept = pages.map((lines) =>
    lines.filter((line) => {
      left -= line.text.length + 1;
      return left >= 0;
    }),
  );
  return { kept, cut: left < 0 };
}

type Parts = Partial<Record<Part, readonly BodyLine[]>>;

/** The lines of each part, between its heading and the next. A part that comes again goes on. */
function partsOf(body: readonly BodyLine[]): Parts {
  const parts: Partial<Record<Part, BodyLine[]>> = { heading: [] };
  let part: Part = "heading";
  for (let index = 0; index < body.length; index += 1) {
    const line = body[index];
    if (line === undefined) break;
    const next = body[index + 1];
    const half = isHalfHeading(line.text) && next !== undefined;
    const heading = headingOn(half ? `${line.text.trim()} ${next.text.trim()}` : line.text);
    if (heading === undefined || part === "after") {
      parts[part]?.push(line);
      continue;
    }
    part = heading.part;
    parts[part] ??= [];
    if (half) index += 1;
    // Nothing above the first words of a part says anything of them.
    const { gap: _, outdent: _o, ...rest } = half ? next : line;
    if (heading.rest !== "") parts[part]?.push({ ...rest, text: heading.rest });
  }
  return parts;
}

type SectionParagraphs = Readonly<Record<keyof Sections, readonly ReadParagraph[]>>;

function paragraphsByPart(parts: Parts): SectionParagraphs {
  const of = (part: keyof Sections) => paragraphsOf(parts[part] ?? []);
  return {
    premises: of("premises"),
    motivation: of("motivation"),
    administrativeChecks: of("administrativeChecks"),
    accountingChecks: of("accountingChecks"),
    legislation: of("legislation"),
    // An act that writes no DECISIONE decides right after DETERMINA.
    decision: parts.decision ? of("decision") : paragraphsOf(parts.decides ?? []),
  };
}

function assemble(
  parts: Parts,
  furniture: readonly BodyLine[],
  text: SectionParagraphs,
  entries: readonly AttachmentEntry[],
  movements: ActData["movements"],
  notes: Notes,
): Partial<ActData> {
  const first = readFirstPage(parts.heading ?? [], furniture, notes);
  const all = Object.values(text).flat();
  const checks = [...text.administrativeChecks, ...text.accountingChecks];
  const sections = readSections(text, notes);
  const contract = readContract(text.decision, [...text.administrativeChecks, ...text.motivation], notes);
  const { cig, cup } = readCodes([...text.administrativeChecks, ...all], notes);
  return present({
    ...first,
    sections,
    roles: readRoles(furniture, parts.heading ?? [], all, notes),
    precedingActs: readCitedActs("precedingActs", text.premises, notes),
    statements: readStatements([...checks, ...text.motivation, ...text.decision], notes),
    citedNorms: readNorms(text.legislation, notes),
    ...readSpending(text.decision, text.motivation, notes),
    movements,
    budgetActs: readCitedActs("budgetActs", text.accountingChecks, notes),
    budgetYears: readBudgetYears(text.accountingChecks, notes),
    ...tableCodes({ cig, cup }, movements, notes),
    contract,
    duration: contract?.months === undefined ? undefined : present({ start: contract.start, months: contract.months }),
    declaredAttachments: readDeclared(text.decision, entries, notes),
    recordedAttachments: recordedOf(entries, notes),
  }) as Partial<ActData>;
}

/** Where the text names no CIG or CUP, the table's, when all of its rows agree. */
function tableCodes(
  own: { cig: string | undefined; cup: string | undefined },
  rows: ActData["movements"],
  notes: Notes,
) {
  const common = (name: "cig" | "cup") => {
    const codes = new Set(rows.map((row) => row[name] ?? null));
    const [only] = codes;
    if (own[name] !== undefined || codes.size !== 1 || !only) return own[name];
    const row = notes.found.find(({ field }) => field === "movements[0]");
    if (row) notes.note(name, only, row.where);
    return only;
  };
  return { cig: common("cig"), cup: common("cup") };
}

function readSections(text: SectionParagraphs, notes: Notes): Sections | undefined {
  const blocks: Record<keyof Sections, Block[]> = {
    premises: blocksOf(text.premises),
    motivation: blocksOf(text.motivation),
    administrativeChecks: blocksOf(text.administrativeChecks),
    accountingChecks: blocksOf(text.accountingChecks),
    legislation: blocksOf(text.legislation),
    decision: blocksOf(text.decision),
  };
  for (const [name, paragraphs] of Object.entries(text)) {
    const [first] = paragraphs;
    if (first)
      notes.note(`sections.${name}`, `${paragraphs.length} ${paragraphs.length === 1 ? "paragrafo" : "paragrafi"}`, {
        page: first.page,
        text: first.text.slice(0, 160),
      });
  }
  return Object.values(blocks).some((one) => one.length > 0) ? blocks : undefined;
}
