import { createHash } from "node:crypto";
import type { ActData } from "../../act/index.ts";
import { type PageModel, pageModel } from "../page-model.ts";
import { firstUnprintable, type Repertoire } from "../printable.ts";
import { qrRuns } from "../qr.ts";
import type { FontFile, PageSetup, RenderOutcome } from "../renderer.ts";
import type { CopyStamps } from "../stamps.ts";
import { engineName, type TypstEngine } from "../typst-engine.ts";
import { closingTemplate } from "./closing-template.ts";
import { type OverlayStamps, openStamper, type Stamper } from "./lay-over.ts";

const utf8 = new TextEncoder();
const template = utf8.encode(closingTemplate);

/** The stamps of a copy laid over the pages of a foreign original, and the closing page behind them. */
export type CopyOver = (
  original: Uint8Array,
  act: ActData,
  stamps: CopyStamps,
  setup: PageSetup,
) => Promise<RenderOutcome>;

export function openCopyOver(engine: TypstEngine, fonts: readonly FontFile[], repertoire: Repertoire): CopyOver {
  // Parsed when the first foreign original comes: most bodies never see one.
  let stamper: Stamper | undefined;
  return async (original, act, stamps, setup) => {
    const model = pageModel(act, setup, stamps);
    const refusal = firstUnprintable(model, repertoire);
    if (refusal) return { ok: false, refusal };
    stamper ??= openStamper({ text: faceOf(fonts, "400Regular"), strong: faceOf(fonts, "600SemiBold") });
    const laid = await stamper.layOver(original, overlayStamps(model, stamps, closingPage(engine, model, stamps)));
    if (!laid.ok) return laid;
    const bytes = new Uint8Array(original.length + laid.overlay.tail.length);
    bytes.set(original);
    bytes.set(laid.overlay.tail, original.length);
    const fontsDigest = sha256(...fonts.map((font) => font.bytes));
    const madeBy = { engine: engineName, fontsDigest, templateDigest: sha256(template) };
    return { ok: true, rendered: { bytes, sha256: sha256(bytes), ...madeBy } };
  };
}

function closingPage(engine: TypstEngine, model: PageModel, stamps: CopyStamps): Uint8Array {
  const data = {
    title: model.metadata.title,
    body: model.body.name,
    kind: model.kind,
    subject: model.subject,
    page: model.copy?.verification,
    qr: qrRuns(stamps.verification.url),
  };
  return engine.compile({ "/main.typ": template, "/act.json": utf8.encode(JSON.stringify(data)) });
}

/** The band of a copy: the same sentences, roles and address as at the foot of a rendered one. */
export function overlayStamps(model: PageModel, stamps: CopyStamps, appended?: Uint8Array): OverlayStamps {
  const { copy } = model;
  if (copy === null) throw new Error("a copy has stamps");
  const roles = model.roles.map(({ label, value }) => `${label} ${value}`).join(" · ");
  const lines = [copy.amended, copy.signedFooter, roles, copy.verify].filter((line) => line !== "");
  return {
    title: copy.label,
    lines,
    url: stamps.verification.url,
    ...(model.marking === "" ? {} : { warning: model.marking }),
    label: (page, pages) => `pag. ${page}/${pages}`,
    ...(appended ? { appended } : {}),
  };
}

function faceOf(fonts: readonly FontFile[], name: string): Uint8Array {
  const found = fonts.find((font) => font.role === "text" && font.name.includes(name) && !font.name.includes("Italic"));
  if (!found) throw new Error(`no text face ${name} among the fonts handed in`);
  return found.bytes;
}

function sha256(...chunks: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest("hex").toUpperCase();
}
