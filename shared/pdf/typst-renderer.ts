import { createHash } from "node:crypto";
import type { ActData } from "../act/index.ts";
import { finishPdfA } from "./finish/pdf-a.ts";
import { openCopyOver } from "./overlay/copy-over.ts";
import { type PageModel, pageModel } from "./page-model.ts";
import { firstUnprintable, repertoireOf } from "./printable.ts";
import { qrSvg } from "./qr.ts";
import type { EngineParts, PageSetup, PdfRefusal, Renderer, RenderOutcome } from "./renderer.ts";
import type { CopyStamps } from "./stamps.ts";
import { engineName, openTypst, producer, type ShadowFiles, type TypstEngine } from "./typst-engine.ts";

/**
 * A renderer on Typst, loaded once and reused. It compiles on the calling thread, for some tenths of a second to some
 * seconds: a server puts it on a thread of its own, a function of its own needs nothing more.
 */
export async function openRenderer(parts: EngineParts): Promise<Renderer> {
  const engine = await openTypst(parts);
  const repertoire = repertoireOf(parts.fonts);
  const madeBy = {
    engine: engineName,
    fontsDigest: sha256(...parts.fonts.map((font) => font.bytes)),
    templateDigest: sha256(parts.template),
  };
  const render: Render = (model, setup, files) => {
    const refusal = firstUnprintable(model, repertoire) ?? firstTooLong(model);
    if (refusal) return { ok: false, refusal };
    const attached = setup.attached ?? [];
    const bytes = finishPdfA(compile(engine, model, { ...images(setup), ...files }), {
      title: model.metadata.title,
      author: model.body.name,
      date: setup.documentDate,
      producer,
      attached,
    });
    const conformance = attached.length > 0 ? "PDF/A-3a" : "PDF/A-2a";
    return { ok: true, rendered: { bytes, sha256: sha256(bytes), conformance, ...madeBy } };
  };
  return {
    renderOriginal: async (act, setup) => render(pageModel(act, setup), setup, {}),
    renderCopy: async (act, stamps, setup) => renderCopy(render, act, stamps, setup),
    renderOver: openCopyOver(engine, parts.fonts, repertoire),
  };
}

type Render = (model: PageModel, setup: PageSetup, files: ShadowFiles) => RenderOutcome;

function renderCopy(render: Render, act: ActData, stamps: CopyStamps, setup: PageSetup): RenderOutcome {
  return render(pageModel(act, setup, stamps), setup, { "/qr.svg": qrSvg(stamps.verification.url) });
}

function compile(engine: TypstEngine, model: PageModel, files: ShadowFiles): Uint8Array {
  return engine.compile({ ...files, "/act.json": new TextEncoder().encode(JSON.stringify(model)) });
}

function images(setup: PageSetup): ShadowFiles {
  return setup.arms ? { [`/arms.${setup.arms.format}`]: setup.arms.bytes } : {};
}

// The foot has room for a name on two lines; a longer one would run off the page, and nothing is ever cut.
const longestName = 120;

function firstTooLong(model: PageModel): PdfRefusal | null {
  const long = model.roles.findIndex((role) => role.value.length > longestName);
  if (long < 0) return null;
  const text = model.roles[long]?.value ?? "";
  return {
    code: "TEXT_TOO_LONG",
    why: {
      it: `Il nome a piè di pagina è di ${text.length} caratteri; ce ne stanno ${longestName}: «${text.slice(0, 40)}…».`,
      en: `The name in the page footer has ${text.length} characters; ${longestName} fit: «${text.slice(0, 40)}…».`,
    },
    whoCanFix: "officer",
    details: { field: `roles[${long}]`, text },
  };
}

function sha256(...chunks: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest("hex").toUpperCase();
}
