// PKCS#12 files, ours and others', give a signer or say why not.
import { createPublicKey, X509Certificate } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keySigner, makePkcs12, readPkcs12, SealError } from "../../shared/seal/index.ts";
import { aSigner, fixture } from "./signers.ts";

const der = (name: string) => new Uint8Array(new X509Certificate(fixture(name)).raw);

describe("a PKCS#12 file", () => {
  it("gives back the certificates byte for byte, also with letters beyond ASCII", async () => {
    const { signer, key } = await aSigner("rsa", "Niccolò Esempiò");
    const made = makePkcs12(key, [signer.certificate, ...signer.chain], "prova", "niccolo");
    const read = readPkcs12(made, "prova");
    expect(read.certificate).toEqual(signer.certificate);
    expect(read.chain).toEqual(signer.chain);
    expect(read.algorithm).toBe("RSA-SHA256");
  });

  it.each([
    ["rsa", "RSA-SHA256"],
    ["ec", "ECDSA-SHA256"],
  ] as const)("made by OpenSSL with a key %s is read as it is", (kind, algorithm) => {
    const read = readPkcs12(fixture(`${kind}.p12`), "prova");
    expect(read.certificate).toEqual(der(`${kind}.pem`));
    expect(read.algorithm).toBe(algorithm);
    expect(read.chain).toEqual([]);
  });

  it.each([
    ["another password", fixture("rsa.p12"), "sbagliata"],
    ["nothing", new Uint8Array(), "prova"],
    ["a PDF", fixture("typst.pdf"), "prova"],
    ["half a file", fixture("rsa.p12").slice(0, 900), "prova"],
    ["a certificate", der("rsa.pem"), "prova"],
  ])("is refused with %s", (_, bytes, password) => {
    expect(() => readPkcs12(bytes, password)).toThrow(expect.objectContaining({ code: "PKCS12_UNREADABLE" }));
  });

  it("is refused without the certificate of its key", async () => {
    const { key, rootCertificate } = await aSigner("rsa");
    const made = makePkcs12(key, [rootCertificate], "prova", "solo");
    expect(() => readPkcs12(made, "prova")).toThrow(expect.objectContaining({ code: "PKCS12_WITHOUT_KEY" }));
  });

  it("ends in a signer or a refusal whatever octet of it is changed", () => {
    const whole = fixture("ec.p12");
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (position, flip) => {
        const changed = whole.slice();
        changed[position] = (changed[position] ?? 0) ^ flip;
        try {
          // The authentication code covers all but itself and the iteration counts; what opens is the same key.
          expect(readPkcs12(changed, "prova").certificate).toEqual(der("ec.pem"));
        } catch (error) {
          expect(error).toBeInstanceOf(SealError);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("a signer from a key in memory", () => {
  it("refuses a certificate that is for another key", async () => {
    const { key } = await aSigner();
    const { signer: other } = await aSigner();
    expect(() => keySigner(key, other.certificate)).toThrow(expect.objectContaining({ code: "KEY_MISMATCH" }));
    expect(createPublicKey(key).asymmetricKeyType).toBe("ec");
  });
});
