import type { ActData } from "../act-data.ts";
import { type Cents, isVatRate, printAmount, sumCents, vatOf } from "../money.ts";
import type { Check, Hit } from "./finding.ts";
import { linePlace, places } from "./places.ts";

type Line = ActData["lines"][number];

/** True when IMP-01 fires: every comparison of lines with the total is then meaningless (the cascade rule). */
function linesDisagree(act: ActData): boolean {
  return (
    act.totals !== undefined && act.lines.length > 0 && sumCents(act.lines.map((line) => line.net)) !== act.totals.net
  );
}

const linesAddUp: Check = ({ act }) => {
  if (act.totals === undefined || !linesDisagree(act)) return [];
  const sum = sumCents(act.lines.map((line) => line.net));
  const values = { sum: printAmount(sum), net: printAmount(act.totals.net), gap: printAmount(act.totals.net - sum) };
  return [{ code: "IMP-01", where: places.totals, values }];
};

/** VAT that each rate's lines give together, as invoices sum it up; `undefined` with a rate that the law does not have. */
function vatByRate(lines: readonly Line[]): Cents | undefined {
  const nets = new Map<number, Cents>();
  for (const line of lines) nets.set(line.vatRate, (nets.get(line.vatRate) ?? 0) + line.net);
  let sum = 0;
  for (const [rate, net] of nets) {
    if (!isVatRate(rate)) return undefined;
    sum += vatOf(net, rate);
  }
  return sum;
}

function expectedVat(act: ActData): Cents | undefined {
  if (act.totals === undefined) return undefined;
  const { net, vatRate } = act.totals;
  const mixed = act.lines.some((line) => line.vatRate !== vatRate);
  if (mixed && !linesDisagree(act)) return vatByRate(act.lines);
  return isVatRate(vatRate) ? vatOf(net, vatRate) : undefined;
}

const vatOfTotal: Check = ({ act }) => {
  const expected = expectedVat(act);
  if (act.totals === undefined || expected === undefined || expected === act.totals.vat) return [];
  const { net, vat, vatRate } = act.totals;
  const values = { rate: vatRate, net: printAmount(net), expected: printAmount(expected), found: printAmount(vat) };
  const mixed = act.lines.some((line) => line.vatRate !== vatRate);
  return [{ code: "IMP-02", where: places.totals, values, ...(mixed ? { variant: "mixed" } : {}) }];
};

const vatLineByLine: Check = ({ act }) => {
  const onTotal = expectedVat(act);
  if (onTotal === undefined || act.lines.length === 0 || linesDisagree(act)) return [];
  const perLine = act.lines.map((line) => (isVatRate(line.vatRate) ? vatOf(line.net, line.vatRate) : undefined));
  if (perLine.includes(undefined)) return [];
  const sum = sumCents(perLine.filter((vat) => vat !== undefined));
  if (sum === onTotal) return [];
  return [{ code: "IMP-03", where: places.totals, values: { sum: printAmount(sum), gap: printAmount(sum - onTotal) } }];
};

const totalAddsUp: Check = ({ act }) => {
  if (act.totals === undefined) return [];
  const { net, vat, total } = act.totals;
  if (net + vat === total) return [];
  const values = {
    net: printAmount(net),
    vat: printAmount(vat),
    sum: printAmount(net + vat),
    total: printAmount(total),
  };
  return [{ code: "IMP-04", where: places.totals, values }];
};

const ratesExist: Check = ({ act }) => {
  const rates = [...act.lines.map((line) => line.vatRate), ...(act.totals === undefined ? [] : [act.totals.vatRate])];
  const unknown = [...new Set(rates)].filter((rate) => !isVatRate(rate));
  return unknown.map((rate) => ({
    code: "IMP-05",
    where: places.totals,
    values: { rate: String(rate).replace(".", ",") },
  }));
};

const zeroRateHasNature: Check = ({ act }) =>
  act.lines
    .filter((line) => line.vatRate === 0 && (line.vatNature ?? "").trim() === "")
    .map((line) => ({ code: "IMP-06", where: linePlace(line.name), values: { name: line.name } }));

const grossOfLines: Check = ({ act }) => act.lines.flatMap(grossHit);

function grossHit(line: Line): readonly Hit[] {
  if (line.gross === undefined || !isVatRate(line.vatRate)) return [];
  const expected = line.net + vatOf(line.net, line.vatRate);
  if (line.gross === expected) return [];
  const values = {
    name: line.name,
    net: printAmount(line.net),
    rate: line.vatRate,
    expected: printAmount(expected),
    found: printAmount(line.gross),
  };
  return [{ code: "IMP-07", where: linePlace(line.name), values }];
}

/** IMP: the economic framework agrees with itself. */
export const amountChecks: readonly Check[] = [
  linesAddUp,
  vatOfTotal,
  vatLineByLine,
  totalAddsUp,
  ratesExist,
  zeroRateHasNature,
  grossOfLines,
];
