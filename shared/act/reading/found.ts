import type { BodyLine } from "./lines.ts";
import type { ReadParagraph } from "./paragraphs.ts";

/** Where something was read: the page, and the words around it, at most 160 characters. */
export type Where = { readonly page: number; readonly text: string };

/** One field that was read: its path in `ActData`, its value as the act writes it, and where. */
export type Found = { readonly field: string; readonly value: string; readonly where: Where };

const shown = 160;

/** The place of a match inside a line or a paragraph. */
export function at(source: Pick<BodyLine | ReadParagraph, "page" | "text">, index = 0): Where {
  const begin = Math.max(0, Math.min(index - 40, source.text.length - shown));
  const text = source.text
    .slice(begin, begin + shown)
    .replace(/\s+/g, " ")
    .trim();
  return { page: source.page, text: `${begin > 0 ? "…" : ""}${text}${source.text.length > begin + shown ? "…" : ""}` };
}

/** Collects what is found, so that nothing enters the act without its place. */
export type Notes = {
  readonly found: Found[];
  readonly note: (field: string, value: string | number, where: Where) => void;
};

export function newNotes(): Notes {
  const found: Found[] = [];
  return { found, note: (field, value, where) => void found.push({ field, value: String(value), where }) };
}

/** A value read from the first text that has it. */
export function firstMatch<Source extends Pick<ReadParagraph, "page" | "text">>(
  sources: readonly Source[],
  pattern: RegExp,
): { readonly match: RegExpExecArray; readonly source: Source; readonly where: Where } | undefined {
  for (const source of sources) {
    const match = pattern.exec(source.text);
    if (match !== null) return { match, source, where: at(source, match.index) };
  }
  return undefined;
}

/** Fields that are undefined are left out, so that "absent" has one form. */
export function present<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]: Exclude<Fields[Key], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Fields]: Exclude<Fields[Key], undefined> };
}
