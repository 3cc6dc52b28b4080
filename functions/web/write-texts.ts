import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { texts } from "../../web/messages/texts.ts";
import { fileOfTexts, separate } from "./text-files.ts";

// Writes the texts as `kept-texts.ts` reads them: `node functions/web/write-texts.ts FOLDER`.
const [, , folder = "texts"] = process.argv;
mkdirSync(folder, { recursive: true });
const isSeparate = (name: string): boolean => separate.some((part) => part === name);
for (const [lang, all] of Object.entries(texts)) {
  const parts = Object.entries(all);
  const write = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value));
  write(fileOfTexts(lang), Object.fromEntries(parts.filter(([name]) => !isSeparate(name))));
  for (const [name, words] of parts) if (isSeparate(name)) write(fileOfTexts(lang, name), words);
}
