import { describe, expect, it } from "vitest";
import { addSignature, newPdf, overwritten, revise, stream, withTail } from "../../support/signing/pdf-writer.ts";
import { cmsOver, tokenOver } from "../../support/signing/test-signer.ts";
import { fixture, verify } from "../fixtures.ts";
import { adele, authority, bruno, codesOf, expectNeverGreen, verified } from "./never-green.ts";

// Proves, line by line of the list of negative cases, that no attack on the structure of a signed PDF is taken for an
// untouched document. Files are made here from a signed one, or by the recipe in test/fixtures/signatures.

const signed = () => addSignature(newPdf(), adele, { number: 20 });
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

describe("universal signature forgery", () => {
  it.each([
    ["line 1: /Contents is an empty string", "usf-empty-contents.pdf", "PDF_CONTENTS_MISSING"],
    ["line 2: /Contents is one zero octet", "usf-zero-contents.pdf", "PDF_CONTENTS_MISSING"],
    ["line 3: /Contents is null", "usf-null-contents.pdf", "PDF_CONTENTS_MISSING"],
    ["line 4: /Contents has no value", "usf-contents-without-value.pdf", "SIGNATURE_UNREACHABLE"],
    ["line 5: no /Contents", "usf-no-contents.pdf", "PDF_CONTENTS_MISSING"],
    ["line 6: /ByteRange is null", "usf-null-byterange.pdf", "PDF_BYTE_RANGE_MISSING"],
    ["line 7: no /ByteRange", "usf-no-byterange.pdf", "PDF_BYTE_RANGE_MISSING"],
    ["line 8: /ByteRange with a negative number", "byterange-negative.pdf", "PDF_BYTE_RANGE_MALFORMED"],
    ["line 8: /ByteRange with a fraction", "byterange-float.pdf", "PDF_BYTE_RANGE_MALFORMED"],
    ["line 8: /ByteRange with three numbers", "byterange-three.pdf", "PDF_BYTE_RANGE_MALFORMED"],
    ["line 9: /ByteRange does not start at 0", "byterange-not-from-start.pdf", "PDF_BYTE_RANGE_NOT_FROM_START"],
    ["line 10: /ByteRange runs beyond the end", "byterange-beyond-end.pdf", "PDF_BYTE_RANGE_BEYOND_END"],
    ["line 12: the gap is larger than the string", "gap-too-big.pdf", "PDF_GAP_NOT_CONTENTS"],
    ["line 13: the gap holds objects beside the string", "wrapping.pdf", "PDF_GAP_NOT_CONTENTS"],
    ["line 15: another dictionary over the signed one", "spoofed-reason.pdf", "PDF_DICTIONARY_REPLACED"],
    ["line 16: a key is repeated in the dictionary", "duplicate-keys.pdf", "PDF_DUPLICATE_KEYS"],
  ])("%s", (_line, name, code) => {
    const report = verify(name);
    expectNeverGreen(report);
    expect(codesOf(report)).toContain(code);
  });

  it.each([
    ["five", "[0 100 900 100 1]"],
    ["six", "[0 100 900 100 1 1]"],
    ["no", "[]"],
  ])("line 8: /ByteRange with %s numbers", (_count, range) => {
    const bytes = overwritten(signed().bytes, /\/ByteRange \[[^\]]*\]/, (found) =>
      `/ByteRange ${range}`.padEnd(found.length),
    );
    const report = verified(bytes);
    expectNeverGreen(report);
    expect(codesOf(report)).toContain("PDF_BYTE_RANGE_MALFORMED");
  });
});

describe("ranges and gaps", () => {
  it("line 11: the range of one signature reaches into the gap of another", () => {
    const two = addSignature(signed(), bruno, { number: 22, name: "Firma2" });
    const report = verified(
      overwritten(two.bytes, /\/ByteRange \[0 \d+ \d+ \d+/, (found) => {
        const [, first = "", second = "", rest = ""] = /\[0 (\d+) (\d+) (\d+)/.exec(found) ?? [];
        return `/ByteRange [0 ${Number(first) + 20} ${second} ${rest}`.padEnd(found.length);
      }),
    );
    expectNeverGreen(report);
    expect(report.signatures.every(({ integrity }) => integrity === "invalid")).toBe(true);
  });

  it.each([
    ["a comment", (room: string) => `${room.slice(0, -20)}> %${" ".repeat(17)}`],
    ["white space inside the string", (room: string) => ` ${room.slice(1)}`],
    ["a second string", (room: string) => `${room.slice(0, -8)}> <0000`],
  ])("line 13: the gap holds %s", (_what, change) => {
    const bytes = overwritten(signed().bytes, /(?<=\/Contents <)[0-9a-f]+/, change);
    const report = verified(bytes);
    expectNeverGreen(report);
    expect(report.verdict).not.toBe("valid");
  });

  it("line 14: /Contents is a literal string", () => {
    const bytes = overwritten(
      signed().bytes,
      /\/Contents <[0-9a-f]+>/,
      (found) => `/Contents (${"x".repeat(found.length - 12)})`,
    );
    const report = verified(bytes);
    expectNeverGreen(report);
    expect(codesOf(report)).toContain("PDF_CONTENTS_NOT_HEX");
  });

  it("line 14: the signature dictionary lies in an object stream", () => {
    const value = text(signed().bytes).match(/<< \/Type \/Sig [\s\S]*?> >>/)?.[0] ?? "";
    const content = `20 0 ${value}`;
    const base = newPdf(
      { fields: [21], annotations: [21] },
      {
        21: "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Firma1) /V 20 0 R /P 3 0 R /Rect [0 0 0 0] /F 132 >>",
        22: stream(content, "/Type /ObjStm /N 1 /First 5"),
      },
    );
    // A hybrid file: the table is followed by a stream that says where object 20 is.
    const at = base.bytes.length;
    const row = [2, 0, 22, 0].map((octet) => String.fromCharCode(octet)).join("");
    const rows = stream(row, "/Type /XRef /Size 400 /W [1 2 1] /Index [20 1] /Root 1 0 R");
    const previous = /startxref\s+(\d+)/.exec(text(base.bytes))?.[1] ?? "";
    const tail = `23 0 obj\n${rows}\nendobj\n`;
    const bytes = withTail(
      base.bytes,
      `${tail}xref\n0 0\ntrailer\n<< /Root 1 0 R /Size 400 /Prev ${previous} /XRefStm ${at} >>\nstartxref\n${at + tail.length}\n%%EOF\n`,
    );
    const report = verified(bytes);
    expectNeverGreen(report);
    expect(codesOf(report)).toContain("PDF_CONTENTS_NOT_HEX");
  });

  it("line 15: the dictionary is replaced by another signer's later on", () => {
    const one = signed();
    const other = addSignature(newPdf(), bruno, { number: 20 });
    const report = verified(revise(one, { objects: { 20: other.objects.get(20) ?? "" } }).bytes);
    expectNeverGreen(report);
    expect(report.verdict).not.toBe("valid");
  });

  it("line 16: /V is repeated in the field", () => {
    const bytes = addSignature(newPdf(), adele, { number: 20, field: "/V 20 0 R" }).bytes;
    const report = verified(
      revise({ ...newPdf(), bytes }, { objects: { 21: "<< /FT /Sig /T (Firma1) /V 20 0 R /V 22 0 R >>" } }).bytes,
    );
    expectNeverGreen(report);
  });

  it("line 17: a second field shows the signature of the first as its own", () => {
    const later = revise(signed(), {
      objects: { 30: "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sindaco) /V 20 0 R /P 3 0 R /Rect [0 0 0 0] >>" },
      state: { fields: [21, 30], annotations: [21, 30] },
    });
    const report = verified(later.bytes);
    expectNeverGreen(report);
    expect(report.signatures[0]?.changes.join(" ")).toContain("Sindaco");
  });

  it("line 17: two fields of the signed revision with one signature are told to be one", () => {
    const twin = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sindaco) /V 20 0 R /P 3 0 R /Rect [0 0 0 0] >>";
    const report = verified(
      addSignature(newPdf({ fields: [30], annotations: [30] }, { 30: twin }), adele, { number: 20 }).bytes,
    );
    expect(report.signatures.flatMap((_each, at) => codesOf(report, at))).toContain("PDF_SIGNATURE_SHARED");
  });

  it("line 18: bytes follow %%EOF that no cross-reference knows", () => {
    const report = verified(withTail(signed().bytes, "4 0 obj\n<< /Length 3 >>\nstream\nabc\nendstream\nendobj\n"));
    expectNeverGreen(report);
    expectNeverGreen(verify("isa-no-xref.pdf"));
    expectNeverGreen(verify("isa-comment-tail.pdf"));
  });

  it("line 19: the cross-reference of the signed revision is not covered", () => {
    // The range ends before the table: the signature holds, the way to its objects is anybody's.
    const report = verified(signedWithoutItsTable());
    expect(report.signatures[0]).toMatchObject({ integrity: "valid", coverage: "partial", laterChanges: "suspicious" });
  });

  it("line 20: a later table is shadowed by the stream of a hybrid file", () => {
    const base = signed();
    const at = base.bytes.length;
    const replaced = `4 0 obj\n${stream("BT /F1 12 Tf 72 720 Td (Importo euro 9.999,99) Tj ET")}\nendobj\n`;
    const streamAt = at + replaced.length;
    const row = [1, at >> 16, (at >> 8) & 255, at & 255].map((octet) => String.fromCharCode(octet)).join("");
    const rows = `40 0 obj\n${stream(row, "/Type /XRef /Size 400 /W [1 3 0] /Index [4 1] /Root 1 0 R")}\nendobj\n`;
    const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text(base.bytes))?.[1] ?? "";
    const table = `xref\n4 1\n0000000000 00001 f \ntrailer\n<< /Root 1 0 R /Size 400 /Prev ${previous} /XRefStm ${streamAt} >>\n`;
    const report = verified(
      withTail(base.bytes, `${replaced}${rows}${table}startxref\n${streamAt + rows.length}\n%%EOF\n`),
    );
    expectNeverGreen(report);
  });

  it("line 21: an object of the signed revision points behind it", () => {
    const first = signed();
    const offset = String(first.bytes.length + 1000).padStart(10, "0");
    const dangling = addSignature(
      { ...first, bytes: overwritten(first.bytes, /4 1\n\d{10}/, () => `4 1\n${offset}`) },
      bruno,
      { number: 22, name: "Firma2" },
    );
    const later = withTail(dangling.bytes, `${" ".repeat(3000)}`);
    const report = verified(later);
    expectNeverGreen(report);
  });

  it.each([
    ["bytes before the header", (bytes: Uint8Array) => new Uint8Array(Buffer.concat([Buffer.from("GIF89a\n"), bytes]))],
    ["two headers", (bytes: Uint8Array) => new Uint8Array(Buffer.concat([Buffer.from("%PDF-1.4\n"), bytes]))],
  ])("line 22: %s", (_what, change) => {
    expect(verified(change(signed().bytes)).verdict).not.toBe("valid");
  });

  it("line 23: an encrypted file is answered as one that cannot be verified", () => {
    const report = verify("encrypted.pdf");
    expect(report).toMatchObject({ verdict: "undetermined", error: { code: "PDF_ENCRYPTED" } });
  });
});

/** Signs only up to the cross-reference, which comes after. */
function signedWithoutItsTable(): Uint8Array {
  const whole = text(signed().bytes);
  const table = whole.lastIndexOf("\nxref\n") + 1;
  const [, first = "", second = ""] = /\/ByteRange \[0 (\d+) (\d+)/.exec(whole) ?? [];
  const [open, close, rest] = [Number(first), Number(second), table - Number(second)];
  const ranged = whole.replace(/\/ByteRange \[[^\]]*\]/, (found) =>
    `/ByteRange [0 ${open} ${close} ${rest}]`.padEnd(found.length),
  );
  const covered = Buffer.from(ranged.slice(0, open) + ranged.slice(close, table), "latin1");
  const value = Buffer.from(cmsOver(adele, covered))
    .toString("hex")
    .padEnd(close - open - 2, "0");
  return new Uint8Array(Buffer.from(`${ranged.slice(0, open)}<${value}>${ranged.slice(close)}`, "latin1"));
}

describe("line 77: the imprint of a document timestamp", () => {
  const stamped = (over: (covered: Uint8Array) => Uint8Array) =>
    addSignature(signed(), authority, {
      number: 22,
      name: "Marca",
      subFilter: "ETSI.RFC3161",
      contents: (covered) => tokenOver(authority, over(covered)),
    });

  it("line 77: over these bytes it is valid, and proves nothing more than them", () => {
    const report = verified(stamped((covered) => covered).bytes);
    expect(report.signatures.map(({ kind, integrity, laterChanges }) => [kind, integrity, laterChanges])).toEqual([
      ["pades", "valid", "allowed"],
      ["timestamp", "valid", "none"],
    ]);
  });

  it("line 77: over other bytes it is invalid", () => {
    const report = verified(stamped(() => Uint8Array.of(1, 2, 3)).bytes);
    expectNeverGreen(report);
    expect(codesOf(report, 1)).toContain("TIMESTAMP_OF_OTHER_BYTES");
  });

  it("line 77: copied from another place of the file it is invalid", () => {
    let first = new Uint8Array();
    const one = addSignature(signed(), authority, {
      number: 22,
      name: "Marca",
      subFilter: "ETSI.RFC3161",
      contents: (covered) => {
        first = new Uint8Array(tokenOver(authority, covered));
        return first;
      },
    });
    const copy = addSignature(one, authority, {
      number: 24,
      name: "Marca2",
      subFilter: "ETSI.RFC3161",
      contents: () => first,
    });
    const report = verified(copy.bytes);
    expectNeverGreen(report);
    expect(codesOf(report, 2)).toContain("TIMESTAMP_OF_OTHER_BYTES");
  });
});

it("the recipe's honest file and the tests' own one are both intact", () => {
  expect(verified(fixture("one-signature.pdf")).signatures[0]?.integrity).toBe("valid");
  expect(verified(signed().bytes).signatures[0]).toMatchObject({
    integrity: "valid",
    coverage: "whole-file",
    laterChanges: "none",
  });
});
