import type { BodyLine } from "./lines.ts";
import type { ReadParagraph } from "./paragraphs.ts";
/** Where something was read: the page, and the words around it, at most 160 characters. */
export type Where = {
  readonly page: number;
  readonly text: string;
};
/** One field that was read: its path in `ActData`, its value as the act writes it, and where. */
export type Found = {
  readonly field: string;
  readonly value: string;
  readonly where: Where;
};
/** The place of a match inside a line or a paragraph. */
export declare function at(source: Pick<BodyLine | ReadParagraph, "page" | "text">, index?: number): Where;
/** Collects what is found, so that nothing enters the act without its place. */
export type Notes = {
  readonly found: Found[];
  readonly note: (field: string, value: string | number, where: Where) => void;
};
export declare function newNotes(): Notes;
/** A value read from the first text that has it. */
export declare function firstMatch<Source extends Pick<ReadParagraph, "page" | "text">>(
  sources: readonly Source[],
  pattern: RegExp,
):
  | {
      readonly match: RegExpExecArray;
      readonly source: Source;
      readonly where: Where;
    }
  | undefined;
/** Fields that are undefined are left out, so that "absent" has one form. */
export declare function present<Fields extends object>(
  fields: Fields,
): {
  [Key in keyof Fields]: Exclude<Fields[Key], undefined>;
};
