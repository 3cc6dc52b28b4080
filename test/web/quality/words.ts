import { messagesIn } from "../../../web/pages.ts";
import type { Lang } from "../../../web/views.ts";
import type { Said } from "./in-page.ts";

type Tree = { readonly [key: string]: string | Tree };

/** Every sentence of the texts of a language, by its key. */
export function sentences(lang: Lang): ReadonlyMap<string, string> {
  const leaves = (tree: Tree, path: string): [string, string][] =>
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string" ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
    );
  return new Map(leaves(messagesIn(lang) as unknown as Tree, ""));
}

/** What was expected of a field that is refused: as the program says it, and only in Italian, up to now. */
const refused = /(Campo|Field) «?\w+»?: .*|(date come|dates as) \d{4}-\d{2}-\d{2}/g;

/**
 * Names that stay what they are in both languages: of bodies, places and people, of registers that the law names, and
 * of the demo's own file names.
 */
export const names: readonly RegExp[] = [
  /Comune di \p{Lu}\p{L}+( \p{Lu}\p{L}+)*/gu,
  /Autorità di certificazione di PROVA/g,
  /Massimiliano Arcimboldi della Quercia di Castelnuovo/g,
  // Offices that the law names (L. 241/1990, D.Lgs. 36/2023): no translation says which one is meant.
  /responsabile (unico )?del(la)? (\p{Ll}+ ?){1,4}/giu,
  /impront[ae]/gi,
  // What an act says, as it is quoted.
  /[«“][^»”]+[»”]/g,
  refused,
  /in Italian, for example: .*/g,
  // A country's letters.
  /\b[A-Z]{2}\b/g,
  /Amministrazione trasparente/gi,
  /Albo pretorio( on line)?/gi,
  /CC BY 4\.0/g,
  /DCAT-AP_IT/g,
  // Stable codes of refusals, and addresses.
  /[A-Z]+(_[A-Z]+)+/g,
  /\/\S+/g,
];

/**
 * Words that Italian sentences can hardly do without and English ones never have. Words that are both ("a", "per",
 * "come", "data", "in", "file") are no sign of either.
 */
const italian =
  /(?<![\p{L}\p{N}@./-])(il|lo|gli|le|un|una|uno|della|dello|degli|delle|dei|del|di|alla|allo|alle|agli|dalla|dal|nel|nella|nelle|sulla|sul|con|non|che|chi|sono|è|più|già|può|perché|questo|questa|ed|senza|ancora|anche|atto|atti|firma|firmato|allegato|allegati|impronta|giorni|ore)(?![\p{L}\p{N}@./-])|\b(l|dell|all|nell|un|d|sull|dall|quest)['’](?=\p{L})/giu;
const english =
  /(?<![\p{L}\p{N}@./-])(the|of|and|to|is|are|was|with|this|that|not|from|by|it|you|your|act|acts|signed|signature|page|step)(?![\p{L}\p{N}@./-])/giu;

const withoutNames = (text: string) => names.reduce((rest, name) => rest.replace(name, ""), text).trim();

/** Texts of a page that speak the other language without saying so (WCAG 3.1.2), by the little words in them. */
export function otherLanguage(said: readonly Said[], lang: Lang): string[] {
  const signs = lang === "en" ? italian : english;
  return said.flatMap(({ where, text }) => {
    const plain = withoutNames(text);
    const found = [...new Set([...plain.matchAll(signs)].map(([word]) => word))];
    return found.length > 0 ? [`${where}: «${text.slice(0, 140)}» (${found.slice(0, 4).join(", ")})`] : [];
  });
}

/** Computed once a language: a page is looked at in the time that this takes. */
const onceALanguage = <T>(make: (lang: Lang) => T) => {
  const made: Partial<Record<Lang, T>> = {};
  return (lang: Lang): T => (made[lang] ??= make(lang));
};

const piecesOfOther = onceALanguage((lang) => {
  const own = [...sentences(lang).values()].join("\n");
  return new Set(
    [...sentences(lang === "en" ? "it" : "en").values()]
      .flatMap((sentence) => sentence.split(/«\w+»/))
      .map((piece) => piece.trim())
      .filter((piece) => piece.length > 5 && !own.includes(piece)),
  );
});

const holesOf = onceALanguage(
  (lang) => new Set([...sentences(lang).values()].flatMap((text) => text.match(/«[a-z]\w*»/g) ?? [])),
);

/** Pieces of the other language's sentences that stand in the page: a key that was taken from the wrong texts. */
export function otherTexts(said: readonly Said[], lang: Lang): string[] {
  const pieces = piecesOfOther(lang);
  return said.flatMap(({ where, text }) =>
    pieces.has(text) && withoutNames(text) !== "" ? [`${where}: «${text}»`] : [],
  );
}

/** Dates, amounts and marks as Italian is printed; what stands out, one line each. */
export function typography(said: readonly Said[], lang: Lang): string[] {
  const rules: readonly (readonly [string, RegExp])[] = [
    ["a day as computers write it", /\b\d{4}-\d{2}-\d{2}(?!\d)/],
    ["three dots for an ellipsis", /\.\.\./],
    ["an accent written as an apostrophe", /(?<!\p{L})(E|perche|puo|piu|gia|cosi|citta|quantita)'(?!\p{L})/iu],
    ["a blank before a mark", /[\p{L}\d] [,;:.!?](\s|$)/u],
    ["a value that nobody filled in", /\bundefined\b|\bNaN\b|\[object |(?<!\| )\bnull\b/],
    ...(lang === "it"
      ? ([
          ["an amount with its decimals after a point", /(€\s?\d+\.\d{2}|\d\.\d{2}\s?(€|euro))(?!\d)/i],
          ["the euro after its amount", /\d\s?€/],
          ["an amount of thousands without points", /€\s?\d{4,}/],
          ["an amount that may break after its euro", /€ -?\d/],
          ["English inverted commas", /[“”]/],
        ] as const)
      : []),
  ];
  const holes = holesOf(lang);
  return said.flatMap(({ where, text: whole }) => {
    const text = whole.replace(refused, "");
    return [
      // A script fills the holes of what is in attributes.
      ...(text.match(/«\w+»/g) ?? [])
        .filter((hole) => holes.has(hole) && !where.startsWith("@data-"))
        .map((hole) => `${hole} was not filled, in ${where}: «${text.slice(0, 140)}»`),
      ...rules.flatMap(([rule, sign]) => (sign.test(text) ? [`${rule}, in ${where}: «${text.slice(0, 140)}»`] : [])),
    ];
  });
}
