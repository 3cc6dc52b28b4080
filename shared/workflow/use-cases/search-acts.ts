import { parseFingerprint, romeDay } from "../../act/index.ts";
import { keys } from "../model/keys.ts";
import { foldText, type SearchEntry, searchEntrySchema } from "../model/search-entry.ts";
import { allItems } from "../ports/items.ts";
import type { World } from "../world.ts";
import { fingerprintsByPrefix } from "./read-acts.ts";

type SearchWorld = Pick<World, "settings" | "items" | "objects" | "clock">;

/** What people look for; every part narrows. Texts are as they were typed. */
export type ActQuery = {
  /** Words of subject, department, company, CIG or `number/year`; all of them. */
  readonly words?: string | undefined;
  readonly year?: string | undefined;
  readonly number?: string | undefined;
  readonly cig?: string | undefined;
  readonly company?: string | undefined;
  readonly department?: string | undefined;
  /** Cents, both included. */
  readonly amountFrom?: number | undefined;
  readonly amountTo?: number | undefined;
  /** Days of adoption, `YYYY-MM-DD`, both included. */
  readonly dateFrom?: string | undefined;
  readonly dateTo?: string | undefined;
  /** SHA-256 of a file of the act, hex or base64. */
  readonly fingerprint?: string | undefined;
  /** Only what is on the notice board today. */
  readonly onAlbo?: boolean | undefined;
};

export type ActsFound = {
  /** The newest first. */
  readonly acts: readonly SearchEntry[];
  readonly total: number;
  /** Departments of all that can be found, for the filter. */
  readonly departments: readonly string[];
};

export type ActSearch = {
  readonly find: (query: ActQuery, page: { readonly from: number; readonly limit: number }) => Promise<ActsFound>;
  /** Everything that can be found of one year, the newest first. */
  readonly year: (year: number) => Promise<readonly SearchEntry[]>;
  readonly years: () => Promise<readonly number[]>;
};

type Row = { readonly entry: SearchEntry; readonly words: string; readonly company: string; readonly sector: string };
type Year = { readonly seq: number; readonly rows: ReadonlyMap<string, Row>; readonly sorted: readonly Row[] };

/**
 * The index of published acts, held in memory and brought up to date before each answer: one small query tells which
 * years changed, and of those only the changes are read. Memory is about 1.5 KB an act; what it costs the store does not
 * grow with the number of acts, but for the first answer of a process. What takes long, a pass over them all, is some milliseconds for ten thousand (`bench/portal.ts`).
 */
export function openActSearch(world: SearchWorld): ActSearch {
  let known: ReadonlyMap<number, Year> = new Map();
  let updating: Promise<void> | undefined;
  const update = async () => {
    const next = new Map(known);
    for await (const counter of allItems(world.items, { pk: keys.searchCounters(world.settings.tenant) })) {
      const year = Number(counter.sk);
      const before = next.get(year);
      if (before?.seq !== counter["seq"]) next.set(year, await readYear(world, year, before));
    }
    known = next;
  };
  const current = async () => {
    updating ??= update().finally(() => {
      updating = undefined;
    });
    await updating;
    const today = romeDay(world.clock());
    const years = [...known.keys()].sort((a, b) => b - a);
    return { today, years, rows: years.flatMap((year) => known.get(year)?.sorted ?? []) };
  };
  const isShown = (today: string) => (row: Row) => today <= row.entry.transparencyTo;
  return {
    find: async (query, page) => {
      const { today, rows } = await current();
      const matches = await matcher(world, query, today);
      const departments = new Set<string>();
      const acts: SearchEntry[] = [];
      let total = 0;
      for (const row of rows) {
        if (today > row.entry.transparencyTo) continue;
        departments.add(row.entry.department);
        if (!matches(row)) continue;
        if (total >= page.from && acts.length < page.limit) acts.push(row.entry);
        total += 1;
      }
      return { acts, total, departments: [...departments].filter(Boolean).sort((a, b) => a.localeCompare(b, "it")) };
    },
    year: async (year) => {
      const { today } = await current();
      return (known.get(year)?.sorted ?? []).filter(isShown(today)).map((row) => row.entry);
    },
    years: async () => {
      const { today, years } = await current();
      return years.filter((year) => known.get(year)?.sorted.some(isShown(today)));
    },
  };
}

async function readYear(world: SearchWorld, year: number, before: Year | undefined): Promise<Year> {
  const rows = new Map(before?.rows);
  let seq = before?.seq ?? 0;
  const from = String(seq + 1).padStart(10, "0");
  for await (const item of allItems(world.items, { pk: keys.searchLog(world.settings.tenant, year), sk: { from } })) {
    seq = Number(item.sk);
    if (typeof item["gone"] === "string") rows.delete(item["gone"]);
    else {
      const entry = searchEntrySchema.parse(item["entry"]);
      rows.set(entry.actId, rowOf(entry));
    }
  }
  const sorted = [...rows.values()].sort((a, b) => b.entry.number - a.entry.number);
  return { seq, rows, sorted };
}

function rowOf(entry: SearchEntry): Row {
  const { subject, department, contractor, vatNumber, cig, number, year } = entry;
  return {
    entry,
    words: foldText([subject, department, contractor, vatNumber, cig, `${number}/${year}`].filter(Boolean).join(" ")),
    company: foldText([contractor, vatNumber].filter(Boolean).join(" ")),
    sector: foldText(department),
  };
}

/** More words than these are not looked for: nobody types them, and each costs a pass. */
const mostWords = 20;

async function matcher(world: SearchWorld, query: ActQuery, today: string): Promise<(row: Row) => boolean> {
  const said = (text: string | undefined) => (text?.trim() ? foldText(text.trim().slice(0, 200)) : undefined);
  const words = said(query.words)?.split(/\s+/).slice(0, mostWords) ?? [];
  const [year, number, company, department] = [query.year, query.number, query.company, query.department].map(said);
  const cig = said(query.cig);
  const { amountFrom, amountTo, dateFrom, dateTo, onAlbo } = query;
  const holders = query.fingerprint?.trim() ? await holdersOf(world, query.fingerprint) : undefined;
  const between = <T extends string | number>(value: T, from: T | undefined, to: T | undefined) =>
    (from === undefined || value >= from) && (to === undefined || value <= to);
  const hasAmount = amountFrom !== undefined || amountTo !== undefined;
  return ({ entry, words: text, company: firm, sector }) =>
    (!onAlbo || between(today, entry.albo.from, entry.albo.to)) &&
    (!year || String(entry.year) === year) &&
    (!number || String(entry.number) === number.replace(/^0+(?=\d)/, "")) &&
    (!cig || foldText(entry.cig ?? "") === cig) &&
    (!company || firm.includes(company)) &&
    (!department || sector.includes(department)) &&
    (!hasAmount || (entry.total !== null && between(entry.total, amountFrom, amountTo))) &&
    between(entry.date, dateFrom, dateTo) &&
    (!holders || holders.has(entry.actId)) &&
    words.every((word) => text.includes(word));
}

/** Acts that a file belongs to. A text that is no impronta belongs to none. */
async function holdersOf(world: SearchWorld, text: string): Promise<ReadonlySet<string>> {
  const digest = parseFingerprint(text);
  if (!digest.ok) return new Set();
  const bucket = await fingerprintsByPrefix(world, digest.value.slice(0, 5));
  const found = bucket.ok ? bucket.value : [];
  return new Set(found.filter((one) => one.sha256 === digest.value).map((one) => one.actId));
}
