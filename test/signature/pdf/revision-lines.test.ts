import { describe, it } from "vitest";
import {
  addSignature,
  newPdf,
  overwritten,
  revise,
  signedText,
  stream,
  type TestPdf,
} from "../../support/signing/pdf-writer.ts";
import { verify } from "../fixtures.ts";
import { adele, bruno, expectChanges, expectNeverGreen, verified } from "./never-green.ts";
import { annotated, annotation, certified, form, other, signed, textField, withField, written } from "./shapes.ts";

// Proves, line by line of the list of negative cases, that what later revisions do to a signed PDF is told: incremental
// saving, shadow documents, pages and layers, pictures laid over the text.

describe("line 24: incremental saving", () => {
  it.each(["isa-no-xref.pdf", "isa-no-xref-trailer.pdf", "isa-comment-tail.pdf", "later-content.pdf"])(
    "line 24: %s",
    (name) => {
      expectNeverGreen(verify(name));
    },
  );

  it("line 24: the content is replaced in a later revision", () => {
    expectChanges(revise(signed(), { objects: { 4: other } }).bytes, "forbidden", /contenuto firmato \(4\)/);
  });

  it("line 24: the page is replaced by one of the same number", () => {
    const page = "<< /Type /Page /Parent 2 0 R /Contents 30 0 R /Annots [21 0 R] >>";
    const bytes = revise(signed(), { objects: { 3: page, 30: other } }).bytes;
    expectChanges(bytes, "forbidden", /pagina 1 \(\/Contents\)/);
  });

  it("line 24: the new revision does not continue the signed one", () => {
    const bytes = overwritten(
      revise(signed(), { objects: { 4: other } }).bytes,
      /\/Prev (\d+) (?=>>\nstartxref\n\d+\n%%EOF\n$)/,
      (found) => " ".repeat(found.length),
    );
    expectNeverGreen(verified(bytes));
  });
});

describe("shadow documents", () => {
  const picture = (grey: string) =>
    stream(grey, "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8");
  const covering = {
    4: stream(`${signedText} q 400 0 0 40 60 700 cm /Im Do Q`),
    7: "<< /Font << /F1 5 0 R >> /XObject << /Im 30 0 R >> >>",
    30: picture("\xff"),
  };

  it.each([
    ["becomes another object", { 30: "<< /Type /Metadata >>" }, undefined],
    ["is freed", {}, [30]],
    ["gets another picture", { 30: picture("\x00") }, undefined],
  ])("line 25: the covering image %s", (_how, objects: Record<number, string>, free) => {
    const later = revise(signed({}, covering), { objects, ...(free === undefined ? {} : { free }) });
    expectChanges(later.bytes, "forbidden", /contenuto firmato \(30\)/);
  });

  it("line 25: the form field over the text is emptied", () => {
    const bytes = revise(addSignature(withField(), adele, { number: 20 }), { objects: { 11: "<< >>" } }).bytes;
    expectChanges(bytes, "forbidden", /campo/);
  });

  it("line 25: a cover is taken off the text where removing annotations is permitted", () => {
    const cover = annotation("Square", "/AP << /N 61 0 R >>").replace("300 300 400 320", "60 700 500 740");
    const base = certified(3, newPdf({ annotations: [60] }, { 60: cover, 61: form("1 g 0 0 200 20 re f") }));
    expectChanges(revise(base, { state: { annotations: [21] } }).bytes, "suspicious", /copre o scopre/);
  });

  it("line 26: a small signature picture covers the text", () => {
    const appearance = { 30: form("1 g 0 0 200 20 re f 0 g BT /Helv 12 Tf 2 5 Td (euro 9.999,99) Tj ET") };
    const bytes = addSignature(signed(), bruno, {
      number: 22,
      name: "Firma2",
      rect: "190 715 330 735",
      field: "/AP << /N 30 0 R >>",
      objects: appearance,
    }).bytes;
    expectChanges(bytes, "suspicious", /copre/);
  });

  it("line 27: the font of the text is replaced", () => {
    const bytes = revise(signed(), { objects: { 5: "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>" } }).bytes;
    expectChanges(bytes, "forbidden", /contenuto firmato \(5\)/);
  });

  it("line 27: the appearance of a field is overwritten under an approval", () => {
    const bytes = revise(addSignature(withField(), adele, { number: 20 }), { objects: { 12: written("altro") } }).bytes;
    expectChanges(bytes, "suspicious", /«oggetto»/);
  });

  it("line 27: an appearance that the page draws too is no field's own", () => {
    const base = newPdf(
      { fields: [11], annotations: [11] },
      {
        4: stream(`${signedText} /Fm Do`),
        7: "<< /Font << /F1 5 0 R >> /XObject << /Fm 12 0 R >> >>",
        11: textField("prova"),
        12: written("prova"),
      },
    );
    expectChanges(
      revise(certified(2, base), { objects: { 12: written("altro") } }).bytes,
      "forbidden",
      /contenuto firmato \(12\)/,
    );
  });

  it("line 28: hidden pages are shown by other references (hide and replace)", () => {
    const hidden = {
      40: "<< /Type /Pages /Kids [41 0 R] /Count 1 /MediaBox [0 0 595 842] /Resources 7 0 R >>",
      41: "<< /Type /Page /Parent 40 0 R /Contents 42 0 R >>",
      42: other,
    };
    const base = signed({}, hidden);
    const bytes = revise(base, { objects: { 1: "<< /Type /Catalog /Pages 40 0 R /AcroForm 10 0 R >>" } }).bytes;
    expectChanges(bytes, "forbidden", /Pagine/);
  });

  it("line 28: only the cross-reference gives an object another place (use of another version)", () => {
    const base = signed({}, { 42: other });
    const at = Buffer.from(base.bytes).toString("latin1").indexOf("42 0 obj");
    const forged = Buffer.from(base.bytes).toString("latin1");
    const start = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(forged)?.[1] ?? "";
    const table = `xref\n4 1\n${String(at).padStart(10, "0")} 00000 n \ntrailer\n<< /Root 1 0 R /Size 400 /Prev ${start} >>\nstartxref\n${forged.length}\n%%EOF\n`;
    expectNeverGreen(verified(new Uint8Array(Buffer.from(forged + table, "latin1"))));
  });
});

describe("pages, resources and layers", () => {
  const page = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>";
  const tree = (kids: string, count: number) =>
    `<< /Type /Pages /Kids [${kids}] /Count ${count} /MediaBox [0 0 595 842] /Resources 7 0 R >>`;

  it.each([
    ["added", tree("3 0 R 41 0 R", 2)],
    ["put before", tree("41 0 R 3 0 R", 2)],
    ["put in the place of the signed one", tree("41 0 R", 1)],
    ["removed", tree("", 0)],
  ])("line 29: a page is %s", (_how, pages) => {
    expectChanges(revise(signed(), { objects: { 2: pages, 41: page } }).bytes, "forbidden", /Pagine/);
  });

  it("line 29: two pages change places", () => {
    const base = signed({}, { 2: tree("3 0 R 41 0 R", 2), 41: page });
    expectChanges(revise(base, { objects: { 2: tree("41 0 R 3 0 R", 2) } }).bytes, "forbidden", /Pagine/);
  });

  it("line 30: inherited resources are replaced on the page tree", () => {
    const pages = tree("3 0 R", 1).replace("7 0 R", "<< /Font << /F1 43 0 R >> >>");
    const font = { 2: pages, 43: "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>" };
    expectChanges(revise(signed(), { objects: font }).bytes, "forbidden", /\/Resources/);
  });

  it("line 30: the inherited resources themselves are replaced", () => {
    expectChanges(
      revise(signed(), { objects: { 7: "<< /Font << >> >>" } }).bytes,
      "forbidden",
      /contenuto firmato \(7\)/,
    );
  });

  it("line 30: the page is given resources of its own", () => {
    expectChanges(revise(signed(), { state: { page: "/Resources << >>" } }).bytes, "forbidden", /pagina 1/);
  });

  const layers = "/OCProperties << /OCGs [50 0 R] /D 51 0 R >>";
  const layered = { 50: "<< /Type /OCG /Name (Importo) >>", 51: "<< /ON [50 0 R] >>" };

  it.each([
    ["in its own object", { objects: { 51: "<< /OFF [50 0 R] >>" } }],
    ["in the catalog", { state: { catalog: "/OCProperties << /OCGs [50 0 R] /D << /OFF [50 0 R] >> >>" } }],
  ])("line 31: a layer is switched off %s", (_where, revision) => {
    expectChanges(revise(signed({ catalog: layers }, layered), revision).bytes, "forbidden", /livelli/);
  });
});

describe("annotations and signatures laid over the document", () => {
  it.each(["FreeText", "Stamp", "Square", "Redact", "Text", "Highlight"])(
    "line 32: a %s comes after an approval",
    (subtype) => {
      expectChanges(annotated(signed(), annotation(subtype)).bytes, "suspicious", /annotazione a pagina 1/);
    },
  );

  const opaque = { 30: form("1 1 1 rg 0 0 200 20 re f") };
  const overlay = (pdf: TestPdf) =>
    addSignature(pdf, bruno, {
      number: 22,
      name: "Firma2",
      rect: "60 710 500 735",
      field: "/AP << /N 30 0 R >>",
      objects: opaque,
    });

  it("line 33: the picture of a new signature hides the text", () => {
    expectChanges(overlay(signed()).bytes, "suspicious", /copre/);
  });

  it.each([
    ["an image", "/Im Do"],
    ["an inline image", "BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI"],
    ["letters in the colour of paper", "1 g BT /Helv 12 Tf (XXXXXXXX) Tj ET"],
    ["letters as large as bars", "BT /Helv 90 Tf (-) Tj ET"],
    ["another form", "/Fm Do"],
  ])("line 33: the picture hides the text by %s", (_how, content) => {
    const resources = "/Resources << /Font << /Helv 5 0 R >> /XObject << /Im 31 0 R /Fm 32 0 R >> >>";
    const objects = {
      30: stream(content, `/Type /XObject /Subtype /Form /BBox [0 0 200 20] ${resources}`),
      31: stream(
        "\xff",
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
      ),
      32: form("0 0 200 20 re f"),
    };
    const bytes = addSignature(signed(), bruno, {
      number: 22,
      name: "Firma2",
      rect: "60 710 500 735",
      field: "/AP << /N 30 0 R >>",
      objects,
    }).bytes;
    expectChanges(bytes, "suspicious", /copre/);
  });

  it("line 33: a prepared empty field over the text gets a picture that hides it", () => {
    const empty = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Firma2) /P 3 0 R /Rect [60 710 500 735] /F 4 >>";
    const base = addSignature(newPdf({ fields: [31], annotations: [31] }, { 31: empty }), adele, { number: 20 });
    const bytes = addSignature(base, bruno, {
      number: 22,
      name: "Firma2",
      prepared: 31,
      rect: "60 710 500 735",
      field: "/AP << /N 30 0 R >>",
      objects: opaque,
    }).bytes;
    expectNeverGreen(verified(bytes));
  });

  it.each([1, 2, 3] as const)("line 34: neither passes under a certification of level %i", (level) => {
    expectNeverGreen(verified(annotated(certified(level), annotation("FreeText")).bytes));
    expectNeverGreen(
      verified(
        annotated(certified(level), annotation("Stamp", "/AP << /N 61 0 R >>"), { 61: form("0 0 200 20 re f") }).bytes,
      ),
    );
    expectNeverGreen(
      verified(
        annotated(certified(level), annotation("Text", "/AP << /N 61 0 R >>"), {
          61: form("BT /Helv 12 Tf (euro 9) Tj ET"),
        }).bytes,
      ),
    );
    expectNeverGreen(verified(overlay(certified(level)).bytes));
  });
});
