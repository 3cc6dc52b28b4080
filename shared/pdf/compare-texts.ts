import type { ActData } from "../act/index.ts";
import { extractText } from "./extract-text.ts";
import { type PageModel, pageModel } from "./page-model.ts";
import type { PageSetup } from "./renderer.ts";
import type { CopyStamps } from "./stamps.ts";
import type { ExtractedText, TextComparison, TextDifference } from "./text-types.ts";
import { verificationText } from "./verification-model.ts";

export type CopyIngredients = {
  readonly act: ActData;
  readonly stamps: CopyStamps;
  /** As given to `renderOriginal`. */
  readonly originalSetup: PageSetup;
  /** As given to `renderCopy`. */
  readonly copySetup: PageSetup;
};

/**
 * Whether a copy says what the signed original says, and beyond that the stamps and nothing else. A copy is sealed only
 * on `{ same: true }`.
 *
 * Compares every drawn character in its order: body against body, the number box and the closing page against the
 * stamps, the head and foot of every page against what they must be. Spaces, line ends and typesetter's hyphens do not
 * count. Both PDFs must be of this renderer; pictures (arms, QR) are not compared. Throws what `extractText` throws.
 */
export async function compareCopy(
  originalPdf: Uint8Array,
  copyPdf: Uint8Array,
  ingredients: CopyIngredients,
): Promise<TextComparison> {
  return compareTexts(await extractText(originalPdf), await extractText(copyPdf), ingredients);
}

/** {@link compareCopy} on texts that were extracted already. */
export function compareTexts(original: ExtractedText, copy: ExtractedText, from: CopyIngredients): TextComparison {
  const originalModel = pageModel(from.act, from.originalSetup);
  const copyModel = pageModel(from.act, from.copySetup, from.stamps);
  const difference =
    bodyDifference(original, copy, copyModel) ??
    furnitureDifference(original, originalModel) ??
    furnitureDifference(copy, copyModel);
  return difference ? { same: false, difference } : { same: true };
}

const bare = (text: string) => text.replace(/[\s\u00AD\u200B]/gu, "");

// The box stands between the heading and OGGETTO, empty in the original.
const emptyBox = bare("N. del OGGETTO");

function bodyDifference(original: ExtractedText, copy: ExtractedText, model: PageModel): TextDifference | null {
  const signed = bare(original.bodies.join("\n"));
  const found = bare(copy.bodies.join("\n"));
  const box = signed.indexOf(emptyBox);
  if (box < 0) return { where: "body", page: 1, expected: "N. del OGGETTO", found: signed.slice(0, 80) };
  const filled = bare(`N. ${model.number?.number} del ${model.number?.date} OGGETTO`);
  const body = signed.slice(0, box) + filled + signed.slice(box + emptyBox.length);
  const closing = bare(verificationText(model));
  return part("body", body, found.slice(0, body.length)) ?? part("stamps", closing, found.slice(body.length));
}

function part(where: TextDifference["where"], expected: string, found: string): TextDifference | null {
  if (expected === found) return null;
  let at = 0;
  while (at < expected.length && expected[at] === found[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 30), at + 30);
  return { where, expected: around(expected), found: around(found) };
}

/** Head and foot hold each expected piece once, and nothing else but a table header that was repeated. */
function furnitureDifference(text: ExtractedText, model: PageModel): TextDifference | null {
  for (const [index, drawn] of text.furniture.entries()) {
    let rest = bare(drawn);
    for (const piece of furnitureOf(model, index + 1, text.furniture.length)) {
      const wanted = bare(piece);
      const at = rest.indexOf(wanted);
      if (at < 0) return { where: "furniture", page: index + 1, expected: piece, found: drawn.slice(0, 400) };
      rest = rest.slice(0, at) + rest.slice(at + wanted.length);
    }
    rest = rest.replaceAll(bare(movementColumns.join(" ")), "");
    if (rest !== "") return { where: "furniture", page: index + 1, expected: "", found: rest.slice(0, 400) };
  }
  return null;
}

const movementColumns = [
  "Tipo movimento",
  "Esercizio",
  "Capitolo/Articolo",
  "Piano finanziario",
  "Soggetto",
  "Movimento",
  "Importo €",
];

function furnitureOf(model: PageModel, page: number, pages: number): readonly string[] {
  const { copy } = model;
  const plain = page === 1 ? model.firstHead : model.head;
  const head = copy ? ["COPIA", `${copy.label} ${copy.original} ${copy.sha256} ${copy.amended}`] : [plain];
  return [
    ...(model.marking ? [model.marking] : []),
    ...head,
    ...(copy ? [copy.signedFooter, copy.verify] : []),
    ...model.roles.map((role) => `${role.label} ${role.value}`),
    `pag. ${page}/${pages}`,
  ];
}
