import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MalformedError, verifyBytes } from "../../../shared/signature/index.ts";
import { openPdf } from "../../../shared/signature/pdf/document.ts";
import { wholeFile } from "../../../shared/signature/pdf/file-bytes.ts";
import { anchors, at, fixture, verify } from "../fixtures.ts";

// Proves that no bytes make the verifier throw, and that no change of signed bytes leaves a file valid.

const ascii = (text: string) => new TextEncoder().encode(text);

describe("a file that is not what it claims to be", () => {
  it.each([
    ["nothing", "", "empty", "unsigned"],
    ["a word", "ciao", "text", "unsigned"],
    ["a PDF header alone", "%PDF-1.7\n", "pdf", "undetermined"],
    ["a cross-reference that points outside", "%PDF-1.7\nstartxref\n99999\n%%EOF", "pdf", "undetermined"],
    [
      "a cross-reference that goes round",
      "%PDF-1.7\nxref\n0 0\ntrailer\n<< /Prev 9 >>\nstartxref\n9\n%%EOF",
      "pdf",
      "undetermined",
    ],
    [
      "a million arrays",
      `%PDF-1.7\nxref\n0 0\ntrailer\n${"[".repeat(1_000_000)}\nstartxref\n9\n%%EOF`,
      "pdf",
      "undetermined",
    ],
    ["a PEM block of nothing", "-----BEGIN PKCS7-----\n-----END PKCS7-----", "p7m", "undetermined"],
    [
      "two PEM blocks",
      "-----BEGIN CMS-----\nMAA=\n-----END CMS-----\n-----BEGIN CMS-----\nMAA=\n-----END CMS-----",
      "p7m",
      "undetermined",
    ],
    ["XML", "<?xml version='1.0'?><a/>", "xml", "unsigned"],
  ])("%s gets a verdict", (_what, text, format, verdict) => {
    expect(verifyBytes(ascii(text), { anchors, at })).toMatchObject({ format, verdict });
  });

  it("an XML signature without its parts and a container without its end stay undetermined, with the reason", () => {
    const xml = ascii(
      '<a><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignatureValue/></ds:Signature></a>',
    );
    expect(verifyBytes(xml, { anchors, at })).toMatchObject({
      format: "xades",
      verdict: "undetermined",
      signatures: [{ integrity: "undetermined", reasons: [{ code: "SIGNATURE_UNREADABLE" }] }],
    });
    const zip = ascii(
      `PK\u0003\u0004${"\u0000".repeat(22)}\u0008\u0000\u0000\u0000mimetypeapplication/vnd.etsi.asic-e+zip`,
    );
    expect(verifyBytes(zip, { anchors, at })).toMatchObject({
      format: "asic-e",
      verdict: "undetermined",
      error: { code: "MALFORMED" },
    });
  });

  it("an anchor that is no certificate is the caller's fault and told as one", () => {
    expect(() => verify("cades.p7m", { anchors: [ascii("0abc")] })).toThrow(MalformedError);
  });

  it("a hundred envelopes deep stops at the limit", () => {
    const wrap = (inner: Uint8Array) => {
      const outer = [
        0x30, 0x80, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2, 0xa0, 0x80, 0x30, 0x80, 2, 1, 1, 0x31, 0,
      ];
      const data = [0x30, 0x80, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1, 0xa0, 0x80, 0x24, 0x80, 0x04, 0x83];
      const size = [inner.length >> 16, (inner.length >> 8) & 255, inner.length & 255];
      return Uint8Array.from([
        ...outer,
        ...data,
        ...size,
        ...inner,
        ...new Array<number>(6).fill(0),
        0x31,
        0,
        ...new Array<number>(6).fill(0),
      ]);
    };
    let bytes: Uint8Array = ascii("fondo");
    for (let level = 0; level < 100; level++) bytes = wrap(bytes);
    expect(verifyBytes(bytes, { anchors, at })).toMatchObject({
      verdict: "undetermined",
      error: { code: "NO_SIGNERS" },
    });
  });
});

describe("bytes changed at random", () => {
  const p7m = ["cades.p7m", "p256.p7m", "nested.p7m", "ber.p7m", "base64.p7m"];
  const pdf = ["one-signature.pdf", "two-signatures.pdf", "xref-stream-signed.pdf", "later-dss.pdf"];

  it.each([...p7m, ...pdf])("%s with flipped bytes always ends in a verdict", (name) => {
    const original = fixture(name);
    const flips = fc.array(fc.tuple(fc.nat(original.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(flips, (list) => {
        const bytes = Uint8Array.from(original);
        for (const [offset, change] of list) bytes[offset] = (bytes[offset] ?? 0) ^ change;
        expect(["valid", "invalid", "undetermined", "unsigned"]).toContain(verifyBytes(bytes, { anchors, at }).verdict);
      }),
      { numRuns: 150 },
    );
  });

  it.each(["cades.p7m", "one-signature.pdf"])("%s cut anywhere is never valid", (name) => {
    const original = fixture(name);
    fc.assert(
      fc.property(fc.nat(original.length - 1), (length) => {
        expect(verifyBytes(original.subarray(0, length), { anchors, at }).verdict).not.toBe("valid");
      }),
      { numRuns: 150 },
    );
  });

  it("a signed PDF with one signed byte changed is never valid", () => {
    const original = fixture("one-signature.pdf");
    const gap = new TextDecoder("latin1").decode(original).lastIndexOf("/Contents <");
    fc.assert(
      fc.property(fc.nat(gap), fc.integer({ min: 1, max: 255 }), (offset, change) => {
        const bytes = Uint8Array.from(original);
        bytes[offset] = (bytes[offset] ?? 0) ^ change;
        expect(verifyBytes(bytes, { anchors, at }).verdict).not.toBe("valid");
      }),
      { numRuns: 300 },
    );
  });

  it("the PDF reader throws nothing but MalformedError", () => {
    const pieces = [
      "xref\n",
      "trailer",
      "<<",
      ">>",
      "/Prev 9",
      "0 1",
      "\n0000000009 00000 n \n",
      "1 0 obj",
      "stream\n",
      "endstream",
      "[",
      "]",
      "(",
      "<",
      "/Size 2",
      "/W [1 2 1]",
      "9 0 R ",
    ];
    const text = fc
      .array(fc.constantFrom(...pieces), { maxLength: 40 })
      .map((list) => `%PDF-1.7\n${list.join(" ")}\nstartxref\n9\n%%EOF`);
    fc.assert(
      fc.property(text, (body) => {
        try {
          openPdf(wholeFile(ascii(body))).load(1);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
