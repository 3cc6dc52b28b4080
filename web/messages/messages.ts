import type { Lang } from "../views.ts";
import { en } from "./en.ts";
import { it, type Messages } from "./it.ts";

export type { Messages } from "./it.ts";

/**
 * The texts as they are printed: between letters the typewriter's apostrophe becomes the printer's one, and no line ends
 * between "art." or "pag." and its number. Texts are written with the keys that a keyboard has; what people wrote in an act is
 * shown as they wrote it.
 */
const proper = (text: string): string =>
  text.replace(/(?<=\p{L})'(?=[\p{L}\d«])/gu, "’").replace(/\b(artt?\.|pag\.) (?=[\d«])/gi, "$1\u00a0");

function printed<T>(words: T): T {
  if (typeof words === "string") return proper(words) as T;
  if (Array.isArray(words)) return words.map(printed) as T;
  if (typeof words !== "object" || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, printed(value)])) as T;
}

const texts: Readonly<Record<Lang, Messages>> = { it: printed<Messages>(it), en: printed<Messages>(en) };

/** The texts in a language. */
export function messagesIn(lang: Lang): Messages {
  return texts[lang];
}
