import type { Messages } from "../../web/messages/messages.ts";

/** The parts of the texts that not every page needs: each is a file of its own in the bundle of the pages. */
export const separate = [
  "access",
  "portal",
  "signatory",
  "officer",
  "offices",
  "route",
  "service",
  "demo",
  "evidence",
  "form",
  "importing",
  "preview",
  "publication",
  "settings",
] as const satisfies readonly (keyof Messages)[];

/** The file of a part in a language, and of all that is in no part. */
export const fileOfTexts = (lang: string, part?: string): string =>
  part === undefined ? `${lang}.json` : `${lang}-${part}.json`;
