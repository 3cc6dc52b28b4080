import { beforeAll, describe, expect, it } from "vitest";
import { readEngineParts } from "../../local/engine/index.ts";
import type { AttachedFile } from "../../shared/pdf/finish/attached-files.ts";
import { readEngineFile, UnknownLayout } from "../../shared/pdf/finish/engine-file.ts";
import { type Finishing, finishPdfA } from "../../shared/pdf/finish/pdf-a.ts";
import { extractText } from "../../shared/pdf/index.ts";
import { pageModel } from "../../shared/pdf/page-model.ts";
import { openTypst } from "../../shared/pdf/typst-engine.ts";
import { brief, setup } from "./samples.ts";

const finishing: Finishing = {
  title: "Determinazione <di> prova & «virgolette»",
  author: "Comune di Borgo Sereno",
  date: "2025-12-24",
  producer: "Typst",
  attached: [],
};
const evidence: AttachedFile = {
  name: "visto-evidence.json",
  mediaType: "application/json",
  description: "Dati di verifica",
  bytes: new TextEncoder().encode('{"à":1}'),
};
let plain: Uint8Array;
beforeAll(async () => {
  const engine = await openTypst(await readEngineParts());
  plain = engine.compile({ "/act.json": new TextEncoder().encode(JSON.stringify(pageModel(brief, setup))) });
});

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

describe("the PDF/A finisher", () => {
  it("claims PDF/A-2a with an output intent, metadata, a shown title and two ids", () => {
    const said = text(finishPdfA(plain, finishing));
    for (const wanted of [
      "<pdfaid:part>2</pdfaid:part>",
      "<pdfaid:conformance>A</pdfaid:conformance>",
      "<rdf:li>it-IT</rdf:li>",
      "<xmp:CreateDate>2025-12-24T00:00:00Z</xmp:CreateDate>",
      "/CreationDate (D:20251224000000Z)",
      "/S /GTS_PDFA1",
      "/DisplayDocTitle true",
      "/MarkInfo",
    ])
      expect(said).toContain(wanted);
    expect(said).toMatch(/\/ID \[<[0-9A-F]{32}> <[0-9A-F]{32}>\]/);
    expect(Buffer.from(said, "latin1").toString()).toContain("Determinazione &lt;di&gt; prova &amp; «virgolette»");
    expect(said).not.toMatch(/\/Dest \d+ 0 R/);
  });

  it("claims PDF/A-3a with the attached file as it is, named by the catalog as data", () => {
    const said = text(finishPdfA(plain, { ...finishing, attached: [evidence] }));
    expect(said).toContain("<pdfaid:part>3</pdfaid:part>");
    expect(said).toContain("/AFRelationship /Data");
    expect(said).toMatch(/\/AF \[\d+ 0 R\] \/Names << \/EmbeddedFiles/);
    expect(said).toContain(`stream\n${text(evidence.bytes)}\nendstream`);
  });

  it("gives the same bytes for the same input, and another id for other content of the same length", () => {
    const once = finishPdfA(plain, { ...finishing, attached: [evidence] });
    expect(Buffer.compare(once, finishPdfA(plain.slice(), { ...finishing, attached: [evidence] }))).toBe(0);
    const other = { ...evidence, bytes: new TextEncoder().encode('{"à":2}') };
    const id = (bytes: Uint8Array) => /\/ID \[(<\w+>) (<\w+>)\]/.exec(text(bytes))?.slice(1);
    const [permanent, changing] = id(once) ?? [];
    const [same, changed] = id(finishPdfA(plain, { ...finishing, attached: [other] })) ?? [];
    expect(same).toBe(permanent);
    expect(changed).not.toBe(changing);
  });

  it("leaves every object of pages, fonts and structure byte for byte", () => {
    const before = readEngineFile(plain).objects;
    const said = finishPdfA(plain, finishing);
    const changed = [...before].filter(([, body]) => Buffer.from(said).indexOf(Buffer.from(body)) < 0);
    // Information, metadata, catalog, the two colour profiles, and the bookmarks.
    const bookmarks = [...before.values()].filter((body) => /\/Dest \d+ 0 R/.test(text(body))).length;
    expect(changed).toHaveLength(5 + bookmarks);
  });

  it("keeps the text", async () => {
    expect(await extractText(finishPdfA(plain, finishing))).toEqual(await extractText(plain));
  });

  it.each([
    ["nothing", () => new Uint8Array()],
    ["a file cut short", () => plain.slice(0, -200)],
    ["a file that was finished already", () => finishPdfA(plain, finishing)],
    ["a table that points elsewhere", () => Buffer.from(text(plain).replace("%PDF-1.7\n", "%PDF-1.7\n\n"), "latin1")],
    [
      "an untagged file",
      () => Buffer.from(text(plain).replace(/\/StructTreeRoot (?=\d)/, "/StructTreeToor "), "latin1"),
    ],
  ])("refuses %s as a layout that it does not know", (_, make) => {
    expect(() => finishPdfA(make(), finishing)).toThrow(UnknownLayout);
  });
});
