import type { Lang } from "../views.ts";
import { en } from "./en.ts";
import { it, type Messages } from "./it.ts";

export type { Messages } from "./it.ts";

/** The texts in a language. */
export function messagesIn(lang: Lang): Messages {
  return lang === "it" ? it : en;
}
