import { fromOctets, octets } from "../../seal/pdf/syntax.ts";
import { asReference, isArray, members } from "../../seal/pdf/values.ts";
import type { Band, BandGround } from "./band.ts";
import type { Changes } from "./changes.ts";
import { sliceOf, withEntries } from "./new-objects.ts";
import type { OpenDocument } from "./open-document.ts";
import { type Box, type PageGeometry, placeBand, written } from "./page-geometry.ts";
import { addNames } from "./page-names.ts";
import type { PageObject } from "./page-tree.ts";

/** What is the same on every page: names and numbers of the shared objects. */
export type Shared = {
  /** Contents that keep the page's own from reaching the stamp, and the name of the label's font. */
  readonly guard: number;
  readonly font: { readonly name: string; readonly number: number };
  readonly show: (text: string) => { readonly hex: string; readonly width: number };
};
export type PlacedBand = Band & { readonly name: string; readonly number: number; readonly scale: number };

/**
 * One save is what the page needs; the others hold where its contents take back one more than they saved, or one less
 * (both are met): whatever it does, the stamp begins in the state of an empty page.
 */
const guards = 4;
export const guardContent = fromOctets("q ".repeat(guards));

/**
 * Lays the band along one page's foot: the page's contents stay the streams that they are, between a guard and the
 * stamp, which is marked as an artifact so that readers aloud pass over it (ISO 32000-1 §14.8.2.2).
 */
export async function stampPage(
  document: OpenDocument,
  changes: Changes,
  page: PageObject,
  geometry: PageGeometry,
  work: { readonly band: PlacedBand; readonly shared: Shared; readonly label: string; readonly ground: BandGround },
): Promise<void> {
  const { band, shared, ground } = work;
  const place = placeBand(geometry, band.height, band.scale, ground);
  const stamp = changes.newNumber();
  const content = fromOctets(stampContent(band, place.matrix.map(written).join(" "), shared, work.label));
  const head = fromOctets(`<< /Length ${content.length} >>\nstream\n`);
  changes.add(stamp, joined(head, content, fromOctets("\nendstream")));
  const own = await contentsOf(document, page);
  const entries = new Map([["Contents", `[${shared.guard} 0 R ${own} ${stamp} 0 R]`]]);
  if (ground === "below") {
    entries.set("MediaBox", boxText(place.media));
    if (geometry.cropped) entries.set("CropBox", boxText(place.crop));
  }
  const resources = await addNames(document, changes, page, [
    { kind: "XObject", name: band.name, number: band.number },
    { kind: "Font", ...shared.font },
  ]);
  if (resources !== undefined) entries.set("Resources", resources);
  changes.set(page.reference, withEntries(page.value, entries, page.entries));
}

function stampContent(band: PlacedBand, matrix: string, { font, show }: Shared, label: string): string {
  const { hex, width } = show(label);
  const left = band.label.right - width * band.label.size;
  return [
    `${"Q ".repeat(guards)}`,
    "/Artifact << /Type /Pagination /Subtype /Footer /Attached [/Bottom] >> BDC",
    `q ${matrix} cm /${band.name} Do`,
    `0.1 g BT /${font.name} ${band.label.size} Tf 1 0 0 1 ${written(left)} ${written(band.label.baseline)} Tm ${hex} Tj ET`,
    "Q EMC",
  ].join("\n");
}

const boxText = (box: Box): string => `[${box.map(written).join(" ")}]`;

/** The references of the page's own content streams, one after the other. */
async function contentsOf(document: OpenDocument, page: PageObject): Promise<string> {
  const contents = page.entries.get("Contents");
  if (page.added) return octets(contents ?? sliceOf(""));
  if (contents === undefined) return "";
  const value = await document.resolve(contents);
  if (value === undefined) return "";
  if (!isArray(value)) return octets(contents);
  return members(value)
    .filter((member) => asReference(member) !== undefined)
    .map(octets)
    .join(" ");
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
