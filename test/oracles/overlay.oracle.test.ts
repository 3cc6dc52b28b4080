// What others say of stamps laid over the PDFs of nine producers, on turned and cropped pages, over signatures and over
// PDF/A: qpdf, poppler, zbar and PDFBox Preflight.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fontkit from "@cantoo/fontkit";
import { degrees, PDFDocument, StandardFonts } from "pdf-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enginePaths, openEngine } from "../../local/engine/index.ts";
import { sealPdf } from "../../shared/seal/index.ts";
import { stamped, stamps } from "../pdf/overlay/samples.ts";
import { act, stamps as copyStamps, setup } from "../pdf/samples.ts";
import { handMadePdf, hybridPdf } from "../seal/hand-made-pdf.ts";
import { aSigner, fixture } from "../seal/signers.ts";
import { preflight } from "../support/preflight.ts";
import { makeFolder, removeFolder } from "../support/temp-folder.ts";

let folder: string;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => removeFolder(folder));

const at = new Date("2025-12-24T09:00:00Z");
const file = (name: string) => join(folder, name);

function run(command: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stdout}${stderr}`);
  return stdout;
}
const put = (name: string, bytes: Uint8Array): string => {
  writeFileSync(file(name), bytes);
  return file(name);
};
/** The fixture as another program writes it again. */
const rewritten = (name: string, write: (from: string, to: string) => void): Uint8Array => {
  write(put("from.pdf", fixture(name)), file("to.pdf"));
  return new Uint8Array(readFileSync(file("to.pdf")));
};

async function aDocument(draw: (pdf: PDFDocument) => Promise<void> | void): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  await draw(pdf);
  return pdf.save();
}
const twoPages = () =>
  aDocument(async (pdf) => {
    const font = await pdf.embedFont(StandardFonts.Helvetica);
    for (const text of ["Prima pagina", "Seconda pagina"])
      pdf.addPage([595, 842]).drawText(text, { x: 50, y: 700, font });
  });

const producers: Readonly<Record<string, () => Uint8Array | Promise<Uint8Array>>> = {
  Chromium: () => fixture("chromium.pdf"),
  Typst: () => fixture("typst.pdf"),
  "qpdf, linearised": () => fixture("linearized.pdf"),
  "qpdf, object streams": () => fixture("object-streams.pdf"),
  "qpdf, a table": () => rewritten("typst.pdf", (from, to) => run("qpdf", "--object-streams=disable", from, to)),
  cairo: () => rewritten("chromium.pdf", (from, to) => run("pdftocairo", "-pdf", from, to)),
  "pdf-lib": twoPages,
  "by hand": () => handMadePdf(),
  "by hand, hybrid": () => hybridPdf(),
  Ghostscript: () => rewritten("chromium.pdf", (from, to) => run("gs", "-q", "-sDEVICE=pdfwrite", "-o", to, from)),
};

describe.each(Object.entries(producers))("over a PDF of %s", (name, make) => {
  it("the stamps are sound, read and seen on every page", async ({ skip }) => {
    if (name === "Ghostscript" && spawnSync("gs", ["--version"]).error)
      return skip("Ghostscript is not installed here");
    const base = await make();
    const path = put("stamped.pdf", await stamped(base, { appended: fixture("typst.pdf") }));
    expect(run("qpdf", "--check", path)).toContain("No syntax or stream encoding errors found");
    const pages = run("pdftotext", "-layout", path, "-").split("\f").slice(0, -1);
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`pag. ${index + 1}/${pages.length}`);
      expect(page).toContain("Zdeňka Příkladová");
    }
    const ours = run("pdffonts", path)
      .split("\n")
      .filter((line) => line.includes("SourceSans3-Regular") || line.includes("SourceSans3-SemiBold"));
    expect(ours.length).toBeGreaterThan(1);
    for (const line of ours) expect(line).toMatch(/^[A-Z]{6}\+SourceSans3-\w+ .* yes yes yes /);
    run("pdftoppm", "-png", "-r", "200", "-f", "1", "-l", "1", "-singlefile", path, file("page"));
    expect(run("zbarimg", "--quiet", "--raw", file("page.png")).trim()).toBe(stamps.url);
  });
});

/** Where a word stands on the page as it is seen: from the left and from below, and the page's size. */
function placeOf(path: string, word: string, turn: number) {
  const box = run("pdftotext", "-bbox", "-f", "1", "-l", "1", path, "-");
  // Of a turned page poppler gives the words as they are seen, and the sides as they were.
  const [, one, other] = /<page width="([\d.]+)" height="([\d.]+)">/.exec(box) ?? [];
  const [, x, y] =
    new RegExp(`<word xMin="([\\d.-]+)" yMin="[\\d.-]+" xMax="[\\d.-]+" yMax="([\\d.-]+)">${word}</word>`).exec(box) ??
    [];
  const [width, height] = (turn % 180 === 0 ? [one, other] : [other, one]).map(Number);
  return { left: Number(x), below: (height ?? 0) - Number(y), width: width ?? 0, height: height ?? 0 };
}

describe("on a page as people see it", () => {
  it.each([0, 90, 180, 270])("turned by %i degrees, the band is at the foot and upright", async (turn) => {
    const base = await aDocument((pdf) => pdf.addPage([595, 842]).setRotation(degrees(turn)));
    const path = put(`turned-${turn}.pdf`, await stamped(base));
    const place = placeOf(path, "pag\\.", turn);
    const [width, height] = turn % 180 === 0 ? [595, 842] : [842, 595];
    expect(place.width).toBeCloseTo(width, 0);
    expect(place.height).toBeGreaterThan(height + 40);
    expect(place.below).toBeGreaterThan(0);
    expect(place.below).toBeLessThan(40);
    expect(place.left).toBeGreaterThan(width / 2);
  });

  it("cropped and turned, nothing that was hidden comes back, and the scan is under no stamp", async () => {
    const base = await aDocument((pdf) => {
      const page = pdf.addPage([595, 842]);
      page.drawRectangle({ x: 0, y: 0, width: 595, height: 842 });
      page.setCropBox(100, 200, 300, 400);
      page.setRotation(degrees(270));
    });
    const path = put("cropped.pdf", await stamped(base));
    run("pdftoppm", "-r", "72", "-gray", "-cropbox", "-singlefile", path, file("cropped"));
    const { data, width, height } = pgm(readFileSync(file("cropped.pgm")));
    expect(width).toBe(400);
    const dark = (row: number) => data.subarray(row * width, (row + 1) * width).filter((grey) => grey < 40).length;
    // All of what was seen is still black, to its last line; below it is the band's white ground.
    expect(dark(150)).toBe(width);
    expect(dark(298)).toBe(width);
    expect(height).toBeGreaterThan(340);
    for (let row = 304; row < height; row += 1) expect(dark(row)).toBeLessThan(width / 2);
  });
});

function pgm(bytes: Uint8Array) {
  const [head = "", width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(Buffer.from(bytes).toString("latin1")) ?? [];
  return { data: bytes.subarray(head.length), width: Number(width), height: Number(height) };
}

describe("over what was signed", () => {
  it("every earlier signature stays what it was in pdfsig", async () => {
    const [{ signer }, { signer: second }] = [await aSigner("P-256"), await aSigner("P-256", "Bruno Esempio")];
    const signed = await sealPdf(await sealPdf(fixture("object-streams.pdf"), signer, { at }), second, { at });
    const said = (path: string) =>
      run("pdfsig", "-nocert", path)
        .split(/^Signature #/m)
        .slice(1)
        .map((one) => one.replace(/^\s+- (Total|Not total) document signed\n/m, ""));
    const [before, after] = [said(put("signed.pdf", signed)), said(put("over.pdf", await stamped(signed)))];
    expect(before.join("").match(/Signature is Valid/g)).toHaveLength(2);
    expect(after).toEqual(before);
  });
});

describe("over a tagged PDF", () => {
  it("the closing page is read aloud after the act's own, and the stamps are not", async () => {
    const engine = openEngine();
    try {
      const over = await engine.renderOver(fixture("typst.pdf"), act, copyStamps, setup);
      if (!over.ok) throw new Error(over.refusal.why.en);
      const read = run("pdfinfo", "-struct-text", put("tagged.pdf", over.rendered.bytes));
      expect(read).toContain("Verifica e approvazioni");
      expect(read).toContain("Carla Modello, Responsabile unico del progetto");
      expect(read).not.toContain("pag. 1/");
    } finally {
      await engine.close();
    }
  }, 120_000);
});

describe("over PDF/A", () => {
  it("a PDF/A-1b file is still one in Preflight, with the closing page behind it", async () => {
    const pdf = await PDFDocument.create();
    pdf.registerFontkit(fontkit as never);
    const face = enginePaths().fonts[0]?.path ?? "";
    const font = await pdf.embedFont(readFileSync(face), { subset: true });
    pdf.addPage([595, 842]).drawText("Atto di prova", { x: 50, y: 700, font });
    pdf.convertToPDFA({ conformance: "1B" });
    const base = await pdf.save({ useObjectStreams: false });
    expect(preflight(put("a1b.pdf", base))).toEqual([]);
    expect(preflight(put("a1b-stamped.pdf", await stamped(base)))).toEqual([]);
    const engine = openEngine();
    try {
      const over = await engine.renderOver(base, act, copyStamps, setup);
      if (!over.ok) throw new Error(over.refusal.why.en);
      expect(preflight(put("a1b-over.pdf", over.rendered.bytes))).toEqual([]);
    } finally {
      await engine.close();
    }
  }, 120_000);
});
