import type { ActData } from "../act-data.ts";
import { printDay, yearOf } from "../dates.ts";
import type { Check, Hit } from "./finding.ts";
import { places } from "./places.ts";

type CitedAct = ActData["precedingActs"][number];

function wrongDate(cited: CitedAct, day: string | undefined): readonly Hit[] {
  if (cited.date === undefined) return [];
  const name = `${cited.type} n. ${cited.number}${cited.year === undefined ? "" : `/${cited.year}`}`;
  const values = { name, date: printDay(cited.date) };
  if (cited.year !== undefined && cited.year !== yearOf(cited.date)) {
    return [{ code: "RIF-01", variant: "year", where: places.text, values: { ...values, year: cited.year } }];
  }
  if (day === undefined || cited.date <= day) return [];
  return [{ code: "RIF-01", where: places.text, values: { ...values, day: printDay(day) } }];
}

const citedBefore: Check = ({ act, day }) =>
  [...act.precedingActs, ...act.budgetActs].flatMap((cited) => wrongDate(cited, day));

/** RIF: the acts this one builds on. */
export const citedActChecks: readonly Check[] = [citedBefore];
