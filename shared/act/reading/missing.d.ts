import type { ActData } from "../act-data.ts";
import type { AttachmentEntry } from "./fingerprints.ts";
import type { BodyLine } from "./lines.ts";
/** A field that the text does not say: its path in `ActData`. `person`: no text can say it, somebody must be asked. */
export type Missing = {
  readonly field: string;
  readonly why: "not-found" | "no-text" | "person";
};
/** Every field that a determina should say and whose words were not found. A scan has one answer: there is no text. */
export declare function missingFrom(
  act: Partial<ActData>,
  entries: readonly AttachmentEntry[],
  body: readonly BodyLine[],
): Missing[];
