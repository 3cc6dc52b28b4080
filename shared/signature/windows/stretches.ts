import type { PdfDocument } from "../pdf/document.ts";
import type { Stretch } from "./pass.ts";

/** Octets before the place of an object, where the one before it ends, and after it: most dictionaries are shorter. */
const before = 64;
const after = 448;

/**
 * Where objects and cross-references begin, in every revision: what the comparison of revisions asks about, picked up
 * while the file passes by anyway. `most` octets, the first of the file before the last.
 */
export function objectPlaces(document: PdfDocument, length: number, most: number): Stretch[] {
  const offsets = new Set<number>();
  for (const { offset, entries } of document.sections) {
    offsets.add(offset);
    for (const entry of entries.values())
      if (entry.kind === "offset" && entry.offset < length) offsets.add(entry.offset);
  }
  const places = Float64Array.from(offsets).sort();
  const stretches: { from: number; to: number }[] = [];
  let kept = 0;
  for (const offset of places) {
    const [from, to] = [Math.max(0, offset - before), Math.min(length, offset + after)];
    const last = stretches.at(-1);
    const start = last === undefined ? from : Math.max(from, last.to);
    if (start >= to) continue;
    kept += to - start;
    if (kept > most) break;
    if (last !== undefined && start === last.to) last.to = to;
    else stretches.push({ from: start, to });
  }
  return stretches;
}
