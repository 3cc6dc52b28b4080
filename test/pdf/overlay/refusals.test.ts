// What cannot be stamped is refused with a reason; no file makes the stamper fail in any other way.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkStampable } from "../../../shared/pdf/index.ts";
import { handMadePdf, textOf } from "../../seal/hand-made-pdf.ts";
import { fixture } from "../../seal/signers.ts";
import { counted, octets, pdfOfPages, stamper, stamps } from "./samples.ts";

const a4 = "/MediaBox [0 0 595 842]";
const certified = (p: number) =>
  pdfOfPages([a4], {
    catalog: "/Perms << /DocMDP 5 0 R >>",
    objects: { 5: `<< /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P ${p} >> >>] >>` },
  });
const changed = (from: string | RegExp, to: string) => octets(textOf(handMadePdf()).replace(from, to));
/** The same, where only the length of the text must not change, so that offsets stay true. */
const cut = (pdf: Uint8Array, share: number) => pdf.subarray(0, Math.floor(pdf.length * share));

describe("refused", () => {
  it.each([
    ["an encrypted PDF", fixture("encrypted.pdf"), "PDF_ENCRYPTED"],
    ["a PDF certified against every change", certified(1), "PDF_CERTIFIED"],
    ["a PDF certified for forms alone", certified(2), "PDF_CERTIFIED"],
    ["a PDF certified for forms and notes", certified(3), "PDF_CERTIFIED"],
    ["a dynamic form", pdfOfPages([a4], { catalog: "/NeedsRendering true" }), "PDF_DYNAMIC_FORM"],
    ["nothing", new Uint8Array(0), "PDF_UNREADABLE"],
    ["a text", octets("Determinazione"), "PDF_UNREADABLE"],
    ["a PDF with something before it", octets(`\n${textOf(handMadePdf())}`), "PDF_UNREADABLE"],
    ["half a PDF", cut(fixture("chromium.pdf"), 0.5), "PDF_UNREADABLE"],
    ["a PDF whose page tree is empty", handMadePdf({ 2: "<< /Type /Pages /Kids [] /Count 0 >>" }), "PDF_UNREADABLE"],
    ["a tree that goes round", handMadePdf({ 2: "<< /Type /Pages /Kids [2 0 R] /Count 1 >>" }), "PDF_UNREADABLE"],
    ["a page that stands twice", handMadePdf({ 2: "<< /Type /Pages /Kids [3 0 R 3 0 R] >>" }), "PDF_UNREADABLE"],
    ["a page that is missing", handMadePdf({ 2: "<< /Type /Pages /Kids [9 0 R] /Count 1 >>" }), "PDF_UNREADABLE"],
    ["a page in the tree itself", handMadePdf({ 2: "<< /Kids [<< /Type /Page >>] >>" }), "PDF_UNREADABLE"],
    ["a catalog without pages", handMadePdf({ 1: "<< /Type /Catalog >>" }), "PDF_UNREADABLE"],
    ["a cross-reference that goes round", changed("/Root 1 0 R ", "/Root 1 0 R /Prev 197"), "PDF_UNREADABLE"],
    ["a cross-reference somewhere else", changed(/startxref\n\d+/, "startxref\n7"), "PDF_UNREADABLE"],
    ["a cross-reference beyond the end", changed(/startxref\n\d+/, "startxref\n999999"), "PDF_UNREADABLE"],
    ["an object in another's place", changed("1 0 obj", "8 0 obj"), "PDF_UNREADABLE"],
    ["a key that is there twice", handMadePdf({ 3: "<< /Type /Page /Parent 2 0 R /Type /Page >>" }), "PDF_UNREADABLE"],
  ])("is %s", async (_what, pdf, code) => {
    const laid = await stamper.layOver(pdf, stamps);
    expect(laid).toMatchObject({ ok: false, refusal: { code, whoCanFix: "officer" } });
    expect(await stamper.layOver(counted(pdf), stamps)).toMatchObject({ ok: false, refusal: { code } });
    expect(await checkStampable(pdf)).toMatchObject({ code });
  });

  it("is not: a file with a few bytes behind its end, which many programs leave", async () => {
    expect(await stamper.layOver(octets(`${textOf(handMadePdf())}\n\n<!-- -->\n`), stamps)).toMatchObject({ ok: true });
  });
});

const ours = fixture("typst.pdf");

describe("a PDF with some bytes changed", () => {
  it.each(["chromium.pdf", "object-streams.pdf", "linearized.pdf"])("is stamped or refused: %s", async (name) => {
    const base = fixture(name);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        async (changes) => {
          const mutated = base.slice();
          for (const [at, octet] of changes) mutated[at] = octet;
          const laid = await stamper.layOver(mutated, { ...stamps, appended: ours });
          // What the desk lets in can be stamped, and what it refuses could not.
          expect((await checkStampable(mutated))?.code).toBe(laid.ok ? undefined : laid.refusal.code);
        },
      ),
      // The example breaks an element of the structure, which only the closing page makes the stamper read.
      { numRuns: 60, examples: name === "chromium.pdf" ? [[[[1834, 0]]]] : [] },
    );
  });
});
