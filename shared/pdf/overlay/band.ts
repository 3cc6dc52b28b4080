import { fromOctets } from "../../seal/pdf/syntax.ts";
import { qrRuns } from "../qr.ts";
import { streamBody } from "./new-objects.ts";
import { written } from "./page-geometry.ts";
import type { FontInUse } from "./stamp-font.ts";

/** What the band at the foot of every page says. */
export type BandTexts = {
  /** Said first and stronger: that this is a copy, of what, with number and date. */
  readonly title: string;
  /** Each begins on a line of its own. */
  readonly lines: readonly string[];
  /** What the QR code encodes. */
  readonly url: string;
  /** Printed under the title where the keys are test keys. */
  readonly warning?: string | undefined;
};

/** `below`: the page grows, and nothing of it is covered. `over`: the band lies on the lower margin, without a ground. */
export type BandGround = "below" | "over";

export type BandFonts = { readonly text: FontInUse; readonly strong: FontInUse };

/** A band laid out for one width, in points, its origin in the lower left corner. */
export type Band = {
  readonly width: number;
  readonly height: number;
  /** Where the page's own label ends, and its size: it is the only thing that differs from page to page. */
  readonly label: { readonly right: number; readonly baseline: number; readonly size: number };
  readonly content: string;
};

const size = 7.2;
const leading = 9.2;
const side = 28;
const code = 48;
const gap = 10;
/** What a label such as "pag. 1000/1000" takes. */
const labelWidth = 56;

/**
 * Lays the texts out in lines beside the QR code. Black and white alone: DeviceGray is allowed beside any output intent
 * of PDF/A, and no transparency is used (ISO 19005-1 §6.4).
 *
 * @throws {OverlayStopped} `GLYPH_MISSING`
 */
export function layBand(texts: BandTexts, fonts: BandFonts, width: number, ground: BandGround): Band {
  const inner = width - 2 * side;
  const column = inner - code - gap;
  const set = (font: FontInUse, text: string) => linesOf(font, text, column).map((line) => ({ font, line }));
  const lines = [
    ...set(fonts.strong, texts.title),
    ...(texts.warning === undefined ? [] : set(fonts.strong, texts.warning)),
    ...texts.lines.flatMap((line) => set(fonts.text, line)),
  ];
  const last = lines.at(-1);
  // The label stands at the end of the last line where that leaves room, else on a line of its own.
  const beside = last !== undefined && last.font.width(last.line) * size + labelWidth + gap <= column;
  const textHeight = (lines.length + (beside ? 0 : 1)) * leading;
  const height = Math.max(textHeight + 16, code + 14);
  const top = height - 8 - size;
  const shown = lines.map(({ font, line }, row) => {
    const name = font === fonts.strong ? "/B" : "/T";
    return `${name} ${size} Tf 1 0 0 1 ${side} ${written(top - row * leading)} Tm ${font.show(line)} Tj`;
  });
  const content = [
    // What a crop box hid must not come back in the room that the page gains.
    ...(ground === "below" ? [`1 g 0 0 ${written(width)} ${written(height)} re f`] : []),
    `0.72 G 0.5 w ${side} ${written(height - 3)} m ${written(width - side)} ${written(height - 3)} l S`,
    `0.1 g BT ${shown.join("\n")} ET`,
    qrPath(texts.url, width - side - code, (height - 3 - code) / 2, code),
  ].join("\n");
  const rows = lines.length + (beside ? -1 : 0);
  return {
    width,
    height,
    label: { right: width - side - code - gap, baseline: top - rows * leading, size },
    content,
  };
}

/** The band as a form that every page of this width shows. */
export const bandForm = (band: Band, font: number, strong: number): Uint8Array =>
  streamBody(
    [
      `/Type /XObject /Subtype /Form /FormType 1 /BBox [0 0 ${written(band.width)} ${written(band.height)}]`,
      `/Resources << /Font << /T ${font} 0 R /B ${strong} 0 R >> >>`,
    ].join(" "),
    fromOctets(band.content),
  );

function linesOf(font: FontInUse, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).flatMap((one) => pieces(font, one, width))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || font.width(longer) * size <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** A word that no line can hold is cut: nothing that is stamped may run off the page. */
function pieces(font: FontInUse, word: string, width: number): string[] {
  const found: string[] = [];
  let piece = "";
  for (const character of word) {
    if (piece !== "" && font.width(piece + character) * size > width) {
      found.push(piece);
      piece = character;
    } else piece += character;
  }
  return piece === "" ? found : [...found, piece];
}

/** The dark modules inside `edge`. */
function qrPath(text: string, left: number, bottom: number, edge: number): string {
  const { modules, runs } = qrRuns(text);
  const module = edge / modules;
  const path = runs.map(([from, row, wide]) => {
    const [x, y] = [left + from * module, bottom + (modules - 1 - row) * module];
    return `${written(x)} ${written(y)} ${written(wide * module)} ${written(module)} re`;
  });
  const quiet = `1 g ${written(left)} ${written(bottom)} ${edge} ${edge} re f`;
  return `${quiet} 0 g ${path.join("\n")} f`;
}
