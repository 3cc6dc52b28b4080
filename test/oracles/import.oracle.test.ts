// Proves that the published act is read from PDFs that other programs make of it, printed here and now.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cremona2706 } from "../../shared/act/examples/cremona-2706-2025.ts";
import { pagesOfText, readAct } from "../../shared/act/reading/index.ts";
import { extractLines } from "../../shared/pdf/index.ts";
import { sayable } from "../act/reading/same-act.ts";
import { layouts, pageOf } from "../fixtures/acts/printed/layouts.ts";

const folder = mkdtempSync(join(tmpdir(), "visto-printed-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);

function run(command: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
}
const has = (command: string) => spawnSync(command, ["--version"]).error === undefined;

function chromium(name: string, page: string): string {
  const html = path(`${name}.html`);
  const pdf = path(`${name}.pdf`);
  writeFileSync(html, page);
  const quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"];
  run("chromium", ...quiet, `--user-data-dir=${path("profile")}`, `--print-to-pdf=${pdf}`, html);
  return pdf;
}
const printed = (layout: (typeof layouts)[number]) => chromium(layout, pageOf(layout));

async function expectFound(pdf: string) {
  const { act } = readAct(await extractLines(readFileSync(pdf)));
  expect(act.recordedAttachments).toEqual(cremona2706.recordedAttachments);
  expect([act.number, act.year, act.date, act.cig]).toEqual([2706, 2025, "2025-12-24", "B9A443D84D"]);
  expect(act.totals).toEqual(cremona2706.totals);
  expect(act.contract?.vatNumber).toBe("05629570960");
  expect(act.declaredAttachments).toEqual(cremona2706.declaredAttachments);
  return act;
}

describe("the published act, printed by Chromium", () => {
  it.each(layouts)("as %s has both impronte, number, codes and amounts", async (layout) => {
    await expectFound(printed(layout));
  });

  it.each(["justified", "small"] as const)("as %s is read whole", async (layout) => {
    const { act } = readAct(await extractLines(readFileSync(printed(layout))));
    expect(sayable(act)).toEqual(sayable(cremona2706));
  });
});

describe("the same, written again", () => {
  it.skipIf(!has("gs"))(
    `by Ghostscript is read whole${has("gs") ? "" : " (skipped: gs is not installed)"}`,
    async () => {
      run(
        "gs",
        "-q",
        "-dNOPAUSE",
        "-dBATCH",
        "-sDEVICE=pdfwrite",
        `-sOutputFile=${path("gs.pdf")}`,
        printed("justified"),
      );
      expect(sayable(await expectFound(path("gs.pdf")))).toEqual(sayable(cremona2706));
    },
  );

  it("by qpdf, with object streams, is read whole", async () => {
    run("qpdf", "--object-streams=generate", "--recompress-flate", printed("justified"), path("qpdf.pdf"));
    expect(sayable(await expectFound(path("qpdf.pdf")))).toEqual(sayable(cremona2706));
  });

  it.each([[], ["-layout"], ["-raw"]])("as text by pdftotext %s has both impronte", async (...options) => {
    run("pdftotext", ...options, printed("narrow"), path("narrow.txt"));
    const { act } = readAct(pagesOfText(readFileSync(path("narrow.txt"), "utf8")));
    expect(act.recordedAttachments).toEqual(cremona2706.recordedAttachments);
    expect([act.number, act.cig]).toEqual([2706, "B9A443D84D"]);
  });
});

describe("the same as pictures", () => {
  it("has no text, and that is what is said", async () => {
    run("pdftoppm", "-r", "60", "-gray", "-png", "-f", "1", "-l", "1", printed("justified"), path("page"));
    const picture = readFileSync(path("page-1.png")).toString("base64");
    const pdf = chromium("scan", `<!doctype html><title>Scansione</title><img src="data:image/png;base64,${picture}">`);
    const { found, missing } = readAct(await extractLines(readFileSync(pdf)));
    expect(found).toEqual([]);
    expect(missing).toEqual([{ field: "(testo)", why: "no-text" }]);
  });
});
