import type { CheckCode } from "./codes.ts";
import { documentMessages } from "./messages/document.ts";
import { spendingMessages } from "./messages/spending.ts";

/** What a check says, Italian first. `{name}` is replaced by the hit's value of that name. */
export type Sentence = { readonly it: string; readonly en: string };

/**
 * The sentence of every check by its code; `CODE.variant` is another sentence of the same code.
 *
 * They state the values found and where they are, and never that an act is unlawful: the machine finds incoherences,
 * a person decides.
 */
export const checkMessages: Readonly<Record<CheckCode, Sentence>> & Readonly<Record<string, Sentence | undefined>> = {
  ...documentMessages,
  ...spendingMessages,
};
