import { printed } from "./messages/printed.ts";
import type { Lang } from "./views.ts";

/** A sentence that an act keeps: in both languages, or in Italian alone on acts of before. */
type Stored = {
  readonly message: string;
  readonly why?: { readonly it: string; readonly en: string } | undefined;
};

/** What the page says of it, and the language that it is in. */
export const storedWords = ({ message, why }: Stored, lang: Lang): { readonly text: string; readonly lang: Lang } =>
  why ? { text: printed(why[lang]), lang } : { text: printed(message), lang: "it" };
