import type { ActData } from "../act-data.ts";
import { type Notes } from "./found.ts";
import type { ReadParagraph } from "./paragraphs.ts";
/** Who gets the contract, by which procedure, for how long: from the operative part first, then from the reasons. */
export declare function readContract(
  decision: readonly ReadParagraph[],
  before: readonly ReadParagraph[],
  notes: Notes,
): ActData["contract"];
