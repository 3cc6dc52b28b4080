import type { ActData } from "../act-data.ts";
import type { AttachmentEntry } from "./fingerprints.ts";
import { at, type Notes } from "./found.ts";
import type { ReadParagraph } from "./paragraphs.ts";

type Declared = ActData["declaredAttachments"][number];

const declares =
  /alleg\p{L}{2,4}.{0,120}?\b(?:parte|parti)\s(?:integrant|sostanzial)|(?:parte|parti)\s(?:integrant|sostanzial).{0,160}?alleg/iu;
const item =
  /(?:^|[;:,]\s{1,3}|\s-\s)(?:["“«]?)allegat[oi]\s{1,2}["“«]?([A-Z]{1,2}\d{0,2})["”»]?\s{0,2}[):.–-]\s{0,2}([^;]{2,300}?)(?=[;.]?\s{0,2}$|;|,?\s{1,3}allegat[oi]\s)/gi;

/**
 * The attachments that the operative part declares, from the point that calls them integral parts on. Where it declares
 * none, those that ALLEGATI gives a title: a list that names a document declares it.
 */
export function readDeclared(
  decision: readonly ReadParagraph[],
  entries: readonly AttachmentEntry[],
  notes: Notes,
): Declared[] {
  const from = decision.findIndex((one) => declares.test(one.text));
  const declared: Declared[] = [];
  const add = (label: string, title: string, where: ReturnType<typeof at>) => {
    if (declared.some((one) => one.label === label)) return;
    declared.push({ label, title });
    notes.note(`declaredAttachments.${label}`, title, where);
  };
  for (const [index, paragraph] of (from < 0 ? [] : decision.slice(from)).entries()) {
    if (index > 0 && paragraph.style === "numbered") break;
    for (const match of paragraph.text.matchAll(item))
      add((match[1] ?? "").toUpperCase(), (match[2] ?? "").replace(/[.\s]+$/, ""), at(paragraph, match.index));
  }
  if (declared.length === 0) for (const { label, title, where } of entries) if (title !== "") add(label, title, where);
  return declared;
}
