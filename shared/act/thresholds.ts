import type { Day } from "./dates.ts";

/**
 * A threshold or a term of law, with the days in which it holds and where it was read.
 *
 * Data, not code: a law that changes adds a row, and an act of last year is still judged by last year's row.
 * `secondary` sources were read in a commentary, not in the text of the law: the operator should confirm them.
 */
export type Threshold = {
  readonly id: ThresholdId;
  readonly value: number;
  readonly unit: "cents" | "days" | "years";
  readonly from: Day;
  readonly to?: Day;
  readonly source: string;
  readonly read: "primary" | "secondary";
};

export type ThresholdId =
  | "direct-award-services"
  | "direct-award-works"
  | "rotation-floor"
  | "platform-floor"
  | "requirements-check"
  | "smart-cig-ends"
  | "albo-days"
  | "transparency-years"
  | "durc-days";

/** Rows in the order of their start; the last one that holds on a day decides. */
export const thresholds: readonly Threshold[] = [
  {
    id: "direct-award-services",
    value: 14_000_000,
    unit: "cents",
    from: "2023-07-01",
    source: "art. 50 c. 1 lett. b) D.Lgs. 36/2023: importo inferiore a 140.000 euro",
    read: "secondary",
  },
  {
    id: "direct-award-works",
    value: 15_000_000,
    unit: "cents",
    from: "2023-07-01",
    source: "art. 50 c. 1 lett. a) D.Lgs. 36/2023: importo inferiore a 150.000 euro",
    read: "secondary",
  },
  {
    id: "rotation-floor",
    value: 500_000,
    unit: "cents",
    from: "2023-07-01",
    source: "art. 49 c. 6 D.Lgs. 36/2023: deroga per importi inferiori a 5.000 euro",
    read: "secondary",
  },
  {
    id: "platform-floor",
    value: 500_000,
    unit: "cents",
    from: "2024-01-01",
    source: "art. 25 D.Lgs. 36/2023 and ANAC: piattaforme di approvvigionamento",
    read: "secondary",
  },
  {
    id: "requirements-check",
    value: 4_000_000,
    unit: "cents",
    from: "2023-07-01",
    source: "art. 52 c. 1 D.Lgs. 36/2023: dichiarazione sostitutiva sotto i 40.000 euro",
    read: "secondary",
  },
  {
    id: "smart-cig-ends",
    value: 0,
    unit: "days",
    from: "2024-01-01",
    source: "ANAC del. 582/2023: dal 1º gennaio 2024 il CIG è rilasciato dalle piattaforme (PCP)",
    read: "secondary",
  },
  {
    id: "albo-days",
    value: 15,
    unit: "days",
    from: "2000-10-13",
    source: "art. 124 D.Lgs. 267/2000: quindici giorni consecutivi",
    read: "primary",
  },
  {
    id: "transparency-years",
    value: 5,
    unit: "years",
    from: "2013-04-20",
    source: "art. 8 c. 3 D.Lgs. 33/2013: cinque anni dal 1º gennaio dell'anno successivo",
    read: "secondary",
  },
  {
    id: "durc-days",
    value: 120,
    unit: "days",
    from: "2015-07-01",
    source: "D.M. 30 gennaio 2015, art. 7: validità 120 giorni",
    read: "secondary",
  },
];

/** The row that holds on a day, or `undefined` when the law had none then. */
export function thresholdAt(id: ThresholdId, day: Day): Threshold | undefined {
  return thresholds.findLast((row) => row.id === id && row.from <= day && (row.to === undefined || day <= row.to));
}
