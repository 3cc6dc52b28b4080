import type { Lang } from "../views.ts";
import type { Messages } from "./it.ts";
import { texts } from "./texts.ts";

export type { Messages } from "./it.ts";

/** The texts in a language. */
export function messagesIn(lang: Lang): Messages {
  return texts[lang];
}
