/**
 * The texts as they are printed: between letters the typewriter's apostrophe becomes the printer's one, and no line ends
 * between "art." or "pag." and its number. Texts are written with the keys that a keyboard has; what people wrote in an act is
 * shown as they wrote it.
 */
const proper = (text: string): string =>
  text.replace(/(?<=\p{L})'(?=[\p{L}\d«])/gu, "’").replace(/\b(artt?\.|pag\.) (?=[\d«])/gi, "$1\u00a0");

/** Every text of some words, as it is printed. */
export function printed<T>(words: T): T {
  if (typeof words === "string") return proper(words) as T;
  if (Array.isArray(words)) return words.map(printed) as T;
  if (typeof words !== "object" || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, printed(value)])) as T;
}
