import { createHash, sign } from "node:crypto";
import { expect, it } from "vitest";
import { octets } from "../../support/signing/der-writer.ts";
import { addSignature, newPdf, overwritten } from "../../support/signing/pdf-writer.ts";
import { cmsOver, rsaSigner, tokenOver } from "../../support/signing/test-signer.ts";
import { adele, authority, codesOf, expectNeverGreen, verified } from "./never-green.ts";

// Proves that each kind of signature a PDF may carry is verified by its own rules.

const sha1 = (data: Uint8Array) => new Uint8Array(createHash("sha1").update(data).digest());
const tampered = (bytes: Uint8Array) => overwritten(bytes, "1.234,56", () => "9.234,56");

const carla = rsaSigner("Carla Modello");
const bare = (algorithm: string) =>
  addSignature(newPdf(), adele, {
    number: 20,
    subFilter: "adbe.x509.rsa_sha1",
    entries: `/Cert <${Buffer.from(carla.certificate).toString("hex")}>`,
    contents: (covered) => octets(new Uint8Array(sign(algorithm, covered, carla.key))),
  }).bytes;

const kinds = {
  "ETSI.CAdES.detached": () => addSignature(newPdf(), adele, { number: 20 }).bytes,
  "adbe.pkcs7.detached": () => addSignature(newPdf(), adele, { number: 20, subFilter: "adbe.pkcs7.detached" }).bytes,
  "adbe.pkcs7.sha1": () =>
    addSignature(newPdf(), adele, {
      number: 20,
      subFilter: "adbe.pkcs7.sha1",
      contents: (covered) => cmsOver(adele, sha1(covered), { type: "1.2.840.113549.1.7.1" }),
    }).bytes,
  "adbe.x509.rsa_sha1": () => bare("sha1"),
  "adbe.x509.rsa_sha1 over SHA-256": () => bare("sha256"),
  "ETSI.RFC3161": () =>
    addSignature(newPdf(), authority, {
      number: 20,
      subFilter: "ETSI.RFC3161",
      contents: (covered) => tokenOver(authority, covered),
    }).bytes,
};

it.each(Object.entries(kinds))("%s holds over its bytes and over no others", (_kind, make) => {
  const bytes = make();
  expect(verified(bytes).signatures).toMatchObject([
    { integrity: "valid", coverage: "whole-file", laterChanges: "none" },
  ]);
  const report = verified(tampered(bytes));
  expectNeverGreen(report);
  expect(report.signatures[0]?.integrity).toBe("invalid");
});

it("a sub-filter that nobody defined is told and not guessed at", () => {
  const report = verified(addSignature(newPdf(), adele, { number: 20, subFilter: "prova.sconosciuto" }).bytes);
  expect(report.signatures[0]?.integrity).toBe("undetermined");
  expect(codesOf(report)).toContain("PDF_SUBFILTER_NOT_COVERED");
});

it("a timestamp under the name of a signature, and a signature under that of a timestamp, are no such thing", () => {
  const one = addSignature(newPdf(), adele, { number: 20, contents: (covered) => tokenOver(authority, covered) });
  const other = addSignature(newPdf(), adele, { number: 20, subFilter: "ETSI.RFC3161" });
  for (const { bytes } of [one, other]) expectNeverGreen(verified(bytes));
});

it("a file that was cut short or whose cross-reference is lost is known to be damaged", () => {
  const { bytes } = addSignature(newPdf(), adele, { number: 20 });
  const cut = overwritten(bytes, /startxref\n\d+\n%%EOF\n$/, () => "startxref\n7\n%%EOF\n");
  const report = verified(cut);
  expectNeverGreen(report);
  expect(report.signatures[0]?.integrity).toBe("invalid");
  const shorter = verified(Uint8Array.from([...bytes.subarray(0, 900), ...bytes.subarray(910)]));
  expectNeverGreen(shorter);
  expect(shorter.signatures[0]?.integrity).toBe("invalid");
});

it("the claimed time is that of the signature dictionary", () => {
  const report = verified(addSignature(newPdf(), adele, { number: 20 }).bytes);
  expect(report.signatures[0]?.signingTime).toMatchObject({ claimed: "2025-06-01T10:00:00.000Z" });
});

it("a certification whose parameters cannot be read ends in a verdict", () => {
  const base = newPdf({}, { 60: "<< /P 2 /V /1.2 >>" });
  const reference = "/Reference [<< /TransformMethod /DocMDP /TransformParams 60 0 R >>]";
  const { bytes } = addSignature(base, adele, { number: 20, entries: reference });
  const report = verified(overwritten(bytes, "60 0 obj", () => "61 0 obj"));
  expectNeverGreen(report);
});
