import { describe, expect, it } from "vitest";
import { comparePdfContent } from "../../shared/signature/index.ts";
import { fixture, summary, verify } from "./fixtures.ts";

// Proves what the verifier answers about signed PDFs, and about what was done to them afterwards.

const changesOf = (name: string) =>
  verify(name).signatures.map(({ coverage, laterChanges }) => `${coverage} ${laterChanges}`);

describe("an honest PDF", () => {
  it.each([
    ["one-signature.pdf", ["whole-file none"]],
    ["one-signature-p256.pdf", ["whole-file none"]],
    ["visible-signature.pdf", ["whole-file none"]],
    ["certified.pdf", ["whole-file none"]],
    ["xref-stream-signed.pdf", ["whole-file none"]],
    ["two-signatures.pdf", ["revision allowed", "whole-file none"]],
    ["later-metadata.pdf", ["revision allowed"]],
    ["later-dss.pdf", ["revision allowed"]],
    ["later-new-root.pdf", ["revision allowed"]],
  ])("%s is valid", (name, changes) => {
    const report = verify(name);
    expect(report).toMatchObject({ verdict: "valid", format: "pdf", error: null });
    expect(changesOf(name)).toEqual(changes);
  });

  it("without signatures is unsigned", () => {
    expect(verify("plain.pdf")).toMatchObject({ verdict: "unsigned", signatures: [], error: null });
    expect(verify("xref-stream.pdf").verdict).toBe("unsigned");
  });

  it("is described: kind, field, signer, the time that the signer claims", () => {
    expect(verify("one-signature.pdf").signatures[0]).toMatchObject({
      kind: "pades",
      level: "B",
      field: "Firma1",
      signer: { fiscalCode: "PRVDLA80A41F205X" },
      signingTime: { claimed: "2025-06-01T10:00:00.000Z", proved: null },
    });
  });

  it("explains in Italian what a later revision added", () => {
    expect(verify("two-signatures.pdf").signatures[0]?.changes).toEqual(["Aggiunta la firma «Firma2»."]);
  });

  it("that is encrypted is answered honestly", () => {
    expect(verify("encrypted.pdf")).toMatchObject({ verdict: "undetermined", error: { code: "PDF_ENCRYPTED" } });
  });
});

describe("a PDF whose signed bytes were changed", () => {
  it.each([
    ["tampered.pdf", "HASH_FAILURE CONTENT_CHANGED_AFTER_SIGNING"],
    ["tampered-signature.pdf", "SIG_CRYPTO_FAILURE SIGNATURE_VALUE_WRONG"],
  ])("%s is invalid", (name, why) => {
    expect(summary(verify(name))).toEqual([`invalid TOTAL_FAILED ${why}`]);
  });
});

describe("a PDF that was changed after signing", () => {
  it.each([
    ["later-content.pdf", "forbidden"],
    ["later-page.pdf", "forbidden"],
    ["later-action.pdf", "forbidden"],
    ["later-signature-removed.pdf", "forbidden"],
    ["shadow-dangling.pdf", "forbidden"],
    ["certified-then-signed.pdf", "forbidden"],
    ["later-annotation.pdf", "suspicious"],
    ["later-empty-field.pdf", "suspicious"],
    ["huge-signature.pdf", "suspicious"],
    ["isa-no-xref.pdf", "suspicious"],
    ["isa-no-xref-trailer.pdf", "suspicious"],
    ["isa-comment-tail.pdf", "suspicious"],
  ])("%s: the signature is intact, the changes are %s, the file is never valid", (name, level) => {
    const report = verify(name);
    const [first] = report.signatures;
    expect(first).toMatchObject({ integrity: "valid", laterChanges: level, subIndication: "FORMAT_FAILURE" });
    expect(report.verdict).toBe(level === "forbidden" ? "invalid" : "undetermined");
    expect(first?.changes.length).toBeGreaterThan(0);
  });
});

describe("an attack on the structure of a signature", () => {
  it.each([
    ["usf-no-contents.pdf", "PDF_CONTENTS_MISSING"],
    ["usf-empty-contents.pdf", "PDF_CONTENTS_MISSING"],
    ["usf-zero-contents.pdf", "PDF_CONTENTS_MISSING"],
    ["usf-null-contents.pdf", "PDF_CONTENTS_MISSING"],
    ["usf-no-byterange.pdf", "PDF_BYTE_RANGE_MISSING"],
    ["usf-null-byterange.pdf", "PDF_BYTE_RANGE_MISSING"],
    ["byterange-negative.pdf", "PDF_BYTE_RANGE_MALFORMED"],
    ["byterange-three.pdf", "PDF_BYTE_RANGE_MALFORMED"],
    ["byterange-float.pdf", "PDF_BYTE_RANGE_MALFORMED"],
    ["byterange-beyond-end.pdf", "PDF_BYTE_RANGE_BEYOND_END"],
    ["byterange-not-from-start.pdf", "PDF_BYTE_RANGE_NOT_FROM_START"],
    ["gap-too-big.pdf", "PDF_GAP_NOT_CONTENTS"],
    ["wrapping.pdf", "PDF_GAP_NOT_CONTENTS"],
    ["duplicate-keys.pdf", "PDF_DUPLICATE_KEYS"],
  ])("%s is invalid by %s", (name, code) => {
    const report = verify(name);
    expect(report).toMatchObject({ verdict: "invalid", error: null });
    expect(report.signatures[0]?.integrity).toBe("invalid");
    expect(report.signatures[0]?.reasons[0]?.code).toBe(code);
  });

  it("spoofing, another dictionary over the signed one, is invalid and named", () => {
    const codes = verify("spoofed-reason.pdf").signatures[0]?.reasons.map(({ code }) => code);
    expect(codes).toContain("PDF_DICTIONARY_REPLACED");
    expect(verify("spoofed-reason.pdf").verdict).toBe("invalid");
  });

  it("a dictionary that cannot be read leaves a told signature, not an unsigned file", () => {
    const report = verify("usf-contents-without-value.pdf");
    expect(report).toMatchObject({ verdict: "undetermined", error: null });
    expect(report.signatures[0]).toMatchObject({ integrity: "undetermined", laterChanges: "suspicious" });
  });
});

describe("comparePdfContent", () => {
  const compare = (fixed: string, signed: string) => comparePdfContent(fixture(fixed), fixture(signed));

  it("accepts the same bytes", () => {
    expect(compare("plain.pdf", "plain.pdf")).toEqual({ same: true, how: "identical" });
  });

  it.each([
    ["plain.pdf", "one-signature.pdf", "Firma1"],
    ["plain.pdf", "certified.pdf", "Firma1"],
    ["xref-stream.pdf", "xref-stream-signed.pdf", "Firma1"],
    ["one-signature.pdf", "two-signatures.pdf", "Firma2"],
  ])("accepts %s → %s: only signature %s was added", (fixed, signed, field) => {
    expect(compare(fixed, signed)).toMatchObject({ same: true, how: "incremental-signature", added: [{ field }] });
  });

  it("reports page and rectangle of a visible signature", () => {
    expect(compare("plain.pdf", "visible-signature.pdf")).toMatchObject({
      same: true,
      added: [{ field: "Firma1", page: 1, rect: [72, 72, 200, 120], visible: true }],
    });
  });

  it.each([
    ["plain.pdf", "tampered.pdf", "NOT_A_CONTINUATION"],
    ["plain.pdf", "xref-stream-signed.pdf", "NOT_A_CONTINUATION"],
    ["one-signature.pdf", "plain.pdf", "NOT_A_CONTINUATION"],
    ["plain.pdf", "later-content.pdf", "CONTENT_CHANGED"],
    ["plain.pdf", "later-page.pdf", "CONTENT_CHANGED"],
    ["plain.pdf", "later-annotation.pdf", "CONTENT_CHANGED"],
    ["plain.pdf", "later-action.pdf", "CONTENT_CHANGED"],
    ["plain.pdf", "later-empty-field.pdf", "CONTENT_CHANGED"],
    ["plain.pdf", "isa-no-xref.pdf", "CONTENT_CHANGED"],
    ["plain.pdf", "huge-signature.pdf", "CONTENT_CHANGED"],
    ["one-signature.pdf", "later-metadata.pdf", "NO_SIGNATURE_ADDED"],
    ["content.txt", "content.txt.more", "FIXED_UNREADABLE"],
  ])("refuses %s → %s: %s", (fixed, signed, code) => {
    const bytes = signed === "content.txt.more" ? Uint8Array.from([...fixture(fixed), 1]) : fixture(signed);
    expect(comparePdfContent(fixture(fixed), bytes)).toMatchObject({ same: false, code });
  });
});
