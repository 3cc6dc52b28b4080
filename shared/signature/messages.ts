import { changeTexts } from "./texts/changes.ts";
import { containerTexts } from "./texts/containers.ts";
import { fileTexts } from "./texts/file.ts";
import { integrityTexts } from "./texts/integrity.ts";
import { listTexts } from "./texts/lists.ts";
import { revocationTexts } from "./texts/revocation.ts";
import { trustTexts } from "./texts/trust.ts";

export type Language = "it" | "en";

/**
 * Every reason a report can give: one Italian and one English sentence each.
 *
 * Codes are public: added to, never renamed or reused.
 */
export const messages = {
  ...fileTexts,
  ...integrityTexts,
  ...trustTexts,
  ...listTexts,
  ...containerTexts,
  ...revocationTexts,
  ...changeTexts,
} as const satisfies Record<string, readonly [italian: string, english: string]>;

export type ReasonCode = keyof typeof messages;

/** The sentence for a code, with its detail put in where it has a place for one. */
export function sentence(code: ReasonCode, language: Language, detail = ""): string {
  const text: string = messages[code][language === "it" ? 0 : 1];
  return text.replace("{}", () => detail).replace(/ \.$|\s+(?=\.$)/, ".");
}
