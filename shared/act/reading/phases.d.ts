import type { ActData } from "../act-data.ts";
import { type Notes } from "./found.ts";
import type { ReadParagraph } from "./paragraphs.ts";
/** "36.000 euro oltre IVA per la prima macrofase, …": the last paragraph that parts the amount, because it concludes. */
export declare function readPhases(
  motivation: readonly ReadParagraph[],
  decision: readonly ReadParagraph[],
  vatRate: number,
  notes: Notes,
): ActData["lines"] | undefined;
