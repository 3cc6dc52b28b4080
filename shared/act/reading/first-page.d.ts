import type { ActData } from "../act-data.ts";
import { type Notes } from "./found.ts";
import type { BodyLine } from "./lines.ts";

type FirstPage = Partial<
  Pick<ActData, "number" | "year" | "date" | "subject" | "department" | "service" | "organ" | "kind">
> & {
  readonly body?: ActData["body"];
};
/**
 * What the first page says before the text begins: body, kind, number and date, subject, department, service, organ.
 * `fallback` are the running heads of a copy, which repeat number and date.
 */
export declare function readFirstPage(
  lines: readonly BodyLine[],
  fallback: readonly BodyLine[],
  notes: Notes,
): FirstPage;
/** "COMUNE DI CREMONA" as people write it. A name that is not all capitals is left as it is. */
export declare function inSmallLetters(name: string): string;
