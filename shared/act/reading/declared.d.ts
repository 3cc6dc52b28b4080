import type { ActData } from "../act-data.ts";
import type { AttachmentEntry } from "./fingerprints.ts";
import { type Notes } from "./found.ts";
import type { ReadParagraph } from "./paragraphs.ts";

type Declared = ActData["declaredAttachments"][number];
/**
 * The attachments that the operative part declares, from the point that calls them integral parts on. Where it declares
 * none, those that ALLEGATI gives a title: a list that names a document declares it.
 */
export declare function readDeclared(
  decision: readonly ReadParagraph[],
  entries: readonly AttachmentEntry[],
  notes: Notes,
): Declared[];
