import type { Movement } from "../act-data.ts";
import { isMissionProgramme, parseFinancialPlan, suitsSide } from "../codes/accounts.ts";
import { printDay, yearOf } from "../dates.ts";
import { printAmount, sumCents } from "../money.ts";
import type { Check, Hit } from "./finding.ts";
import { movementPlace, places } from "./places.ts";
import { commitments, committedAmount, grossLineByLine } from "./spending.ts";

/** A check of each movement by itself; `n` is its number in the table, from 1. */
const each =
  (check: (movement: Movement) => readonly Omit<Hit, "where">[]): Check =>
  ({ act }) =>
    act.movements.flatMap((movement, index) =>
      check(movement).map((hit) => ({ ...hit, where: movementPlace(index), values: { n: index + 1, ...hit.values } })),
    );

const sumIsCommitment: Check = ({ act }) => {
  if (act.commitment === undefined || act.movements.length === 0) return [];
  const sum = sumCents(commitments(act).map((movement) => movement.amount));
  if (sum === act.commitment) return [];
  const values = { declared: printAmount(act.commitment), sum: printAmount(sum) };
  return [{ code: "MOV-01", where: places.commitment, values }];
};

/**
 * MOV-02, MOV-03, MOV-15: the commitment beside the approved total.
 *
 * A gap that VAT rounded line by line explains, or of no more cents than there are lines, is rounding: nobody will
 * commit two cents with a later act.
 */
const commitmentWithinTotal: Check = ({ act }) => {
  const committed = committedAmount(act);
  if (act.totals === undefined || committed <= 0) return [];
  const left = act.totals.total - committed;
  if (left === 0) return [];
  const rounding = left > 0 ? left <= Math.max(1, act.lines.length) : committed === grossLineByLine(act);
  if (rounding && Math.abs(left) <= Math.max(1, act.lines.length)) {
    return [{ code: "MOV-15", where: places.commitment, values: { gap: printAmount(Math.abs(left)) } }];
  }
  if (left > 0) return [{ code: "MOV-03", where: places.commitment, values: { left: printAmount(left) } }];
  const values = { committed: printAmount(committed), total: printAmount(act.totals.total) };
  return [{ code: "MOV-02", where: places.commitment, values }];
};

const amountIsPositive = each(({ amount }) =>
  amount > 0 ? [] : [{ code: "MOV-04", values: { amount: printAmount(amount) } }],
);

const planIsValid = each(({ financialPlan }) =>
  parseFinancialPlan(financialPlan).ok ? [] : [{ code: "MOV-05", values: { plan: financialPlan } }],
);

const missionIsValid = each(({ mission, programme }) => {
  if (mission === undefined && programme === undefined) return [];
  if (isMissionProgramme(mission ?? "", programme ?? "")) return [];
  return [{ code: "MOV-06", values: { code: `${mission ?? ""} ${programme ?? ""}`.trim() } }];
});

const titleSuitsType = each(({ financialPlan, type }) => {
  const plan = parseFinancialPlan(financialPlan);
  if (!plan.ok || suitsSide(plan.value, type === "E/Accertamento" ? "E" : "U")) return [];
  return [{ code: "MOV-07", values: { plan: financialPlan, type } }];
});

const dueYear = each(({ dueYear, financialYear }) => {
  if (dueYear === undefined || dueYear === financialYear) return [];
  return [{ code: dueYear < financialYear ? "MOV-08" : "MOV-09", values: { due: dueYear, year: financialYear } }];
});

const withinBudget: Check = ({ act }) => {
  const { budgetYears } = act;
  if (budgetYears === undefined) return [];
  const { from, to } = budgetYears;
  return act.movements.flatMap((movement, index): readonly Hit[] => {
    if (movement.financialYear >= from && movement.financialYear <= to) return [];
    return [
      { code: "MOV-10", where: movementPlace(index), values: { n: index + 1, year: movement.financialYear, from, to } },
    ];
  });
};

const numberAssigned = each(({ number }) => (number === null || number.trim() === "" ? [{ code: "MOV-11" }] : []));

const chapterAgrees: Check = ({ act }) => {
  const declared = act.commitmentChapter;
  const chapters = [...new Set(commitments(act).map((movement) => movement.chapter))];
  if (declared === undefined || chapters.length === 0 || chapters.includes(declared)) return [];
  return [{ code: "MOV-12", where: places.commitment, values: { declared, found: chapters.join(", ") } }];
};

const dueWhenServed: Check = ({ act }) => {
  const rows = commitments(act);
  const committedAll = act.totals !== undefined && committedAmount(act) >= act.totals.total;
  const ends = act.duration?.committedPartEnds ?? (committedAll ? act.duration?.end : undefined);
  if (ends === undefined || rows.length === 0) return [];
  const years = [...new Set(rows.map((row) => row.dueYear ?? row.financialYear))];
  const [year] = years;
  if (year === undefined || years.length > 1 || yearOf(ends) <= year) return [];
  return [{ code: "MOV-13", where: places.movements, values: { ends: printDay(ends), year } }];
};

const spendingHasMovements: Check = ({ act }) =>
  act.totals !== undefined && act.totals.total > 0 && act.movements.length === 0
    ? [{ code: "MOV-14", where: places.movements }]
    : [];

const revenueCovers: Check = ({ act }) => {
  const assessment = act.revenue?.assessment;
  if (assessment === undefined) return [];
  const values = { assessment: `${assessment.number}/${assessment.year}` };
  if (act.revenue?.amount === undefined) return [{ code: "MOV-16", where: places.revenue, values }];
  const committed = committedAmount(act);
  if (act.revenue.amount >= committed) return [];
  const amounts = { amount: printAmount(act.revenue.amount), committed: printAmount(committed) };
  return [{ code: "MOV-16", variant: "short", where: places.revenue, values: { ...values, ...amounts } }];
};

/** A number written year first, "2025/1126", in an act that writes the others number first. */
const numberForm: Check = ({ act }) => {
  const cited = act.revenue?.act;
  if (cited === undefined || !/^(?:19|20|21)\d{2}\/\d+$/.test(cited)) return [];
  return [{ code: "MOV-17", where: places.revenue, values: { cited } }];
};

/** MOV: the accounting table agrees with the decision, the budget and the dates of the service. */
export const movementChecks: readonly Check[] = [
  sumIsCommitment,
  commitmentWithinTotal,
  amountIsPositive,
  planIsValid,
  missionIsValid,
  titleSuitsType,
  dueYear,
  withinBudget,
  numberAssigned,
  chapterAgrees,
  dueWhenServed,
  spendingHasMovements,
  revenueCovers,
  numberForm,
];
