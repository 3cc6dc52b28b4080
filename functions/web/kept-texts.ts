import { readFileSync } from "node:fs";
import { unpacked } from "../../shared/adapters/aws/unpacked.ts";
import type { Messages } from "../../web/messages/messages.ts";
import { fileOfTexts, separate } from "./text-files.ts";

// What the bundle of the pages has in place of `web/messages/texts.ts`: the texts of all pages in both languages are two
// hundred kilobytes, and a process may live for one page in one of them.

const read = (lang: string, part?: string): unknown =>
  JSON.parse(readFileSync(unpacked("texts", fileOfTexts(lang, part)), "utf8"));

/** The texts in a language: what every page says, and the rest part by part, when a page first asks for it. */
function openTexts(lang: string): Messages {
  const texts = read(lang) as Record<string, unknown>;
  for (const part of separate)
    Object.defineProperty(texts, part, {
      configurable: true,
      enumerable: true,
      get: () => {
        const value = read(lang, part);
        Object.defineProperty(texts, part, { value, enumerable: true });
        return value;
      },
    });
  return texts as Messages;
}

const opened: { it?: Messages; en?: Messages } = {};
export const texts = {
  get it(): Messages {
    opened.it ??= openTexts("it");
    return opened.it;
  },
  get en(): Messages {
    opened.en ??= openTexts("en");
    return opened.en;
  },
};
