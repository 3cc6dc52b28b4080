import type { ActData } from "../act-data.ts";
import { type Notes } from "./found.ts";
import type { BodyLine } from "./lines.ts";
import type { ReadParagraph } from "./paragraphs.ts";
/** Who answers for what: from the feet of the pages, then from lines of their own, then from the text. */
export declare function readRoles(
  feet: readonly BodyLine[],
  lines: readonly BodyLine[],
  paragraphs: readonly ReadParagraph[],
  notes: Notes,
): ActData["roles"];
