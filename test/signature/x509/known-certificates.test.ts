import { describe, expect, it } from "vitest";
import { MalformedError } from "../../../shared/signature/index.ts";
import { knownCertificate } from "../../../shared/signature/x509/known-certificates.ts";
import * as cms from "../../support/cms.ts";
import { issue } from "../../support/pki.ts";
import { answer, bruno, content, judged } from "../lines/verify-made.ts";

// Proves that remembering certificates never lets one answer for another, and that what is remembered is bounded.

const adele = issue({ name: "Adele Prova" }).der;

describe("certificates that are remembered", () => {
  it("answers the same object for the same octets, wherever they lie", () => {
    const shifted = new Uint8Array(adele.length + 3);
    shifted.set(adele, 3);
    expect(knownCertificate(shifted.subarray(3))).toBe(knownCertificate(adele));
  });

  it("keeps a copy: octets that the caller overwrites change nothing and are read as what they are now", () => {
    const lent = Uint8Array.from(adele);
    const before = knownCertificate(lent);
    lent[lent.length - 1] = (lent.at(-1) ?? 0) ^ 1;
    expect(knownCertificate(lent)).not.toBe(before);
    expect(before.raw).toEqual(adele);
    expect(knownCertificate(adele)).toBe(before);
  });

  it("refuses broken octets each time", () => {
    for (const _ of [1, 2]) expect(() => knownCertificate(adele.subarray(0, -1))).toThrow(MalformedError);
  });

  it("forgets the one not used for longest", () => {
    const before = knownCertificate(adele);
    const octets = Uint8Array.from(adele);
    for (let at = 0; at < 600; at++) {
      // The signature is not looked at by the reader: each of these is another certificate.
      octets[octets.length - 1] = at & 0xff;
      octets[octets.length - 2] = at >> 8;
      knownCertificate(octets);
    }
    expect(knownCertificate(adele)).not.toBe(before);
  });

  it("does not believe a certificate because its twin with another signature was believed", () => {
    const good = cms.signedBy(content, { holder: bruno });
    expect(answer(good)).toBe("valid valid -");
    const forged = Uint8Array.from(bruno.der);
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    const file = cms.signedBy(content, { holder: { ...bruno, der: forged } });
    expect(answer(file)).not.toMatch(/^valid/);
    expect(judged(good).verdict).toBe("valid");
  });
});
