import type { ActData } from "../act-data.ts";
import { type Notes } from "./found.ts";
import type { BodyLine } from "./lines.ts";

type Row = {
  readonly page: number;
  readonly texts: readonly string[];
};
/** The rows of the accounting table and the number of those that begin like one and could not be read. */
export declare function readMovements(
  lines: readonly BodyLine[],
  notes: Notes,
): {
  rows: ActData["movements"];
  unread: readonly Row[];
};
/** The act's own CIG and CUP where the text names them. */
export declare function readCodes(
  paragraphs: readonly {
    readonly page: number;
    readonly text: string;
  }[],
  notes: Notes,
): {
  cig: string | undefined;
  cup: string | undefined;
};
