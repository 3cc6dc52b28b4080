import type { ActData } from "../act-data.ts";
import { at, firstMatch, type Notes, present } from "./found.ts";
import type { ReadParagraph } from "./paragraphs.ts";
import { amountPattern, amountsIn, centsIn } from "./patterns.ts";

const ordinals = ["prima", "seconda", "terza", "quarta", "quinta", "sesta"];
const phase = new RegExp(
  `(?:(?:€|euro)\\s)?(${amountPattern})(?:\\seuro|\\s€)?\\s(?:oltre|più)\\sI\\.?V\\.?A\\.?\\sper\\sla\\s(${ordinals.join("|")})\\s(macrofase|fase)(\\sopzionale)?`,
  "gi",
);
const spans: Readonly<Record<string, number>> = { bimestre: 2, trimestre: 3, quadrimestre: 4, semestre: 6 };

/** "36.000 euro oltre IVA per la prima macrofase, …": the last paragraph that parts the amount, because it concludes. */
export function readPhases(
  motivation: readonly ReadParagraph[],
  decision: readonly ReadParagraph[],
  vatRate: number,
  notes: Notes,
): ActData["lines"] | undefined {
  const all = [...motivation, ...decision];
  const paragraph = all.findLast((one) => one.text.match(phase) !== null);
  if (paragraph === undefined) return undefined;
  const lines = Array.from(paragraph.text.matchAll(phase)).flatMap((match) => {
    const [, amount = "", ordinal = "", word = "", optional] = match;
    const net = centsIn(amount);
    const n = ordinals.indexOf(ordinal.toLowerCase()) + 1;
    if (net === undefined) return [];
    const name = `${word.toLowerCase() === "fase" ? "Fase" : "Macrofase"} ${n}${optional ? " (opzionale)" : ""}`;
    notes.note(`lines.${name}`, amount, at(paragraph, match.index));
    const gross = n === 1 ? grossOfFirst(decision) : undefined;
    const basis = optional ? basisOf(ordinal, all) : undefined;
    return [
      present({ name, net, vatRate, gross, optional: optional ? true : undefined, basis, months: monthsOf(n, all) }),
    ];
  });
  return lines.length === 0 ? undefined : (lines as ActData["lines"]);
}

/** "Impegnare la spesa di euro 43.920,00 iva 22% compresa per la realizzazione della prima macrofase". */
function grossOfFirst(decision: readonly ReadParagraph[]): number | undefined {
  const words = /\biva\b.{0,12}\b(?:compresa|inclusa)\b.{0,60}\bprima (?:macro)?fase/i;
  const text = decision.find((one) => words.test(one.text))?.text;
  return text === undefined ? undefined : amountsIn(text)[0]?.cents;
}

/** "la seconda (opzionale ai sensi dell'art. 120 del D. Lgs. 36/2023": the norm that allows the option. */
function basisOf(ordinal: string, paragraphs: readonly ReadParagraph[]): string | undefined {
  const norm = new RegExp(
    `\\bla ${ordinal.toLowerCase()}[,(\\s]{1,3}opzionale ai sensi dell['’](art\\. \\d{1,4}) del D\\.\\s?Lgs\\.?\\s?(?:n\\. )?(\\d{1,4}/\\d{4})`,
    "i",
  );
  const found = firstMatch(paragraphs, norm)?.match;
  return found ? `${found[1]} D.Lgs. ${found[2]}` : undefined;
}

/** "fase 1 > (un quadrimestre)", "fase 2, un trimestre". */
function monthsOf(n: number, paragraphs: readonly ReadParagraph[]): number | undefined {
  const span = new RegExp(`\\bfase ${n}\\s?[>,:=–-]?\\s?\\(?un (bimestre|trimestre|quadrimestre|semestre)`, "i");
  return spans[firstMatch(paragraphs, span)?.match[1]?.toLowerCase() ?? ""];
}
