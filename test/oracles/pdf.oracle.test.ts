import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enginePaths, openEngine } from "../../local/engine/index.ts";
import { borgoSereno2706 } from "../../shared/act/examples/borgo-sereno-2706-2025.ts";
import { cremona2706 } from "../../shared/act/examples/cremona-2706-2025.ts";
import { extractText } from "../../shared/pdf/index.ts";
import { pageModel } from "../../shared/pdf/page-model.ts";
import { qrSvg } from "../../shared/pdf/qr.ts";
import { pdfOf, setup, stamps } from "../pdf/samples.ts";
import { findNativeTypst } from "../support/native-typst.ts";

const engine = openEngine();
const directory = mkdtempSync(join(tmpdir(), "visto-pdf-"));
const file = (name: string) => join(directory, name);

function run(command: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stdout}${stderr}`);
  return stdout;
}

const arms = {
  format: "svg" as const,
  alt: "Stemma di prova",
  bytes: new TextEncoder().encode(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 12"><path fill="#0b3a66" d="M0 0h10v7q0 4-5 5-5-1-5-5z"/></svg>',
  ),
};
const golden = [
  { name: "twin-original", act: borgoSereno2706, setup, stamps: undefined },
  { name: "twin-copy", act: borgoSereno2706, setup, stamps },
  { name: "twin-arms", act: borgoSereno2706, setup: { ...setup, arms }, stamps },
  { name: "cremona-original", act: cremona2706, setup, stamps: undefined },
  { name: "cremona-copy", act: cremona2706, setup, stamps },
];
const names = golden.map((one) => one.name);

beforeAll(async () => {
  for (const { name, act, setup, stamps } of golden) {
    const outcome = stamps ? engine.renderCopy(act, stamps, setup) : engine.renderOriginal(act, setup);
    writeFileSync(file(`${name}.pdf`), pdfOf(await outcome).bytes);
  }
}, 120_000);
afterAll(async () => {
  await engine.close();
  rmSync(directory, { recursive: true });
});

describe("tools of others on the rendered pages", () => {
  it.each(names)("poppler finds %s tagged, titled and with every font embedded", (name) => {
    const info = run("pdfinfo", file(`${name}.pdf`));
    expect(info).toMatch(/^Tagged:\s+yes$/m);
    expect(info).toMatch(/^Title:\s+Determinazione dirigenziale.*Affidamento/m);
    expect(info).toMatch(/^Author:\s+Comune di/m);
    expect(info).toMatch(/^Page size:.*A4/m);
    const fonts = run("pdffonts", file(`${name}.pdf`))
      .trim()
      .split("\n")
      .slice(2);
    expect(fonts.length).toBeGreaterThan(2);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+(SourceSans3|IBMPlexMono)-\w+ .* yes yes yes /);
  });

  it.each(names)("qpdf finds %s well formed, in Italian", (name) => {
    expect(run("qpdf", "--check", file(`${name}.pdf`))).toContain("No syntax or stream encoding errors found");
    const json = JSON.parse(run("qpdf", "--json=2", "--json-key=qpdf", file(`${name}.pdf`)));
    expect(JSON.stringify(json)).toContain('"/Lang":"u:it-IT"');
  });

  it("pdftotext reads labels before texts, and every page number", () => {
    const text = run("pdftotext", file("twin-copy.pdf"), "-");
    const order = [
      "OGGETTO",
      "Affidamento alla Società",
      "PREMESSE",
      "MOTIVAZIONE",
      "DETERMINA",
      "DECISIONE",
      "ALLEGATI",
    ];
    const places = order.map((words) => text.indexOf(words));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    const pages = text.split("\f").slice(0, -1);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`pag. ${index + 1}/${pages.length}`);
      expect(page).toContain("determinazione n. 2706/2025 del 24/12/2025");
      expect(page).toContain("(artt. 20 e 21 del D.Lgs. n. 82/2005).");
    }
    for (const { fingerprint } of borgoSereno2706.recordedAttachments) expect(text).toContain(fingerprint);
  });

  it("zbarimg reads the address from the QR code of the last page", () => {
    run("pdftoppm", "-png", "-r", "150", file("twin-copy.pdf"), file("page"));
    const last = run("pdfinfo", file("twin-copy.pdf")).match(/^Pages:\s+(\d+)$/m)?.[1];
    expect(run("zbarimg", "--quiet", "--raw", file(`page-${last}.png`)).trim()).toBe(stamps.verification.url);
  });
});

describe("the native compiler as a gate", () => {
  it.for(golden)(
    "accepts $name as PDF/UA-1 and as PDF/A-2a, and gives the bytes of the WASM engine",
    (one, { skip }) => {
      const native = findNativeTypst();
      if ("missing" in native) return skip(native.missing);
      const paths = enginePaths();
      const compiler = native.NodeCompiler.create({
        workspace: join(directory, "none"),
        fontArgs: [{ fontBlobs: paths.fonts.map((font) => readFileSync(font.path)) }],
      });
      const shadow = (path: string, bytes: Uint8Array) =>
        compiler.mapShadow(join(directory, "none", path), Buffer.from(bytes));
      const model = pageModel(one.act, one.setup, one.stamps);
      shadow("act.json", new TextEncoder().encode(JSON.stringify(model)));
      if (one.stamps) shadow("qr.svg", qrSvg(one.stamps.verification.url));
      if (one.setup.arms) shadow("arms.svg", one.setup.arms.bytes);
      compiler.addSource(join(directory, "none", "main.typ"), readFileSync(paths.template, "utf8"));
      const main = { mainFilePath: join(directory, "none", "main.typ") };
      for (const pdfStandard of ["ua-1", "a-2a"])
        expect(compiler.pdf(main, { pdfStandard }).length).toBeGreaterThan(1e4);
      expect(Buffer.compare(compiler.pdf(main), readFileSync(file(`${one.name}.pdf`)))).toBe(0);
    },
  );
});

describe("a thousand movements", () => {
  it("are printed whole, each with its details, the header on each page", async () => {
    const [first] = borgoSereno2706.movements;
    if (!first) throw new Error("the twin has a movement");
    const movements = Array.from({ length: 1000 }, (_, i) => ({
      ...first,
      subjectId: `S${10_000 + i}`,
      cig: `C${i}C`,
    }));
    const { bytes } = pdfOf(await engine.renderOriginal({ ...borgoSereno2706, movements }, setup));
    const { bodies, pages } = await extractText(bytes);
    for (const { subjectId, cig } of movements) {
      const page = bodies.filter((body) => body.includes(subjectId) && body.includes(cig));
      expect(page, `${subjectId} and its details on one page`).toHaveLength(1);
    }
    const withRows = pages.filter((_, index) => /S1\d{4}/.test(bodies[index] ?? ""));
    for (const page of withRows) expect(page).toContain("Piano finanziario");
  }, 180_000);
});
