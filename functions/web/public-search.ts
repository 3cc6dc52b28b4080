import { parseAmount } from "../../shared/act/index.ts";
import type { ActQuery, ActSearch, SearchEntry } from "../../shared/workflow/index.ts";
import type { ActSummary, Paged, TransparencyQuery } from "../../web/views.ts";
import type { WebContext } from "./respond.ts";

/** Acts on a page of results: the page stays the same size whatever is found. */
export const pageSize = 20;
/** Beyond this a list is no longer read but harvested, and the open data are there for it. */
const furthest = 100_000;

const fields = ["q", "year", "number", "cig", "company", "sector", "min", "max", "from", "to", "impronta"] as const;

/** A search as the address gives it, and what of it could not be read. */
export type AskedSearch = {
  readonly query: TransparencyQuery;
  readonly search: ActQuery;
  readonly unread: readonly (readonly [field: "min" | "max" | "from" | "to", value: string])[];
};

export function readSearch(c: WebContext): AskedSearch {
  const query: TransparencyQuery = Object.fromEntries(
    fields.flatMap((name) => {
      const value = c.req.query(name)?.trim().slice(0, 200).toWellFormed();
      return value ? [[name, value]] : [];
    }),
  );
  const unread: [field: "min" | "max" | "from" | "to", value: string][] = [];
  const read = <T>(field: "min" | "max" | "from" | "to", reader: (text: string) => T | undefined) => {
    const text = query[field];
    const value = text === undefined ? undefined : reader(text);
    if (text !== undefined && value === undefined) unread.push([field, text]);
    return value;
  };
  // Whoever pastes an impronta in the first field they see means the file.
  const pasted = query.q !== undefined && /^[0-9a-f]{64}$/i.test(query.q) ? query.q : undefined;
  return {
    query,
    unread,
    search: {
      words: pasted ? undefined : query.q,
      year: query.year,
      number: query.number,
      cig: query.cig,
      company: query.company,
      department: query.sector,
      fingerprint: query.impronta ?? pasted,
      amountFrom: read("min", cents),
      amountTo: read("max", cents),
      dateFrom: read("from", day),
      dateTo: read("to", day),
    },
  };
}

/** Euro as people type them: 1250, 1.250, 1250,5, 1.250,00. */
function cents(text: string): number | undefined {
  const plain = /^(\d{1,12})(?:,(\d))?$/.exec(text);
  if (plain) return Number(plain[1]) * 100 + Number(plain[2] ?? 0) * 10;
  const grouped = /^\d{1,3}(\.\d{3})+$/.test(text) ? `${text},00` : text;
  const parsed = parseAmount(grouped);
  return parsed.ok ? parsed.value : undefined;
}

function day(text: string): string | undefined {
  // A browser's own date field sends the first, people who type write the second.
  const [, iso1, iso2, iso3] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const [, it1, it2, it3] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text) ?? [];
  const [year, month, date] = [iso1 ?? it3, iso2 ?? it2?.padStart(2, "0"), iso3 ?? it1?.padStart(2, "0")];
  return Number(year) > 1900 && Number(month) >= 1 && Number(month) <= 12 && Number(date) >= 1 && Number(date) <= 31
    ? `${year}-${month}-${date}`
    : undefined;
}

/** Where the page begins, as `da` in the address. */
export const firstOf = (c: WebContext): number =>
  Math.min(furthest, Math.max(0, Math.trunc(Number(c.req.query("da") ?? 0)) || 0));

/** One page of what answers, with the addresses around it. */
export async function pageOf(
  search: ActSearch,
  asked: { readonly query: ActQuery; readonly path: string; readonly params?: Readonly<Record<string, string>> },
  from: number,
): Promise<Paged & { readonly departments: readonly string[] }> {
  const { acts, total, departments } = await search.find(asked.query, { from, limit: pageSize });
  const href = (at: number) => {
    const params = new URLSearchParams({ ...asked.params, ...(at > 0 ? { da: String(at) } : {}) }).toString();
    return params ? `${asked.path}?${params}` : asked.path;
  };
  return {
    acts: acts.map(summaryOf),
    total,
    from,
    departments,
    nextHref: total > from + pageSize ? href(from + pageSize) : undefined,
    previousHref: from > 0 ? href(Math.max(0, from - pageSize)) : undefined,
  };
}

export const summaryOf = (entry: SearchEntry): ActSummary => entry;
