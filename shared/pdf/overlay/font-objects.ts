import { createHash } from "node:crypto";
import { fromOctets } from "../../seal/pdf/syntax.ts";
import { type NewPart, streamBody } from "./new-objects.ts";
import type { Subset, UsedGlyph } from "./stamp-font.ts";

/**
 * A composite font whose codes are its glyphs (ISO 32000-1 §9.7), embedded as a subset with its Unicode map, and with
 * the CIDSet that PDF/A-1 asks of a subset (ISO 19005-1 §6.3.5). The first object is the font.
 */
export function fontObjects({ face, file, used }: Subset, first: number): readonly NewPart[] {
  const sorted = [...new Map(used.map((one) => [one.place, one])).values()].sort((a, b) => a.place - b.place);
  const name = `${tagOf(used)}+${face.postscriptName}`;
  const [cid, descriptor, data, unicode, set] = [first + 1, first + 2, first + 3, first + 4, first + 5];
  const em = (value: number) => Math.round((value * 1000) / face.unitsPerEm);
  const { minX, minY, maxX, maxY } = face.bbox;
  const widths = sorted.map(({ place, advance }) => `${place} [${advance}]`).join(" ");
  const font = [
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H`,
    `/DescendantFonts [${cid} 0 R] /ToUnicode ${unicode} 0 R >>`,
  ];
  const descendant = [
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /FontDescriptor ${descriptor} 0 R /CIDToGIDMap /Identity`,
    `/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 0 /W [${widths}] >>`,
  ];
  const described = [
    `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /ItalicAngle 0 /StemV 80`,
    `/FontBBox [${[minX, minY, maxX, maxY].map(em).join(" ")}] /Ascent ${em(face.ascent)} /Descent ${em(face.descent)}`,
    `/CapHeight ${em(face.capHeight || face.ascent)} /FontFile2 ${data} 0 R /CIDSet ${set} 0 R >>`,
  ];
  return [
    { number: first, body: fromOctets(font.join(" ")) },
    { number: cid, body: fromOctets(descendant.join(" ")) },
    { number: descriptor, body: fromOctets(described.join(" ")) },
    { number: data, body: streamBody(`/Length1 ${file.length}`, file) },
    { number: unicode, body: streamBody("", fromOctets(unicodeMap(sorted))) },
    { number: set, body: streamBody("", allGlyphs(glyphsIn(file))) },
  ];
}
export const fontObjectCount = 6;

/** Six letters that no other subset of the face has (§9.6.4), and the same for the same glyphs. */
function tagOf(used: readonly UsedGlyph[]): string {
  const digest = createHash("sha256")
    .update(used.map(({ codePoint }) => codePoint).join(" "))
    .digest();
  return Array.from(digest.subarray(0, 6), (octet) => String.fromCharCode(65 + (octet % 26))).join("");
}

/** Codes to Unicode (§9.10.3), a hundred a block at most. */
function unicodeMap(used: readonly UsedGlyph[]): string {
  const hex = (value: number) => value.toString(16).padStart(4, "0");
  const units = (codePoint: number) =>
    Array.from(String.fromCodePoint(codePoint), (character) =>
      Array.from({ length: character.length }, (_, at) => hex(character.charCodeAt(at))).join(""),
    ).join("");
  const blocks: string[] = [];
  for (let from = 0; from < used.length; from += 100) {
    const lines = used.slice(from, from + 100).map(({ place, codePoint }) => `<${hex(place)}> <${units(codePoint)}>`);
    blocks.push(`${lines.length} beginbfchar\n${lines.join("\n")}\nendbfchar`);
  }
  return [
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
    "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange",
    ...blocks,
    "endcmap CMapName currentdict /CMap defineresource pop end end",
  ].join("\n");
}

/** Of the `maxp` table, numGlyphs: a subset has the parts of composite glyphs beside those that were asked for. */
function glyphsIn(file: Uint8Array): number {
  const at16 = (at: number) => (file[at] ?? 0) * 256 + (file[at + 1] ?? 0);
  const at32 = (at: number) => at16(at) * 65536 + at16(at + 2);
  for (let table = 0; table < at16(4); table += 1) {
    const record = 12 + 16 * table;
    if (String.fromCharCode(...file.subarray(record, record + 4)) === "maxp") return at16(at32(record + 8) + 4);
  }
  throw new Error("a font's subset has no maxp table");
}

/** One bit a glyph, the first in the highest. */
function allGlyphs(count: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(count / 8)).fill(0xff);
  const over = bits.length * 8 - count;
  if (bits.length > 0) bits[bits.length - 1] = (0xff << over) & 0xff;
  return bits;
}
