// A sealed PDF is the old one, whole, and after it a signature and nothing else.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { SealError, type SignerPort, sealPdf } from "../../shared/seal/index.ts";
import { catalogOf, firstPageOf, openDocument } from "../../shared/seal/pdf/document.ts";
import { entries } from "../../shared/seal/pdf/values.ts";
import { contentBytes, rawBytes } from "../../shared/signature/der/node.ts";
import { children, readElement } from "../../shared/signature/der/read.ts";
import { handMadePdf, hybridPdf, octets, textOf } from "./hand-made-pdf.ts";
import { aSigner, fixture } from "./signers.ts";

const at = new Date("2025-12-24T09:00:00Z");
let signer: SignerPort;
let second: SignerPort;

beforeAll(async () => {
  ({ signer } = await aSigner("P-256"));
  ({ signer: second } = await aSigner("P-256", "Bruno Esempio"));
});

/** Every signature of a file, found in its bytes as a stranger would. */
function signatures(pdf: Uint8Array) {
  const text = textOf(pdf);
  return [...text.matchAll(/\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\] *\/Contents </g)].map((match) => {
    const [start = 0, before = 0, after = 0, rest = 0] = match.slice(1).map(Number);
    const cms = Buffer.from(text.slice(before + 1, after - 1), "hex");
    const signed = Buffer.concat([pdf.subarray(start, start + before), pdf.subarray(after, after + rest)]);
    return { start, before, after, end: after + rest, cms, signed, contentsAt: match.index + match[0].length - 1 };
  });
}

/** The message digest that a CMS was signed over, wherever it stands in it. */
function messageDigest(cms: Uint8Array): string {
  const whole = readElement(cms);
  const type = "06092a864886f70d010904";
  const hex = Buffer.from(rawBytes(whole)).toString("hex");
  const place = hex.indexOf(type) / 2 + type.length / 2;
  const [value] = children(readElement(cms, place));
  return Buffer.from(contentBytes(value ?? whole)).toString("hex");
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const files = {
  "made by Typst": () => fixture("typst.pdf"),
  "made by Chromium": () => fixture("chromium.pdf"),
  "with object streams": () => fixture("object-streams.pdf"),
  linearized: () => fixture("linearized.pdf"),
  hybrid: hybridPdf,
  "made by hand": () => handMadePdf(),
  "without an end of line at its end": () => handMadePdf().slice(0, -1),
  "with a form in its catalog": () =>
    handMadePdf({ 1: "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]/DA(/Helv 0 Tf)>>>>" }),
  "with a form of its own": () =>
    handMadePdf({
      1: "<< /AcroForm 4 0 R /Type /Catalog /Pages 2 0 R >>",
      4: "<< /Fields [5 0 R] >>",
      5: "<< /T (nome) /FT /Tx >>",
    }),
  "with its fields apart": () =>
    handMadePdf({
      1: "<< /AcroForm 4 0 R /Type /Catalog /Pages 2 0 R >>",
      4: "<< /Fields 5 0 R /SigFlags 3 >>",
      5: "[]",
    }),
  "with its annotations apart": () =>
    handMadePdf({
      3: "<< /Type /Page /Parent 2 0 R /Annots 4 0 R >>",
      4: "[ 5 0 R % one\n]",
      5: "<< /Type /Annot /Subtype /Text /Rect [0 0 1 1] >>",
    }),
  "with a page tree two levels deep": () =>
    handMadePdf({
      2: "<< /Kids [4 0 R 3 0 R] /Count 2 >>",
      4: "<< /Type /Pages /Kids [5 0 R] /Parent 2 0 R >>",
      5: "<< /Type /Page /Parent 4 0 R >>",
    }),
};
const eachFile = Object.entries(files);

describe("a sealed PDF", () => {
  it.each(eachFile)("%s keeps the original as its exact beginning", async (_, make) => {
    const pdf = make();
    const sealed = await sealPdf(pdf, signer, { at });
    expect(sha256(sealed.subarray(0, pdf.length))).toBe(sha256(pdf));
    expect(sealed.length).toBeGreaterThan(pdf.length);
  });

  it.each(eachFile)("%s is signed whole but for the signature itself", async (_, make) => {
    const sealed = await sealPdf(make(), signer, { at });
    const [only, ...more] = signatures(sealed);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ start: 0, before: only?.contentsAt, end: sealed.length });
    expect(textOf(sealed.subarray((only?.after ?? 0) - 1, only?.after))).toBe(">");
    expect(messageDigest(only?.cms ?? new Uint8Array())).toBe(sha256(only?.signed ?? new Uint8Array()));
  });

  it.each(eachFile)("%s carries a second signature that leaves the first as it was", async (_, make) => {
    const once = await sealPdf(make(), signer, { at });
    const twice = await sealPdf(once, second, { at: new Date("2025-12-24T10:00:00Z") });
    const [first, last, ...more] = signatures(twice);
    expect(more).toEqual([]);
    expect(sha256(twice.subarray(0, once.length))).toBe(sha256(once));
    expect(first).toMatchObject({ end: once.length });
    expect(last).toMatchObject({ end: twice.length });
    for (const one of [first, last])
      expect(messageDigest(one?.cms ?? new Uint8Array())).toBe(sha256(one?.signed ?? new Uint8Array()));
  });

  it.each(eachFile)("%s changes only the form and the annotations of what was there", async (_, make) => {
    const before = openDocument(make());
    const after = openDocument(await sealPdf(make(), signer, { at }));
    const rest = (dictionary: Parameters<typeof entries>[0], key: string) =>
      [...entries(dictionary)]
        .filter(([name]) => name !== key)
        .map(([name, value]) => [name, textOf(value.bytes.subarray(value.start, value.end))]);
    expect(rest(catalogOf(after).value, "AcroForm")).toEqual(rest(catalogOf(before).value, "AcroForm"));
    expect(rest(firstPageOf(after).value, "Annots")).toEqual(rest(firstPageOf(before).value, "Annots"));
    expect(firstPageOf(after).reference).toEqual(firstPageOf(before).reference);
    expect(after.kind).toBe(before.kind);
  });

  it("says what it was told, in letters beyond ASCII too, and its time with the zone", async () => {
    const sealed = textOf(
      await sealPdf(handMadePdf(), signer, { at, reason: "Sigillo (TEST)", location: "Città", fieldName: "Sigillo" }),
    );
    expect(sealed).toContain("/M (D:20251224090000+00'00')");
    expect(sealed).toContain("/Reason (Sigillo \\(TEST\\))");
    expect(sealed).toContain("/Location <feff004300690074007400e0>");
    expect(sealed).toContain("/T (Sigillo)");
    expect(sealed).toContain("/SubFilter /ETSI.CAdES.detached");
    expect(sealed).toContain("/SigFlags 3");
  });

  it("keeps the first part of the file's identifier, octets beyond ASCII as they are", async () => {
    const sealed = await sealPdf(handMadePdf({}, "/ID [(\xe0\xff\\)x) (\xe0\xff\\)x)]"), signer, { at });
    expect(textOf(sealed)).toMatch(/\/ID \[\(\xe0\xff\\\)x\) <[0-9a-f]{32}>\]/);
  });

  it("is not fooled by content that looks like the room for a signature", async () => {
    const bait = `(/ByteRange [0 0000000000 0000000000 0000000000] /Contents <${"0".repeat(200)}>)`;
    const pdf = handMadePdf({ 4: bait });
    const sealed = await sealPdf(pdf, signer, { at });
    expect(sha256(sealed.subarray(0, pdf.length))).toBe(sha256(pdf));
    expect(signatures(sealed).at(-1)).toMatchObject({ end: sealed.length });
  });

  it("chooses a field name that is free", async () => {
    const form = { 1: "<< /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>" };
    const taken = { ...form, 4: "<< /T (Firma5) >>" };
    expect(textOf(await sealPdf(handMadePdf(taken), signer, { at }))).toContain("/T (Firma6)");
    await expect(sealPdf(handMadePdf(taken), signer, { at, fieldName: "Firma5" })).rejects.toMatchObject({
      code: "FIELD_NAME_TAKEN",
    });
  });
});

const certified = (p: number) =>
  handMadePdf({
    1: "<< /Pages 2 0 R /Perms << /DocMDP 4 0 R >> >>",
    4: `<< /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P ${p} >> >>] >>`,
  });

describe("a PDF that is not sealed", () => {
  it.each([
    ["encrypted", fixture("encrypted.pdf"), "PDF_ENCRYPTED"],
    ["certified against every change", certified(1), "PDF_LOCKED"],
    ["empty", new Uint8Array(), "PDF_UNREADABLE"],
    ["something else", octets("PK\x03\x04"), "PDF_UNREADABLE"],
    ["preceded by other bytes", octets(`x${textOf(handMadePdf())}`), "PDF_UNREADABLE"],
    ["followed by other bytes", octets(`${textOf(handMadePdf())}<script>`), "PDF_UNREADABLE"],
    ["cut", handMadePdf().slice(0, 200), "PDF_UNREADABLE"],
    ["without a catalog", handMadePdf({ 1: "null" }), "PDF_UNREADABLE"],
    ["without a page", handMadePdf({ 2: "<< /Kids [] >>" }), "PDF_UNREADABLE"],
    ["a page tree in a circle", handMadePdf({ 2: "<< /Kids [2 0 R] >>" }), "PDF_UNREADABLE"],
    ["a chain of sections in a circle", circular(), "PDF_UNREADABLE"],
    ["a dictionary with a key twice", handMadePdf({ 1: "<< /Pages 2 0 R /Pages 3 0 R >>" }), "PDF_UNREADABLE"],
    ["nested beyond measure", handMadePdf({ 1: `<< /Pages 2 0 R /X ${"[".repeat(500_000)}` }), "PDF_UNREADABLE"],
    [
      "a form that refers to itself",
      handMadePdf({ 1: "<< /Pages 2 0 R /AcroForm 4 0 R >>", 4: "4 0 R" }),
      "PDF_UNREADABLE",
    ],
    ["a wrong offset", octets(textOf(handMadePdf()).replace("0000000009", "0000000011")), "PDF_UNREADABLE"],
    ["an unknown filter on its cross-reference", strangeStream("/Filter /LZWDecode"), "PDF_UNREADABLE"],
    ["entries of no width", strangeStream("", "[0 0 0]"), "PDF_UNREADABLE"],
    ["an object stream whose length is inside it", selfMeasuredStream(), "PDF_UNREADABLE"],
    ["a stream longer than the file", strangeStream("", "[1 2 1]", 9_999_999), "PDF_UNREADABLE"],
  ])("is %s", async (_, pdf, code) => {
    await expect(sealPdf(pdf, signer, { at })).rejects.toMatchObject({ name: "SealError", code });
  });

  it("may be certified with signatures allowed", async () => {
    const sealed = await sealPdf(certified(2), signer, { at });
    expect(signatures(sealed)).toHaveLength(1);
  });

  it("has no room for the signature", async () => {
    const attempt = sealPdf(handMadePdf(), signer, { at, estimatedSize: 100 });
    await expect(attempt).rejects.toMatchObject({ code: "SIGNATURE_TOO_LARGE" });
  });

  it("is refused, or sealed, whatever octets of it are changed, and never anything else", async () => {
    const originals = [handMadePdf(), hybridPdf(), fixture("object-streams.pdf")];
    const changes = fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(255)), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...originals), changes, async (original, places) => {
        const pdf = original.slice();
        for (const [place, octet] of places) pdf[Math.floor(place * pdf.length)] = octet;
        const ended = await sealPdf(pdf, signer, { at }).catch((error: unknown) => error);
        const isSealed = ended instanceof Uint8Array && sha256(ended.subarray(0, pdf.length)) === sha256(pdf);
        expect(isSealed || ended instanceof SealError || ended).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

/** The newest section's /Prev is itself. */
function circular(): Uint8Array {
  const text = textOf(handMadePdf());
  const start = /startxref\n(\d+)/.exec(text)?.[1] ?? "";
  return octets(text.replace("/Root 1 0 R", `/Root 1 0 R /Prev ${start}`));
}

function strangeStream(extra: string, widths = "[1 2 1]", length = 4): Uint8Array {
  const head = "%PDF-1.5\n";
  const stream = `1 0 obj\n<< /Type /XRef /Size 99999999 /Root 1 0 R /W ${widths} /Length ${length} ${extra} >>\nstream\n\x01\0\0\0\nendstream\nendobj\n`;
  return octets(`${head}${stream}startxref\n${head.length}\n%%EOF\n`);
}

/** Objects 1 to 3 are in object stream 4, whose /Length is object 3. */
function selfMeasuredStream(): Uint8Array {
  const head = "%PDF-1.5\n";
  const inside = "1 0 2 34 3 50 << /Type /Catalog /Pages 2 0 R >> << /Kids [] >> 10 ";
  const objects = `4 0 obj\n<< /Type /ObjStm /N 3 /First 14 /Length 3 0 R >>\nstream\n${inside}\nendstream\nendobj\n`;
  const start = head.length + objects.length;
  const entries = "\x02\0\x04\0\x02\0\x04\x01\x02\0\x04\x02\x01\0\x09\0";
  const stream = `5 0 obj\n<< /Type /XRef /Size 6 /Root 1 0 R /W [1 2 1] /Index [1 4] /Length 16 >>\nstream\n${entries}\nendstream\nendobj\n`;
  return octets(`${head}${objects}${stream}startxref\n${start}\n%%EOF\n`);
}
