import { thresholdAt } from "../../thresholds.ts";
import type { Check, Hit } from "../finding.ts";
import { attachmentPlace, places } from "../places.ts";
import { netValue } from "../spending.ts";

/** In D.Lgs. 36/2023 (art. 15) RUP is the responsabile unico del progetto. */
const rupOfProcedure: Check = ({ text }) => {
  const found = text?.paragraphs.find((paragraph) => /responsabile unico del procedimento/i.test(paragraph.text));
  return found === undefined ? [] : [{ code: "RUO-05", where: found.where }];
};

/** Art. 3 c. 4 L. 241/1990: the term and the authority for an appeal are to be shown. */
const appeal: Check = ({ text }) =>
  text === undefined || /\bricors[oi]\b/i.test(text.of("motivation", "administrativeChecks", "decision"))
    ? []
    : [{ code: "CLA-06", where: places.decision }];

const publicationOrdered: Check = ({ text }) => {
  if (text === undefined) return [];
  const decision = text.of("decision");
  const ordered = /\balbo\b/i.test(decision) && /amministrazione trasparente/i.test(decision);
  return ordered ? [] : [{ code: "CLA-07", where: places.decision }];
};

/** "Decreto Legislativo n. 31 marzo 2023, n. 36": a number where the date should begin. */
const malformedCitation: Check = ({ text }) =>
  (text?.paragraphs ?? []).flatMap((paragraph): readonly Hit[] => {
    const match = /(?:decreto legislativo|d\.\s?lgs\.?|legge)\s+n\.\s+\d{1,2}\s+\p{L}+\s+\d{4},?\s+n\.\s+\d+/iu.exec(
      paragraph.text,
    );
    return match === null ? [] : [{ code: "CLA-08", where: paragraph.where, values: { citation: match[0] } }];
  });

const tenderWords = /(?:procedura|disciplinare) di gara/gi;

const tenderOrDirectAward: Check = ({ act, text }) => {
  if (text === undefined || !/^50\.1\.[ab]$/.test(act.contract?.procedure ?? "")) return [];
  const words = [...new Set(text.whole.match(tenderWords) ?? [])];
  const values = { words: words.map((word) => `«${word}»`).join(", ") };
  return words.length === 0 ? [] : [{ code: "CON-05", where: places.text, values }];
};

const requirementsChecked: Check = ({ act, text, day }) => {
  const net = netValue(act);
  const floor = thresholdAt("requirements-check", day ?? "9999-12-31")?.value;
  if (text === undefined || act.contract === undefined || net === undefined || floor === undefined || net < floor)
    return [];
  const told = /verific\p{L}*\s[^.]{0,60}\brequisiti|\brequisiti\s[^.]{0,60}\bverific/iu.test(text.whole);
  return told ? [] : [{ code: "CON-06", where: places.contract }];
};

/** Words that begin the names of many companies: their letter case says nothing of one company. */
const commonFirstWords =
  /^(?:societ[aà]|ditta|impresa|studio|servizi|gruppo|cooperativa|associazione|fondazione|centro|edil)$/i;

const oneSpelling: Check = ({ act, text }) => {
  const first = /^\p{L}[\p{L}\p{N}]{3,}/u.exec(act.contract?.name ?? "")?.[0];
  if (text === undefined || first === undefined || commonFirstWords.test(first)) return [];
  const found = text.whole.match(new RegExp(`(?<!\\p{L})${first}(?!\\p{L})`, "giu")) ?? [];
  const spellings = [...new Set([...found, first])];
  if (spellings.length < 2) return [];
  return [{ code: "SOG-04", where: places.text, values: { count: spellings.length, spellings: spellings.join(", ") } }];
};

/** "Disciplinare di Incarico" in the decision, "disciplinare di gara" elsewhere. */
const oneName: Check = ({ act, text }) =>
  act.declaredAttachments.flatMap(({ label, title }): readonly Hit[] => {
    const parts = /^(\p{L}{6,}) di (\p{L}+)$/u.exec(title.trim());
    if (text === undefined || parts === null) return [];
    const found = text.whole.match(new RegExp(`(?<!\\p{L})${parts[1]} di \\p{L}+`, "giu")) ?? [];
    const other = found.find((name) => name.toLowerCase() !== title.trim().toLowerCase());
    if (other === undefined) return [];
    return [{ code: "ALL-09", where: attachmentPlace(label), values: { label, title, other } }];
  });

/** ALL-10: the text says that the contractor signed the document; the uploaded file carries no signature. */
const saidToBeSigned: Check = ({ act, text, context }) =>
  act.declaredAttachments.flatMap(({ label, title }): readonly Hit[] => {
    const file = context.files?.find((candidate) => candidate.label === label);
    const [word] = /^\p{L}{6,}/u.exec(title) ?? [];
    if (text === undefined || file?.signatures !== 0 || word === undefined) return [];
    const sentences = text.whole.split(/(?<=[.;])\s/);
    const said = sentences.some(
      (sentence) =>
        /(?:sottoscri\p{L}+|firmat\p{L}+) digitalmente/iu.test(sentence) &&
        sentence.toLowerCase().includes(word.toLowerCase()),
    );
    return said ? [{ code: "ALL-10", where: attachmentPlace(label), values: { label, title } }] : [];
  });

/** Rows that read the text: silent on an act whose text is not known. */
export const wordingChecks: readonly Check[] = [
  rupOfProcedure,
  appeal,
  publicationOrdered,
  malformedCitation,
  tenderOrDirectAward,
  requirementsChecked,
  oneSpelling,
  oneName,
  saidToBeSigned,
];
