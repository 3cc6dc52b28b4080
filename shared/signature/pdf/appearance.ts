import { MalformedError } from "../error.ts";
import { contentBytesOf, readContent } from "./content.ts";
import type { PdfDocument } from "./document.ts";
import { entryOf, isDictionary, isName, isStream, nameOf, type PdfValue } from "./value.ts";

const maxDepth = 8;

/**
 * The normal appearance of an annotation can hide what lies under it: images, filled areas, shadings, letters drawn by
 * the file itself (Type 3), huge ones, or ones in the colour of paper. Readable letters over others hide nothing unseen.
 *
 * An appearance that cannot be read counts as one that hides: nothing is known in its favour.
 */
export function paintsSolid(document: PdfDocument, annotation: PdfValue): boolean {
  try {
    const normal = document.resolve(entryOf(document.resolve(entryOf(annotation, "AP")), "N"));
    const states = isDictionary(normal) ? [...normal.entries.values()].slice(0, 50) : [normal];
    return states.some((state) => isSolid(document, document.resolve(state), 0));
  } catch (error) {
    if (error instanceof MalformedError) return true;
    throw error;
  }
}

const filling: ReadonlySet<string> = new Set(["f", "F", "f*", "B", "B*", "b", "b*", "sh", "BI"]);
const showing: ReadonlySet<string> = new Set(["Tj", "TJ", "'", '"']);
const colours: ReadonlySet<string> = new Set(["g", "rg", "k", "sc", "scn"]);

/** Letters this high, in points of the form, can be bars and blocks. */
const hugeLetters = 40;

function isSolid(document: PdfDocument, form: PdfValue, depth: number): boolean {
  if (!isStream(form)) return false;
  if (depth > maxDepth) return true;
  const resources = document.resolve(entryOf(form, "Resources"));
  const named = (kind: string, name: PdfValue) =>
    document.resolve(entryOf(document.resolve(entryOf(resources, kind)), nameOf(name) ?? ""));
  const text = { drawn: false, light: false, size: 0, scale: 1 };
  let solid = false;
  readContent(contentBytesOf(document, form), (operator, operands) => {
    if (solid) return;
    if (filling.has(operator)) solid = true;
    else if (colours.has(operator)) text.light = isLight(operator, operands);
    else if (operator === "Tm") text.scale = Math.max(...[0, 1, 2, 3].map((at) => Math.abs(numberAt(operands, at))));
    else if (operator === "Tf") {
      text.size = numberAt(operands, 1);
      text.drawn = isName(document.resolve(entryOf(named("Font", operands[0] ?? null), "Subtype")), "Type3");
    } else if (showing.has(operator))
      solid = text.drawn || text.light || Math.abs(text.size * text.scale) > hugeLetters;
    else if (operator === "Do") {
      const object = named("XObject", operands[0] ?? null);
      solid = isName(document.resolve(entryOf(object, "Subtype")), "Image") || isSolid(document, object, depth + 1);
    }
  });
  return solid;
}

const numberAt = (operands: readonly PdfValue[], at: number): number => {
  const value = operands[at];
  return typeof value === "number" ? value : 0;
};

/** Paper-coloured letters are painted to hide, not to be read. A pattern may be anything. */
function isLight(operator: string, operands: readonly PdfValue[]): boolean {
  const parts = operands.filter((value): value is number => typeof value === "number");
  if (parts.length === 0) return true;
  if (operator === "k" || parts.length === 4) return parts.every((part) => part < 0.15);
  return parts.every((part) => part > 0.85);
}
