import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enginePaths, openEngine, readEngineParts } from "../../local/engine/index.ts";
import { borgoSereno2706 } from "../../shared/act/examples/borgo-sereno-2706-2025.ts";
import { cremona2706 } from "../../shared/act/examples/cremona-2706-2025.ts";
import type { ActData } from "../../shared/act/index.ts";
import { type CopyStamps, extractText, type PageSetup } from "../../shared/pdf/index.ts";
import { pageModel } from "../../shared/pdf/page-model.ts";
import { qrSvg } from "../../shared/pdf/qr.ts";
import { openTypst, type ShadowFiles } from "../../shared/pdf/typst-engine.ts";
import { sealPdf } from "../../shared/seal/index.ts";
import { pdfOf, setup, stamps } from "../pdf/samples.ts";
import { aSigner } from "../seal/signers.ts";
import { findNativeTypst, type NativeCompiler } from "../support/native-typst.ts";
import { claimingPart1, kinds, otherPart, preflight } from "../support/preflight.ts";

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
const evidence = {
  name: "visto-evidence.json",
  mediaType: "application/json",
  description: "Dati di verifica",
  bytes: new TextEncoder().encode('{"di":"prova"}'),
};
type Golden = {
  readonly name: string;
  readonly act: ActData;
  readonly setup: PageSetup;
  readonly stamps: CopyStamps | undefined;
};
const golden: readonly Golden[] = [
  { name: "twin-original", act: borgoSereno2706, setup, stamps: undefined },
  { name: "twin-copy", act: borgoSereno2706, setup, stamps },
  { name: "twin-arms", act: borgoSereno2706, setup: { ...setup, arms }, stamps },
  { name: "cremona-original", act: cremona2706, setup, stamps: undefined },
  { name: "cremona-copy", act: cremona2706, setup, stamps },
  { name: "evidence-copy", act: cremona2706, setup: { ...setup, attached: [evidence] }, stamps },
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

  it.each(names)(
    "pdftotext, which goes by position, reads the pages of %s in the order of their tags",
    async (name) => {
      const bare = (text: string) => text.replace(/[\s\u00AD]/gu, "");
      const { bodies } = await extractText(readFileSync(file(`${name}.pdf`)));
      const pages = run("pdftotext", file(`${name}.pdf`), "-").split("\f");
      for (const [index, body] of bodies.entries()) {
        const said = bare(pages[index] ?? "");
        // A table has two orders; what stands before it and after it has one.
        const table = body.search(/Tipo\s+movimento/);
        const parts = table < 0 ? [body] : [body.slice(0, table), body.slice(body.indexOf("ALLEGATI"))];
        for (const part of parts) expect(said, `page ${index + 1}`).toContain(bare(part));
      }
      expect(bare(pages[0] ?? "")).toMatch(/COMUNEDI\w+DeterminazionedirigenzialeN\.(\d+\/\d+)?del([\d/]+)?OGGETTO/);
    },
  );

  it("zbarimg reads the address from the QR code of the last page", () => {
    run("pdftoppm", "-png", "-r", "150", file("twin-copy.pdf"), file("page"));
    const last = run("pdfinfo", file("twin-copy.pdf")).match(/^Pages:\s+(\d+)$/m)?.[1];
    expect(run("zbarimg", "--quiet", "--raw", file(`page-${last}.png`)).trim()).toBe(stamps.verification.url);
  });
});

/** What the engine reads of a golden act beside template and fonts. */
function shadowFiles({ act, setup, stamps }: Golden): ShadowFiles {
  return {
    "/act.json": new TextEncoder().encode(JSON.stringify(pageModel(act, setup, stamps))),
    ...(stamps ? { "/qr.svg": qrSvg(stamps.verification.url) } : {}),
    ...(setup.arms ? { "/arms.svg": setup.arms.bytes } : {}),
  };
}

/** The native compiler's PDF of a golden act by any of its standards; or why there is none. */
function native(one: Golden): ((options?: { pdfStandard: string; bookmarks?: boolean }) => Buffer) | string {
  const found = findNativeTypst();
  if ("missing" in found) return found.missing;
  const paths = enginePaths();
  const workspace = join(directory, "none");
  return (options) => {
    const compiler: NativeCompiler = found.NodeCompiler.create({
      workspace,
      fontArgs: [{ fontBlobs: paths.fonts.map((font) => readFileSync(font.path)) }],
    });
    for (const [path, bytes] of Object.entries(shadowFiles(one)))
      compiler.mapShadow(join(workspace, path), Buffer.from(bytes));
    const main = join(workspace, "main.typ");
    const plain = options?.bookmarks === false ? "#set heading(bookmarked: false)\n" : "";
    compiler.addSource(main, plain + readFileSync(paths.template, "utf8"));
    return Buffer.from(
      compiler.pdf({ mainFilePath: main }, options ? { pdfStandard: options.pdfStandard } : undefined),
    );
  };
}

/** Every tag of the structure tree with how often it is there, and what the metadata claim. */
function structureOf(path: string) {
  const { qpdf } = JSON.parse(run("qpdf", "--json=2", "--json-key=qpdf", path)) as { qpdf: [unknown, object] };
  const tags: Record<string, number> = {};
  for (const one of Object.values(qpdf[1]) as { value?: Record<string, string> }[]) {
    const tag = one.value?.["/S"];
    if (tag && one.value?.["/P"]) tags[tag] = (tags[tag] ?? 0) + 1;
  }
  const metadata = run("pdfinfo", "-meta", path);
  const claim = ["part", "conformance"].map((key) => new RegExp(`<pdfaid:${key}>(\\w)<`).exec(metadata)?.[1]);
  return { tags, claim, language: metadata.includes("it-IT") };
}

describe("the native compiler as a gate", () => {
  it.for(golden)(
    "accepts $name as PDF/UA-1 and as PDF/A-2a, and gives the bytes of the WASM engine",
    async (one, { skip }) => {
      const compile = native(one);
      if (typeof compile === "string") return skip(compile);
      for (const pdfStandard of ["ua-1", "a-2a"]) expect(compile({ pdfStandard }).length).toBeGreaterThan(1e4);
      const wasm = await openTypst(await readEngineParts());
      expect(Buffer.compare(compile(), wasm.compile(shadowFiles(one)))).toBe(0);
    },
  );

  it.for(golden)("has the structure and the claim of our finished $name", (one, { skip }) => {
    const compile = native(one);
    if (typeof compile === "string") return skip(compile);
    const pdfStandard = one.setup.attached ? "a-3a" : "a-2a";
    writeFileSync(file("native.pdf"), compile({ pdfStandard }));
    const ours = structureOf(file(`${one.name}.pdf`));
    expect(ours).toEqual(structureOf(file("native.pdf")));
    expect(ours.claim).toEqual([pdfStandard[2], "A"]);
    expect(ours.tags["/H1"]).toBeGreaterThan(5);
    expect(ours.tags["/TH"]).toBeGreaterThan(5);
  });
});

describe("PDFBox Preflight", () => {
  it.for(golden)("passes a 1b twin of $name without bookmarks, with its one complaint otherwise", (one, { skip }) => {
    const compile = native(one);
    if (typeof compile === "string") return skip(compile);
    writeFileSync(file("1b.pdf"), compile({ pdfStandard: "a-1b", bookmarks: false }));
    expect(preflight(file("1b.pdf"))).toEqual([]);
    writeFileSync(file("1b.pdf"), compile({ pdfStandard: "a-1b" }));
    expect(kinds(preflight(file("1b.pdf")))).toEqual([
      "1.2.3 : Body Syntax error, Error: can't convert to Destination COSObject",
    ]);
  });

  it.for(golden)("finds nothing in our finished $name but that it claims another part", ({ name, setup }) => {
    const attached = [
      "1.2.9 : Body Syntax error, EmbeddedFile entry is present in a FileSpecification dictionary",
      "1.4.7 : Trailer Syntax error, EmbeddedFile entry is present in the Names dictionary",
    ];
    const expected = setup.attached ? attached : [];
    expect(kinds(preflight(file(`${name}.pdf`)))).toEqual([...expected, otherPart]);
    writeFileSync(file("part1.pdf"), claimingPart1(readFileSync(file(`${name}.pdf`))));
    expect(kinds(preflight(file("part1.pdf")))).toEqual(expected);
  });
});

describe("the seal", () => {
  it.each(["cremona-original", "evidence-copy"])(
    "keeps everything that %s was as PDF/A, and pdfsig holds it valid",
    async (name) => {
      const { signer } = await aSigner("P-256");
      const before = readFileSync(file(`${name}.pdf`));
      writeFileSync(file("sealed.pdf"), await sealPdf(before, signer, { at: new Date("2025-12-24T09:00:00Z") }));
      expect(run("pdfsig", "-nocert", file("sealed.pdf"))).toContain("Signature is Valid.");
      expect(run("qpdf", "--check", file("sealed.pdf"))).toContain("No syntax or stream encoding errors found");
      expect(kinds(preflight(file("sealed.pdf")))).toEqual(kinds(preflight(file(`${name}.pdf`))));
      expect(structureOf(file("sealed.pdf"))).toEqual(structureOf(file(`${name}.pdf`)));
      expect(run("pdfdetach", "-list", file("sealed.pdf"))).toEqual(run("pdfdetach", "-list", file(`${name}.pdf`)));
      expect(run("pdfinfo", file("sealed.pdf"))).toMatch(/^Tagged:\s+yes$/m);
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
