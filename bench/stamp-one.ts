// One piece of work in a process of its own, so that its CPU and memory can be measured from outside.
//
//   node bench/stamp-one.ts visto|pdf-lib IN OUT
//   node bench/stamp-one.ts make PAGES OUT
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { appendFile, open } from "node:fs/promises";
import * as nodeModule from "node:module";
import { dirname, join } from "node:path";

const [, , work, from = "", to = ""] = process.argv;
// As the command line does: without it every start takes the types off again.
nodeModule.enableCompileCache(join(dirname(to), "compile-cache"));
// Peers stay out of the import rules: no composition of ours may lean on them here.
const peer = nodeModule.createRequire(import.meta.url);
const works: Readonly<Record<string, () => Promise<void>>> = { visto: withVisto, "pdf-lib": withPdfLib, make };
await (works[work ?? ""] ?? withVisto)();

/** The base is copied by the system and the update put behind it, as a store does with a part of an object. */
async function withVisto(): Promise<void> {
  const { openStamper } = await import("../shared/pdf/overlay/lay-over.ts");
  const { benchFonts, benchStamps } = await import("./stamp-text.ts");
  const file = await open(from);
  const { size } = await file.stat();
  const read = async (start: number, end: number) => {
    const bytes = new Uint8Array(end - start);
    await file.read(bytes, 0, bytes.length, start);
    return bytes;
  };
  const laid = await openStamper(benchFonts()).layOver({ length: size, read }, benchStamps);
  await file.close();
  if (!laid.ok) throw new Error(laid.refusal.code);
  copyFileSync(from, to);
  await appendFile(to, laid.overlay.tail);
}

async function withPdfLib(): Promise<void> {
  const { benchFonts, benchStamps } = await import("./stamp-text.ts");
  const { PDFDocument } = peer("pdf-lib");
  const { encode } = await import("uqr");
  const pdf = await PDFDocument.load(readFileSync(from));
  pdf.registerFontkit(peer("@cantoo/fontkit"));
  const font = await pdf.embedFont(benchFonts().text, { subset: true });
  const { data } = encode(benchStamps.url, { ecc: "M", border: 4 });
  const pages = pdf.getPages();
  const module = 48 / data.length;
  for (const [index, page] of pages.entries()) {
    const lines = [benchStamps.title, ...benchStamps.lines, benchStamps.label(index + 1, pages.length)];
    for (const [row, line] of lines.entries()) page.drawText(line, { x: 28, y: 60 - row * 9, size: 7.2, font });
    // One path a page, which is kinder than a rectangle for each module.
    const path = data.flatMap((cells, row) =>
      cells.flatMap((dark, column) =>
        dark ? [`M${column * module} ${row * module}h${module}v${module}h-${module}z`] : [],
      ),
    );
    page.drawSvgPath(path.join(""), { x: 500, y: 60, borderWidth: 0 });
  }
  writeFileSync(to, await pdf.save());
}

async function make(): Promise<void> {
  const { PDFDocument, StandardFonts } = peer("pdf-lib");
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let page = 0; page < Number(from); page++) {
    const sheet = pdf.addPage([595, 842]);
    for (let line = 0; line < 40; line++)
      sheet.drawText(`Pagina ${page} riga ${line} di un testo di prova che arriva quasi in fondo alla riga`, {
        x: 50,
        y: 780 - line * 16,
        size: 10,
        font,
      });
  }
  writeFileSync(to, await pdf.save());
}
