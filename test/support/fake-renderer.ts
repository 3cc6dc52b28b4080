import { readFileSync } from "node:fs";
import { PDFDocument, PDFOperator, PDFOperatorNames, StandardFonts } from "pdf-lib";
import { enginePaths } from "../../local/engine/index.ts";
import { type ActData, sha256Of } from "../../shared/act/index.ts";
import type { CopyStamps, PageSetup, Renderer, RenderOutcome } from "../../shared/pdf/index.ts";
import { overlayStamps } from "../../shared/pdf/overlay/copy-over.ts";
import { openStamper } from "../../shared/pdf/overlay/lay-over.ts";
import { type PageModel, pageModel } from "../../shared/pdf/page-model.ts";
import { verificationText } from "../../shared/pdf/verification-model.ts";

/**
 * A renderer that keeps the port's word at a hundredth of the engine's time: a real PDF of one page, the same bytes for
 * the same input, with every text that the comparison of copy and original asks for. What it cannot print it refuses.
 */
export function openFakeRenderer(): Renderer {
  const rendered = new Map<string, Promise<RenderOutcome>>();
  const once = (act: ActData, setup: PageSetup, stamps?: CopyStamps) => {
    const key = JSON.stringify([act, setup, stamps ?? null]);
    const known = rendered.get(key) ?? print(pageModel(act, setup, stamps));
    rendered.set(key, known);
    return known;
  };
  return {
    renderOriginal: (act, setup) => once(act, setup),
    renderCopy: (act, stamps, setup) => once(act, setup, stamps),
    renderOver: (original, act, stamps, setup) => printOver(original, pageModel(act, setup, stamps), stamps),
  };
}

/** What the fake refuses to print, as the engine refuses a glyph that no font has. */
export const unprintable = "\u{1F4A9}";

async function print(model: PageModel): Promise<RenderOutcome> {
  if (model.subject.includes(unprintable))
    return {
      ok: false,
      refusal: {
        code: "GLYPH_MISSING",
        why: { it: "Oggetto: un carattere non si può stampare.", en: "Subject: a character cannot be printed." },
        whoCanFix: "officer",
        details: { field: "subject", text: model.subject, codePoint: "U+1F4A9" },
      },
    };
  const bytes = await pdfOf(model);
  return {
    ok: true,
    rendered: {
      bytes,
      sha256: sha256Of(bytes),
      engine: "fake 1",
      fontsDigest: sha256Of("f"),
      templateDigest: sha256Of("t"),
    },
  };
}

/** The real stamps over the real bytes; the closing page alone is the fake's. */
async function printOver(original: Uint8Array, model: PageModel, stamps: CopyStamps): Promise<RenderOutcome> {
  const faces = enginePaths().fonts;
  const [text, strong] = [faces[0], faces[2]].map((face) => readFileSync(face?.path ?? ""));
  if (!text || !strong) throw new Error("the engine has its faces");
  const laid = await openStamper({ text, strong }).layOver(
    original,
    overlayStamps(model, stamps, await pdfOf({ ...model, attachments: [] })),
  );
  if (!laid.ok) return laid;
  const bytes = Buffer.concat([original, laid.overlay.tail]);
  const madeBy = { engine: "fake 1", fontsDigest: sha256Of("f"), templateDigest: sha256Of("t") };
  return { ok: true, rendered: { bytes, sha256: sha256Of(bytes), ...madeBy } };
}

async function pdfOf(model: PageModel): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  // As tall as a PDF page may be: what is drawn outside a page is no text of it.
  const page = pdf.addPage([595, 14_400]);
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  let y = page.getHeight() - 20;
  const draw = (text: string) => {
    for (const line of text.split("\n")) {
      page.drawText(line, { x: 20, y, size: 4, font });
      y -= 5;
    }
  };
  // What is marked as an artifact is furniture to whoever extracts the text (ISO 32000-1 14.8.2.2).
  page.pushOperators(PDFOperator.of(PDFOperatorNames.BeginMarkedContent, ["/Artifact"]));
  furniture(model).forEach(draw);
  page.pushOperators(PDFOperator.of(PDFOperatorNames.EndMarkedContent));
  draw(model.number ? `N. ${model.number.number} del ${model.number.date}` : "N. del");
  draw(`OGGETTO ${model.subject}`);
  for (const { label, fingerprint } of model.attachments) draw(`Allegato ${label} (impronta: ${fingerprint})`);
  if (model.copy) draw(verificationText(model));
  return pdf.save({ useObjectStreams: false });
}

function furniture(model: PageModel): string[] {
  const { copy } = model;
  return [
    ...(model.marking ? [model.marking] : []),
    ...(copy
      ? [copy.badge, `${copy.label} ${copy.original} ${copy.sha256} ${copy.amended}`.trim()]
      : [model.firstHead]),
    ...(copy ? [copy.signedFooter, copy.verify] : []),
    ...model.roles.map((role) => `${role.label} ${role.value}`),
    "pag. 1/1",
  ];
}
