import type { ActData } from "../act-data.ts";
import type { ParsedAct } from "../parse-act.ts";
import type { AttachmentEntry } from "./fingerprints.ts";
import { type Where } from "./found.ts";
import { type BodyLine } from "./lines.ts";
/** Something that stands in the text and could not be read, or was read only in part. Codes are added to, never renamed. */
export type Problem = {
  readonly code: "FINGERPRINT_NOT_VALID" | "LABEL_TWICE" | "MOVEMENT_NOT_READ" | "TEXT_CUT" | "FIELD_NOT_VALID";
  /** The label, the number of rows or the field. */
  readonly about: string;
  readonly value: string;
  readonly where: Where | undefined;
};
export declare function problemsIn(
  entries: readonly AttachmentEntry[],
  unread: readonly {
    readonly page: number;
    readonly texts: readonly string[];
  }[],
  parsed: ParsedAct,
  act: Partial<ActData>,
  cut: boolean,
  body: readonly BodyLine[],
): Problem[];
