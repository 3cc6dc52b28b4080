import type { Sections } from "../act-data.ts";
export type Part = "heading" | keyof Sections | "decides" | "movements" | "attachments" | "after";
/** Which part begins on this line, and what stands on the line after its heading. */
export declare function headingOn(line: string):
  | {
      readonly part: Part;
      readonly rest: string;
    }
  | undefined;
/** A heading that a narrow column broke: "PRE-VERIFICHE" alone, its second word on the next line. */
export declare const isHalfHeading: (line: string) => boolean;
