import * as fontkit from "@cantoo/fontkit";
import type { FontFile, PdfRefusal } from "./renderer.ts";

/** Code points that every text face has: what can be printed without a hole. */
export type Repertoire = { readonly has: (codePoint: number) => boolean };

/** Reads the `cmap` of every face that sets text; a code point counts only if all of them have it. */
export function repertoireOf(fonts: readonly FontFile[]): Repertoire {
  const faces = fonts.filter((font) => font.role === "text").map((font) => fontkit.create(font.bytes));
  const sets = faces.map((face) => new Set<number>("characterSet" in face ? face.characterSet : []));
  if (sets.length === 0) throw new Error("No text face among the fonts handed in.");
  return { has: (codePoint) => sets.every((set) => set.has(codePoint)) };
}

// Line feed and tab lay text out; every other control, and every invisible format character, would print nothing and
// could turn the reading order round (Unicode TR 36, bidirectional spoofing), so that the page and the data differ.
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/u;
const layout = new Set(["\n", "\t"]);

/**
 * The first character of `model` that the page could not show, as a refusal with its field; `null` when all can be.
 *
 * Engines drop a missing glyph in silence, and a silent hole in an act is a change of the act.
 */
export function firstUnprintable(model: unknown, repertoire: Repertoire, path = ""): PdfRefusal | null {
  if (typeof model === "string") return inText(model, repertoire, path);
  if (typeof model !== "object" || model === null) return null;
  for (const [key, value] of Object.entries(model)) {
    const step = Array.isArray(model) ? `[${key}]` : path === "" ? key : `.${key}`;
    const found = firstUnprintable(value, repertoire, path + step);
    if (found) return found;
  }
  return null;
}

function inText(text: string, repertoire: Repertoire, field: string): PdfRefusal | null {
  let at = 0;
  for (const character of text) {
    if (!layout.has(character)) {
      if (unprintable.test(character)) return refuse("CONTROL_CHARACTER", text, at, field);
      if (!repertoire.has(character.codePointAt(0) ?? 0)) return refuse("GLYPH_MISSING", text, at, field);
    }
    at += character.length;
  }
  return null;
}

function refuse(code: "CONTROL_CHARACTER" | "GLYPH_MISSING", text: string, at: number, field: string): PdfRefusal {
  const codePoint = `U+${(text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  const around = excerpt(text, at);
  const said = {
    CONTROL_CHARACTER: {
      it: `Il campo «${field}» contiene un carattere invisibile o di controllo (${codePoint}) vicino a «${around}»: va tolto.`,
      en: `Field «${field}» holds an invisible or control character (${codePoint}) near «${around}»: remove it.`,
    },
    GLYPH_MISSING: {
      it: `Il campo «${field}» contiene un carattere che i caratteri di stampa non hanno (${codePoint}) vicino a «${around}»: va sostituito.`,
      en: `Field «${field}» holds a character that the fonts do not have (${codePoint}) near «${around}»: replace it.`,
    },
  };
  return { code, why: said[code], whoCanFix: "officer", details: { field, text: around, codePoint } };
}

/** Some words around the trouble, itself shown as a replacement character so that the message can be printed. */
function excerpt(text: string, at: number): string {
  const width = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  const clean = (part: string) => part.replace(/[\p{C}\u2028\u2029]/gu, "\u{FFFD}");
  return `${clean(text.slice(Math.max(0, at - 20), at))}\u{FFFD}${clean(text.slice(at + width, at + width + 20))}`;
}
