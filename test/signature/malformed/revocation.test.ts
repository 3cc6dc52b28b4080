import { describe, expect, it } from "vitest";
import { element, integer, nul, objectIdentifier, sequence } from "../../../shared/seal/der/write.ts";
import { MalformedError } from "../../../shared/signature/index.ts";
import { readCrl } from "../../../shared/signature/revocation/crl.ts";
import { searchCrl } from "../../../shared/signature/revocation/crl-entry.ts";
import { readOcsp } from "../../../shared/signature/revocation/ocsp.ts";
import { readCertificate } from "../../../shared/signature/x509/certificate.ts";
import { accessAddresses, distributionPoints } from "../../../shared/signature/x509/distribution-points.ts";
import { pathExtensions, subjectAltNames } from "../../../shared/signature/x509/path-extensions.ts";
import { certificate, extension, name, revocationList, revoked } from "../../support/x509-builder.ts";
import { bytesOf } from "../revocation/fixtures.ts";

// Proves that broken lists, answers and extensions are refused by their code, and never by another exception.

const issuer = name("PROVA");
const list = (...extensions: Uint8Array[]) => revocationList({ issuer, signedBy: "ca", extensions });
const plan = { subject: issuer, issuer, key: "ca", signedBy: "ca" };
const leaf = (...extensions: Uint8Array[]) => readCertificate(certificate({ ...plan, extensions }));
const contextual = (tag: number, ...octets: number[]) => element(tag, Uint8Array.from(octets));

function codeOf(read: () => unknown): string {
  try {
    read();
    return "read";
  } catch (error) {
    if (error instanceof MalformedError) return error.code;
    throw error;
  }
}

describe("a list that is broken", () => {
  it.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(), "DER_TRUNCATED"],
    ["a certificate", bytesOf("ca.crt"), "CRL_MALFORMED"],
    ["the first half", bytesOf("good.crl").subarray(0, 120), "DER_TRUNCATED"],
    ["bytes after it", new Uint8Array([...bytesOf("good.crl"), 0]), "DER_TRAILING_DATA"],
    ["an empty sequence", sequence(), "DER_UNEXPECTED_TAG"],
    ["a negative number", list(extension("2.5.29.20", contextual(2, 0x80))), "DER_BAD_VALUE"],
    ["a scope that is no sequence", list(extension("2.5.29.28", nul())), "DER_UNEXPECTED_TAG"],
    ["a scope with a flag of 1", list(extension("2.5.29.28", sequence(contextual(0x84, 1)))), "DER_BAD_VALUE"],
    [
      "a scope with a flag of two octets",
      list(extension("2.5.29.28", sequence(contextual(0x84, 255, 255)))),
      "DER_BAD_VALUE",
    ],
    [
      "an extension twice",
      list(extension("2.5.29.20", integer(1)), extension("2.5.29.20", integer(2))),
      "X509_DUPLICATE_EXTENSION",
    ],
  ])("%s", (_name, bytes, code) => {
    expect(codeOf(() => readCrl(bytes))).toBe(code);
  });

  it.each<[string, Uint8Array, string]>([
    ["an entry that is no sequence", integer(1), "DER_UNEXPECTED_TAG"],
    ["an entry without a date", sequence(integer(5)), "DER_TRUNCATED"],
    ["an entry with a bad date", sequence(integer(5), contextual(0x17, 0x30)), "DER_BAD_VALUE"],
    ["a reason that is no enumeration", entryWith(extension("2.5.29.21", nul())), "DER_UNEXPECTED_TAG"],
    ["an issuer that is no name", entryWith(extension("2.5.29.29", nul())), "DER_UNEXPECTED_TAG"],
  ])("%s", (_name, entry, code) => {
    const crl = readCrl(revocationList({ issuer, signedBy: "ca", entries: [entry] }));
    expect(codeOf(() => searchCrl(crl, { serialKey: "05", issuer: crl.issuer }))).toBe(code);
  });

  function entryWith(details: Uint8Array): Uint8Array {
    const plain = revoked(integer(5));
    return sequence(plain.subarray(2), sequence(details));
  }
});

describe("an OCSP answer that is broken", () => {
  const basic = (...parts: Uint8Array[]) => sequence(...parts);
  it.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(), "DER_TRUNCATED"],
    ["the first 300 octets", bytesOf("cut.ocsp"), "DER_TRUNCATED"],
    ["a status other than successful", bytesOf("unauthorized.ocsp"), "OCSP_NO_ANSWER"],
    ["successful without a response", sequence(contextual(0x0a, 0)), "DER_UNEXPECTED_TAG"],
    [
      "a response of an unknown type",
      sequence(contextual(0x0a, 0), element(0xa0, sequence(objectIdentifier("1.2.3"), element(4, nul())))),
      "OCSP_MALFORMED",
    ],
    [
      "a basic response without a responder",
      basic(sequence(integer(1)), sequence(objectIdentifier("1.2.3")), element(3, Uint8Array.of(0))),
      "DER_UNEXPECTED_TAG",
    ],
    ["a list", bytesOf("good.crl"), "DER_UNEXPECTED_TAG"],
  ])("%s", (_name, bytes, code) => {
    expect(codeOf(() => readOcsp(bytes))).toBe(code);
  });
});

describe("an extension that is broken is found when it is asked for", () => {
  it.each<[string, string, Uint8Array, string]>([
    ["policies", "2.5.29.32", sequence(sequence(nul())), "DER_UNEXPECTED_TAG"],
    ["mappings", "2.5.29.33", sequence(sequence(objectIdentifier("1.2.3"))), "DER_UNEXPECTED_TAG"],
    ["policy constraints below zero", "2.5.29.36", sequence(contextual(0x80, 0xff)), "DER_BAD_VALUE"],
    ["inhibitAnyPolicy below zero", "2.5.29.54", contextual(2, 0xff), "DER_BAD_VALUE"],
    [
      "a subtree with a maximum",
      "2.5.29.30",
      sequence(element(0xa0, sequence(contextual(0x82, 97), contextual(0x81, 3)))),
      "X509_MALFORMED",
    ],
    ["a subtree without a base", "2.5.29.30", sequence(element(0xa0, sequence())), "X509_MALFORMED"],
  ])("%s", (_name, oid, value, code) => {
    expect(codeOf(() => pathExtensions(leaf(extension(oid, value))))).toBe(code);
  });

  it("alternative names, distribution points and addresses of access", () => {
    expect(codeOf(() => subjectAltNames(leaf(extension("2.5.29.17", nul()))))).toBe("DER_UNEXPECTED_TAG");
    expect(codeOf(() => subjectAltNames(leaf(extension("2.5.29.17", sequence(integer(1))))))).toBe(
      "DER_UNEXPECTED_TAG",
    );
    const empty = extension("2.5.29.31", sequence(sequence(element(0xa0))));
    expect(codeOf(() => distributionPoints(leaf(empty)))).toBe("X509_MALFORMED");
    const access = extension("1.3.6.1.5.5.7.1.1", sequence(sequence(objectIdentifier("1.2.3"))));
    expect(accessAddresses(leaf(access), "ocsp")).toEqual([]);
  });
});

describe("any one octet changed or missing", () => {
  it.each(["good.crl", "delta.crl", "indirect.crl", "delegated.ocsp", "by-issuer.ocsp", "ca.crt"])("in %s", (file) => {
    const whole = bytesOf(file);
    const read = file.endsWith(".crl") ? readCrl : file.endsWith(".ocsp") ? readOcsp : readCertificate;
    const answers = new Set<string>();
    for (let index = 0; index < whole.length; index++) {
      for (const value of [0, 0xff, 0x80, (whole[index] ?? 0) ^ 1]) {
        const changed = whole.slice();
        changed[index] = value;
        answers.add(codeOf(() => read(changed)));
      }
      answers.add(codeOf(() => read(whole.subarray(0, index))));
    }
    expect(answers).toContain("read");
    expect(answers).toContain("DER_TRUNCATED");
  });
});
