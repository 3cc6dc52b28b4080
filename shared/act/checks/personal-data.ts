import type { ActData } from "../act-data.ts";
import { parseFiscalCode } from "../codes/fiscal-code.ts";
import type { Check, Place } from "./finding.ts";
import { attachmentPlace, places } from "./places.ts";
import { actText } from "./text/act-text.ts";

/** What in a text looks like data of a natural person. `shown` never repeats the whole of it. */
export type PersonalDatum = {
  readonly kind: "fiscal-code" | "iban" | "phone" | "email" | "health";
  readonly shown: string;
  readonly where: Place;
};

const masked = (text: string) => `${text.slice(0, 3)}…${text.slice(-1)}`;
const matches = (text: string, pattern: RegExp) => Array.from(text.matchAll(pattern), ([found]) => found);

const fiscalCodes = (text: string) =>
  matches(text.toUpperCase(), /\b[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]\b/g)
    .filter((found) => parseFiscalCode(found).ok)
    .map(masked);

/** ISO 13616: the country and check digits in front go to the end, letters count from 10, the rest of 97 is 1. */
function isIban(text: string): boolean {
  const digits = Array.from(text.slice(4) + text.slice(0, 4), (one) => Number.parseInt(one, 36)).join("");
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

const ibans = (text: string) =>
  matches(text.toUpperCase(), /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b/g)
    .flatMap((found) => ibanIn(found.replace(/ /g, "")))
    .map(masked);

/** The words after an IBAN may be taken for its end: the longest beginning that is one counts. */
function ibanIn(text: string): string[] {
  for (let length = Math.min(34, text.length); length >= 15; length -= 1)
    if (isIban(text.slice(0, length))) return [text.slice(0, length)];
  return [];
}

const phones = (text: string) =>
  [
    ...matches(text, /\b(?:tel|telefono|cell|cellulare|utenza)\b\W{0,6}\+?\d[\d ./-]{5,14}\d/gi),
    ...matches(text, /(?<![\d.,/-])(?:\+39[ .]?)?3[2-9]\d[ .-]?\d{3}[ .-]?\d{3,4}(?![\d.,/-]*\d)/g),
  ].map((found) => masked(found.replace(/\D/g, "")));

const emails = (text: string) =>
  matches(text, /\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}\b/g).map(
    (found) => `${found.slice(0, 2)}…${found.slice(found.indexOf("@"))}`,
  );

/** Words that speak of health or hardship of somebody (GDPR art. 9, art. 26 c. 4 D.Lgs. 33/2013). */
const healthWords =
  /(?<!\p{L})(?:disabil\p{L}*|invalidit[àa]|handicap\p{L}*|portator[ei] di handicap|patologi[ae]|malatti[ae]|malat[oaie]|diagnosi|ricover[oiat]\p{L}*|terapi[ae]|referto medico|certificat[oi] medic[oi]|tossicodipenden\p{L}*|alcoldipenden\p{L}*|psichiatric\p{L}*|gravidanza|disagio (?:economico|sociale|abitativo)|indigen(?:te|ti|za)|stato di bisogno|sfratto|isee)(?!\p{L})/giu;

const readers: readonly (readonly [PersonalDatum["kind"], (text: string) => readonly string[]])[] = [
  ["fiscal-code", fiscalCodes],
  ["iban", ibans],
  ["phone", phones],
  ["email", emails],
  ["health", (text) => matches(text, healthWords).map((found) => found.toLowerCase())],
];

/**
 * What of an act's published text looks like personal data, each once a place: the subject first, because it goes where
 * the text does not (lists, feeds, search engines). The names of signatories and companies are not looked for.
 * Not promised: that nothing else identifies anybody. A person decides.
 */
export function personalData(act: ActData): readonly PersonalDatum[] {
  const texts: readonly { readonly text: string; readonly where: Place }[] = [
    { text: act.subject, where: places.subject },
    ...(actText(act)?.paragraphs ?? []),
    ...act.declaredAttachments.map(({ label, title }) => ({ text: title, where: attachmentPlace(label) })),
    { text: act.contract?.name ?? "", where: places.contractor },
    { text: act.contract?.fiscalCode ?? "", where: places.contractor },
  ];
  const seen = new Set<string>();
  return texts.flatMap(({ text, where }) =>
    readers.flatMap(([kind, read]) =>
      read(text).flatMap((shown): PersonalDatum[] => {
        const key = `${kind}|${shown}|${where.it}`;
        if (seen.has(key)) return [];
        seen.add(key);
        return [{ kind, shown, where }];
      }),
    ),
  );
}

const codes = {
  "fiscal-code": "PRI-02",
  iban: "PRI-03",
  phone: "PRI-04",
  email: "PRI-05",
  health: "PRI-06",
} as const;

/**
 * PRI-02 to 06: the whole text is to be published and holds what looks like personal data. A text with omissis is
 * looked at again when it is written.
 */
export const personalDataChecks: readonly Check[] = [
  ({ act }) =>
    act.privacy.rendition === "omissis"
      ? []
      : personalData(act).map(({ kind, shown, where }) => ({ code: codes[kind], where, values: { found: shown } })),
];
