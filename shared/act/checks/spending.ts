import type { ActData, Movement } from "../act-data.ts";
import { type Cents, isVatRate, sumCents, vatOf } from "../money.ts";

/** Rows of the accounting table that commit spending (impegni). */
export function commitments(act: ActData): readonly Movement[] {
  return act.movements.filter((movement) => movement.type === "U/Impegno");
}

/** What the act commits, cents: as the decision says, or else the sum of the impegni. 0 when it commits nothing. */
export function committedAmount(act: ActData): Cents {
  return act.commitment ?? sumCents(commitments(act).map((movement) => movement.amount));
}

/** What the whole contract is worth without VAT, options included (art. 14 c. 4 D.Lgs. 36/2023); undefined when unknown. */
export function netValue(act: ActData): Cents | undefined {
  if (act.totals !== undefined) return act.totals.net;
  return act.lines.length === 0 ? undefined : sumCents(act.lines.map((line) => line.net));
}

/** Sum of the lines with VAT rounded on each; undefined with a rate that the law does not have. */
export function grossLineByLine(act: ActData): Cents | undefined {
  let sum = 0;
  for (const line of act.lines) {
    if (!isVatRate(line.vatRate)) return undefined;
    sum += line.net + vatOf(line.net, line.vatRate);
  }
  return sum;
}
