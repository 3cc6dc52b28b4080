import type { ActData } from "../act-data.ts";
import { type Notes } from "./found.ts";
import type { ReadParagraph } from "./paragraphs.ts";

type Spending = Partial<Pick<ActData, "totals" | "commitment" | "commitmentChapter" | "lines" | "revenue">>;
/** The amounts that the operative part decides on, the phases that the reasons part them into, and who pays. */
export declare function readSpending(
  decision: readonly ReadParagraph[],
  motivation: readonly ReadParagraph[],
  notes: Notes,
): Spending;
