import type { ActData } from "../act-data.ts";
import { type Notes, type Where } from "./found.ts";
import type { BodyLine } from "./lines.ts";

type Recorded = ActData["recordedAttachments"][number];
/** One entry of ALLEGATI: its label, its impronta where it has one, and what else is said of it. */
export type AttachmentEntry = {
  readonly label: string;
  readonly title: string;
  readonly recorded: Recorded | undefined;
  /** What stands where an impronta should, and is none. */
  readonly wrong: string | undefined;
  readonly where: Where;
};
/**
 * The entries of ALLEGATI. Every line that begins with "Allegato X" begins an entry; the impronta may be broken over
 * lines, spaced, in small letters or in base64. Without an ALLEGATI heading the whole text is searched for entries that
 * name an impronta.
 */
export declare function readEntries(lines: readonly BodyLine[], headed: boolean): readonly AttachmentEntry[];
/** What the entries record, in their order. Two improntas for one label are both kept: ALL-07 and a person decide. */
export declare function recordedOf(entries: readonly AttachmentEntry[], notes: Notes): Recorded[];
