import { createHash } from "node:crypto";
import { updateTail } from "../../seal/pdf/incremental-update.ts";
import type { Reference } from "../../seal/pdf/values.ts";
import { type BandFonts, type BandGround, type BandTexts, bandForm, layBand } from "./band.ts";
import type { ByteSource } from "./byte-source.ts";
import { type Changes, changesOf } from "./changes.ts";
import { refusalOf } from "./check-stampable.ts";
import { fontObjectCount, fontObjects } from "./font-objects.ts";
import { importPages, rootOf } from "./import-pages.ts";
import { streamBody } from "./new-objects.ts";
import { type OpenDocument, openWindowed } from "./open-document.ts";
import { geometryOf, type PageGeometry } from "./page-geometry.ts";
import { growTree, opened, pagesOf } from "./page-tree.ts";
import type { OverlayRefusal } from "./refusals.ts";
import { refuseWhatForbidsStamps } from "./refuse-forbidden.ts";
import { openFace, type StampFace, useFace } from "./stamp-font.ts";
import { guardContent, type PlacedBand, type Shared, stampPage } from "./stamp-page.ts";
import { growStructure, structureOf } from "./structure.ts";

export type OverlayStamps = BandTexts & {
  /** "pag. 3/12": the page's number and how many there are, added pages counted. */
  readonly label: (page: number, pages: number) => string;
  /** A PDF of our own whose pages come after the last. */
  readonly appended?: Uint8Array | undefined;
  /** `below` by default. */
  readonly ground?: BandGround | undefined;
};

export type Overlay = {
  /** What comes behind the source's bytes, which stay the exact beginning of the stamped file. */
  readonly tail: Uint8Array;
  /** Pages of the stamped file. */
  readonly pages: number;
};
export type OverlayOutcome =
  | { readonly ok: true; readonly overlay: Overlay }
  | { readonly ok: false; readonly refusal: OverlayRefusal };

/** Lays stamps over PDFs of others; opened once with its fonts, and used for many. */
export type Stamper = {
  /**
   * Stamps every page by one incremental update (ISO 32000-1 §7.5.6). The source is read by windows: what is kept in
   * memory grows with the pages, not with what they show.
   *
   * Earlier signatures stay valid over their revisions; that a validator which compares revisions takes the stamp for
   * an allowed change is not promised. PDF/A is kept where it was; nothing is made PDF/A. Pages that are added bring their
   * structure to a tagged document and to no other. Rejects on faults of the source.
   */
  readonly layOver: (source: ByteSource | Uint8Array, stamps: OverlayStamps) => Promise<OverlayOutcome>;
};

/** @throws when a font is no TrueType face */
export function openStamper(fonts: { readonly text: Uint8Array; readonly strong: Uint8Array }): Stamper {
  const faces = { text: openFace(fonts.text), strong: openFace(fonts.strong) };
  return {
    layOver: async (source, stamps) => {
      try {
        return { ok: true, overlay: await laidOver(faces, source, stamps) };
      } catch (fault) {
        return { ok: false, refusal: refusalOf(fault) };
      }
    },
  };
}

async function laidOver(
  faces: { readonly text: StampFace; readonly strong: StampFace },
  source: ByteSource | Uint8Array,
  stamps: OverlayStamps,
): Promise<Overlay> {
  const document = await openWindowed(source);
  const root = await rootOf(document);
  await refuseWhatForbidsStamps(document);
  const own = await pagesOf(document, root);
  const changes = changesOf(document);
  const added = stamps.appended === undefined ? [] : await append(document, changes, root, stamps.appended);
  const pages = [...own, ...added];
  if (added.length > 0) await growTree(document, changes, root, pages.length, added);

  const fonts = { text: useFace(faces.text), strong: useFace(faces.strong) };
  const parts = sharedParts(changes, stamps, fonts);
  for (const [index, inTree] of pages.entries()) {
    const page = opened(inTree);
    const geometry = await geometryOf(document, page);
    const ground = page.added ? "over" : (stamps.ground ?? "below");
    const band = parts.bandFor(geometry, ground);
    const label = stamps.label(index + 1, pages.length);
    await stampPage(document, changes, page, geometry, { band, shared: parts.shared, label, ground });
  }
  parts.finish();
  const objects = changes.objects();
  const digest = createHash("sha256");
  for (const { body } of objects) digest.update(body);
  const { tail } = updateTail({ ...document, revision: digest.digest("hex").slice(0, 32) }, objects);
  return { tail, pages: pages.length };
}

/** Pages of ours, with their structure where the document has one. */
async function append(document: OpenDocument, changes: Changes, root: Reference, pdf: Uint8Array) {
  const tree = await structureOf(document);
  const { pages, structure } = await importPages(changes, pdf, root, tree);
  if (tree !== undefined && structure !== undefined) await growStructure(document, changes, tree, structure);
  return pages;
}

/** The objects that all pages share. Names have a number that no earlier stamp of the file can have used. */
function sharedParts(changes: Changes, stamps: OverlayStamps, fonts: BandFonts) {
  const guard = changes.newNumber();
  const font = reserve(changes, fontObjectCount);
  const strong = reserve(changes, fontObjectCount);
  changes.add(guard, streamBody("", guardContent));
  const bands = new Map<string, PlacedBand>();
  const bandFor = ({ width }: PageGeometry, ground: BandGround): PlacedBand => {
    const scale = scaleFor(width);
    const laid = Math.round((width / scale) * 10) / 10;
    const key = `${laid} ${scale} ${ground}`;
    const found = bands.get(key);
    if (found !== undefined) return found;
    const number = changes.newNumber();
    const band = { ...layBand(stamps, fonts, laid, ground), number, name: `VistoBand${number}`, scale };
    changes.add(number, bandForm(band, font, strong));
    bands.set(key, band);
    return band;
  };
  const shared: Shared = {
    guard,
    font: { name: `VistoFont${font}`, number: font },
    show: (text) => ({ hex: fonts.text.show(text), width: fonts.text.width(text) }),
  };
  /** The subsets, once every page has said what it shows. */
  const finish = (): void => {
    for (const part of [...fontObjects(fonts.text.subset(), font), ...fontObjects(fonts.strong.subset(), strong)])
      changes.add(part.number, part.body);
  };
  return { shared, bandFor, finish };
}

function reserve(changes: Changes, count: number): number {
  const first = changes.newNumber();
  for (let more = 1; more < count; more += 1) changes.newNumber();
  return first;
}

/** Read at arm's length on anything from a receipt to a plan: the band shrinks and grows with the page beyond these. */
const narrowest = 300;
const widest = 1300;
const scaleFor = (width: number): number =>
  width < narrowest ? width / narrowest : width > widest ? width / widest : 1;
