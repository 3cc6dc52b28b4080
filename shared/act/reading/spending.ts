import type { ActData } from "../act-data.ts";
import { at, firstMatch, type Notes, present } from "./found.ts";
import type { ReadParagraph } from "./paragraphs.ts";
import { amountPattern, amountsIn, centsIn } from "./patterns.ts";
import { readPhases } from "./phases.ts";

const rateIn = /\bI\.?V\.?A\.?\s{0,3}(?:al\s|pari al\s)?\s{0,3}\(?(\d{1,2})\s{0,2}%/i;

type Spending = Partial<Pick<ActData, "totals" | "commitment" | "commitmentChapter" | "lines" | "revenue">>;

/** The amounts that the operative part decides on, the phases that the reasons part them into, and who pays. */
export function readSpending(
  decision: readonly ReadParagraph[],
  motivation: readonly ReadParagraph[],
  notes: Notes,
): Spending {
  const totals = readTotals(decision, notes);
  const commits = decision.find(
    (one) =>
      /\bimpegn(?:are|a|ando)\b.{0,80}?(?:€|\beuro\b|\bspesa\b|\bsomma\b)/i.test(one.text) &&
      amountsIn(one.text).length > 0,
  );
  const amount = commits && amountsIn(commits.text)[0];
  if (commits && amount)
    notes.note("commitment", commits.text.slice(amount.index, amount.end), at(commits, amount.index));
  const chapter =
    commits &&
    /\bcap(?:itolo|\.)(?: di bilancio| di spesa)?\s{1,3}(?:n\.\s?)?(\d{1,12}(?:\/\d{1,6})?)(?!\d)/i.exec(commits.text);
  if (commits && chapter?.[1]) notes.note("commitmentChapter", chapter[1], at(commits, chapter.index));
  return present({
    totals,
    commitment: amount?.cents,
    commitmentChapter: chapter?.[1],
    lines: totals && readPhases(motivation, decision, totals.vatRate, notes),
    revenue: readRevenue(decision, notes),
  });
}

/** "…spesa complessiva di euro T di cui euro N imponibile ed euro V per IVA R%". */
function readTotals(decision: readonly ReadParagraph[], notes: Notes): ActData["totals"] {
  const paragraph = decision.find(
    (one) => /\bimponibile\b/i.test(one.text) && /spesa|importo/i.test(one.text) && amountsIn(one.text).length >= 3,
  );
  if (paragraph === undefined) return undefined;
  const { text } = paragraph;
  const [total, ...others] = amountsIn(text);
  const beforeNext = (index: number, from: number) => text.slice(from, others[index + 1]?.index ?? from + 60);
  const said = others.slice(0, 6).map((one, index) => ({
    ...one,
    after: beforeNext(index, one.end),
    before: text.slice(Math.max(0, one.index - 40), one.index),
  }));
  const net = said.find(({ after, before }) => /^.{0,12}imponibile/i.test(after) || /imponibile.{0,25}$/i.test(before));
  const vat = said.find(
    (one) => one !== net && (/^.{0,12}\bI\.?V\.?A/i.test(one.after) || /\bI\.?V\.?A\.?.{0,25}$/i.test(one.before)),
  );
  const rate = rateIn.exec(text)?.[1];
  if (!total || !net || !vat || rate === undefined) return undefined;
  for (const [field, one] of [
    ["total", total],
    ["net", net],
    ["vat", vat],
  ] as const)
    notes.note(`totals.${field}`, text.slice(one.index, one.end), at(paragraph, one.index));
  notes.note("totals.vatRate", `${rate}%`, at(paragraph, total.index));
  return { net: net.cents, vat: vat.cents, total: total.cents, vatRate: Number(rate) };
}

function readRevenue(decision: readonly ReadParagraph[], notes: Notes): ActData["revenue"] {
  const found = firstMatch(decision, /\bPEG\s{1,3}(?:n\.\s?)?(\d{1,10})/);
  const assessed = firstMatch(decision, /\baccertamento\s{1,3}(?:n\.\s?)?(\d{1,8})\s?\/\s?(\d{1,8})/i);
  const source = found?.source ?? assessed?.source;
  if (source === undefined) return undefined;
  const [one = "", two = ""] = assessed ? [assessed.match[1], assessed.match[2]] : [];
  // Both orders are in use: the year is the part that can be one.
  const yearFirst = /^(?:19|20)\d{2}$/.test(one) && !(one.length < two.length);
  const after = assessed ? assessed.source.text.slice(assessed.match.index, assessed.match.index + 120) : "";
  const act = /determinazione(?: dirigenziale)?\s{1,3}n\.\s{0,2}(\d{1,8}\/\d{1,8})/i.exec(source.text)?.[1];
  const revenue = present({
    peg: found?.match[1],
    assessment: assessed ? { year: Number(yearFirst ? one : two), number: yearFirst ? two : one } : undefined,
    act,
    amount: new RegExp(`^accertamento.{0,30}?\\sdi\\s(?:euro|€)\\s(${amountPattern})`, "i").exec(after)?.[1],
  });
  notes.note("revenue", source.text.slice(0, 160), at(source));
  const { amount, ...rest } = revenue;
  return present({ ...rest, amount: amount === undefined ? undefined : centsIn(amount) }) as ActData["revenue"];
}
