import * as fontkit from "@cantoo/fontkit";
import { OverlayStopped } from "./refusals.ts";

export type Face = Extract<ReturnType<typeof fontkit.create>, { characterSet: unknown }>;

/** A TrueType face, parsed once and used for many stamps. */
export type StampFace = {
  readonly face: Face;
  /** Glyph and advance by code point, thousandths of an em. */
  readonly known: Map<number, { readonly glyph: number; readonly advance: number }>;
};

/** @throws when the bytes are no TrueType font: that is our own fault, never the document's */
export function openFace(bytes: Uint8Array): StampFace {
  const face = fontkit.create(bytes);
  if (!("characterSet" in face)) throw new Error("a stamp's font is a collection");
  return { face, known: new Map() };
}

function glyphOf({ face, known }: StampFace, codePoint: number) {
  const found = known.get(codePoint);
  if (found !== undefined) return found;
  const glyph = face.hasGlyphForCodePoint(codePoint) ? face.glyphForCodePoint(codePoint) : null;
  if (glyph === null) {
    const character = `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
    throw new OverlayStopped("GLYPH_MISSING", { codePoint: character });
  }
  const made = { glyph: glyph.id, advance: Math.round((glyph.advanceWidth * 1000) / face.unitsPerEm) };
  known.set(codePoint, made);
  return made;
}

/** Width at one point, without kerning. @throws {OverlayStopped} `GLYPH_MISSING` */
export function widthOf(face: StampFace, text: string): number {
  let width = 0;
  for (const character of text) width += glyphOf(face, character.codePointAt(0) ?? 0).advance;
  return width / 1000;
}

/** The glyphs that one document's stamps use, numbered as they come. */
export type FontInUse = {
  readonly width: (text: string) => number;
  /** The text as a string of the subset, to be shown with Tj. @throws {OverlayStopped} `GLYPH_MISSING` */
  readonly show: (text: string) => string;
  /** The subset as it stands; nothing may be shown afterwards. */
  readonly subset: () => Subset;
};

export type Subset = { readonly face: Face; readonly file: Uint8Array; readonly used: readonly UsedGlyph[] };
/** `place` is the glyph's number in the subset, `advance` thousandths of an em. */
export type UsedGlyph = { readonly place: number; readonly codePoint: number; readonly advance: number };

export function useFace(face: StampFace): FontInUse {
  const subset = face.face.createSubset();
  const used = new Map<number, UsedGlyph>();
  const place = (codePoint: number): number => {
    const found = used.get(codePoint);
    if (found !== undefined) return found.place;
    const { glyph, advance } = glyphOf(face, codePoint);
    const made = subset.includeGlyph(glyph);
    used.set(codePoint, { place: made, codePoint, advance });
    return made;
  };
  const show = (text: string): string => {
    let hex = "";
    for (const character of text)
      hex += place(character.codePointAt(0) ?? 0)
        .toString(16)
        .padStart(4, "0");
    return `<${hex}>`;
  };
  return {
    width: (text) => widthOf(face, text),
    show,
    subset: () => ({ face: face.face, file: subset.encode(), used: [...used.values()] }),
  };
}
