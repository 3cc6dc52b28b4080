import { octets, type Slice } from "../../seal/pdf/syntax.ts";
import { asInteger, isArray, members } from "../../seal/pdf/values.ts";
import type { OpenDocument } from "./open-document.ts";
import type { PageObject } from "./page-tree.ts";

export type Box = readonly [left: number, bottom: number, right: number, top: number];
export type Matrix = readonly [number, number, number, number, number, number];

/** A page as people see it: turned upright, cut to its crop box, in points. */
export type PageGeometry = {
  readonly media: Box;
  /** What is seen, in user space. */
  readonly visible: Box;
  /** Whether the page has a crop box of its own or from above. */
  readonly cropped: boolean;
  readonly rotate: 0 | 90 | 180 | 270;
  /** Points in a unit of user space (ISO 32000-1 table 30, UserUnit). */
  readonly unit: number;
  /** Width of what is seen, points. */
  readonly width: number;
};

/** What viewers take where no node has a /MediaBox, although it is required. */
const letter: Box = [0, 0, 612, 792];

/** Boxes, rotation and unit of a page, its own or from above. Never refuses: a box without area is the viewers' default. */
export async function geometryOf(document: OpenDocument, page: PageObject): Promise<PageGeometry> {
  const box = async (key: "MediaBox" | "CropBox") =>
    (await boxOf(document, page.entries.get(key))) ?? (await boxOf(document, page.inherited[key]?.value));
  const media = (await box("MediaBox")) ?? letter;
  const crop = await box("CropBox");
  const visible = (crop === undefined ? undefined : intersection(crop, media)) ?? media;
  const turned =
    asInteger(await document.resolve(page.entries.get("Rotate"))) ??
    asInteger(await document.resolve(page.inherited.Rotate?.value)) ??
    0;
  const quarter = (((turned % 360) + 360) % 360) / 90;
  const rotate = ([0, 90, 180, 270] as const)[quarter] ?? 0;
  const unit = (await numberOf(document, page.entries.get("UserUnit"))) ?? 1;
  const [x1, y1, x2, y2] = visible;
  const width = (rotate === 90 || rotate === 270 ? y2 - y1 : x2 - x1) * (unit > 0 ? unit : 1);
  return { media, visible, cropped: crop !== undefined, rotate, unit: unit > 0 ? unit : 1, width };
}

/** A band laid along the lower edge of what is seen: how its points go to user space, and the boxes that show it. */
export type BandPlace = { readonly matrix: Matrix; readonly media: Box; readonly crop: Box };

/**
 * Places a band of `height` points, drawn at `scale`, along the lower edge as people see it: `below` enlarges the page
 * there, so that nothing of it is covered; `over` lies on it.
 */
export function placeBand(geometry: PageGeometry, height: number, scale: number, place: "below" | "over"): BandPlace {
  const { media, visible, rotate, unit } = geometry;
  const room = place === "below" ? (height * scale) / unit : 0;
  const crop = grown(visible, rotate, room);
  const k = scale / unit;
  const [x1, y1, x2, y2] = crop;
  const matrices: Readonly<Record<PageGeometry["rotate"], Matrix>> = {
    0: [k, 0, 0, k, x1, y1],
    90: [0, k, -k, 0, x2, y1],
    180: [-k, 0, 0, -k, x2, y2],
    270: [0, -k, k, 0, x1, y2],
  };
  return { matrix: matrices[rotate], crop, media: union(media, crop) };
}

/** The box with room added at the edge that is the lower one once the page is turned. */
function grown([x1, y1, x2, y2]: Box, rotate: PageGeometry["rotate"], room: number): Box {
  if (rotate === 0) return [x1, y1 - room, x2, y2];
  if (rotate === 90) return [x1, y1, x2 + room, y2];
  if (rotate === 180) return [x1, y1, x2, y2 + room];
  return [x1 - room, y1, x2, y2];
}

const union = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

function intersection(a: Box, b: Box): Box | undefined {
  const box: Box = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  return box[2] - box[0] > 1 && box[3] - box[1] > 1 ? box : undefined;
}

/** The corners may be any two that lie across from each other (§7.9.5). */
async function boxOf(document: OpenDocument, value: Slice | undefined): Promise<Box | undefined> {
  const array = await document.resolve(value);
  if (array === undefined || !isArray(array)) return undefined;
  const numbers: number[] = [];
  for (const member of members(array)) numbers.push((await numberOf(document, member)) ?? Number.NaN);
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN, d = Number.NaN] = numbers;
  const box: Box = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
  return box[2] - box[0] > 0 && box[3] - box[1] > 0 ? box : undefined;
}

async function numberOf(document: OpenDocument, value: Slice | undefined): Promise<number | undefined> {
  const found = await document.resolve(value);
  const text = found === undefined || found.end - found.start > 40 ? "" : octets(found);
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined;
}

/** A number as a PDF writes it: no exponent, five decimals at most (Annex C). */
export function written(value: number): string {
  const text = value.toFixed(4).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}
