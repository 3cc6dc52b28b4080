import { describe, expect, it } from "vitest";
import { element, integer, nul } from "../../../shared/seal/der/write.ts";
import { certificate, extension, extensions, name, usageBit } from "../../support/x509-builder.ts";
import { ca, caName, caPlan, caWith, end, endOfSub, endWith, signs, sub, subName, validate } from "./chains.ts";

// Proves path validation by chains that are wrong in one thing each: the classes of the NIST suite, which is not here.

describe("line 70: signatures, times and names", () => {
  it.each<[string, readonly Uint8Array[], string]>([
    ["an honest chain", [end(), ca()], "valid"],
    ["a certificate signed by another key", [end({ signedBy: "other" }), ca()], "NO_PATH"],
    ["an authority signed by another key", [end(), ca({ signedBy: "other" })], "NO_PATH"],
    ["no authority in between", [end()], "NO_PATH"],
    ["a certificate that is not in force yet", [end({ from: "2026-01-01" }), ca()], "NOT_IN_FORCE"],
    ["a certificate that has expired", [end({ to: "2025-01-01" }), ca()], "NOT_IN_FORCE"],
    ["an authority that has expired", [end(), ca({ to: "2025-01-01" })], "NOT_IN_FORCE"],
    ["an issuer's name that is another's", [end({ issuer: subName }), ca()], "NO_PATH"],
    ["an issuer's name in another order", [end({ issuer: name("Autorita", "PROVA") }), ca()], "NO_PATH"],
    ["an issuer's name with other spaces and letters", [end({ issuer: name(" prova", "AUTORITA  ") }), ca()], "valid"],
    [
      "an issuer's name in another string type",
      [end({ issuer: name("PROVA", { printable: "Autorita" }) }), ca()],
      "valid",
    ],
    ["an empty issuer and an empty subject", [end({ issuer: name() }), ca({ subject: name() })], "NO_PATH"],
  ])("line 70: %s", (_name, chain, expected) => {
    expect(validate(chain)).toBe(expected);
  });
});

describe("lines 71 and 72: who may issue", () => {
  const critical = extension("1.2.3.4.5", nul());
  it.each<[string, readonly Uint8Array[], string]>([
    ["line 71: without basicConstraints (CVE-2026-33896)", [end(), ca({ extensions: [signs] })], "ISSUER_NOT_CA"],
    ["line 71: of version 1", [end(), ca({ version1: true })], "ISSUER_NOT_CA"],
    [
      "line 71: with cA false",
      [end(), ca({ extensions: [extension("2.5.29.19", element(0x30)), signs] })],
      "ISSUER_NOT_CA",
    ],
    [
      "line 71: without keyCertSign",
      [end(), ca({ extensions: [extensions.authority(), extensions.usage(usageBit.cRLSign)] })],
      "ISSUER_MAY_NOT_SIGN",
    ],
    [
      "line 72: a path longer than pathLen",
      [endOfSub(), sub(), ca({ extensions: [extensions.authority(0), signs] })],
      "PATH_TOO_LONG",
    ],
    [
      "line 72: a self-issued certificate that does not count",
      [
        end({ signedBy: "new" }),
        certificate({ ...caPlan, issuer: caName, key: "new", signedBy: "ca" }),
        ca({ extensions: [extensions.authority(0), signs] }),
      ],
      "valid",
    ],
    ["line 72: an unknown critical extension at the end", [endWith(critical), ca()], "CRITICAL_EXTENSION"],
    ["line 72: an unknown critical extension above", [end(), caWith(critical)], "CRITICAL_EXTENSION"],
    [
      "line 72: an unknown extension that is not critical",
      [endWith(extension("1.2.3.4.5", nul(), false)), ca()],
      "valid",
    ],
    ["line 72: constraints that cannot be read", [end(), caWith(extension("2.5.29.30", nul()))], "EXTENSION_MALFORMED"],
  ])("%s", (_name, chain, expected) => {
    expect(validate(chain)).toBe(expected);
  });
});

describe("line 76: keys that are written wrong", () => {
  // SubjectPublicKeyInfo of RSA with a modulus that is negative as DER, or padded: real cards carry both.
  const rsa = (modulus: Uint8Array) =>
    element(
      0x30,
      element(0x30, Uint8Array.from([6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1]), nul()),
      element(3, Uint8Array.of(0), element(0x30, element(2, modulus), integer(65537))),
    );
  const modulus = Uint8Array.from({ length: 256 }, (_, index) => (index === 0 ? 0xc1 : (index * 7) | 1));
  it.each([
    ["a negative modulus", modulus],
    ["a modulus with zeros in front", Uint8Array.from([0, 0, 0, ...modulus])],
    ["a modulus of zero", Uint8Array.of(0)],
    ["an empty modulus", new Uint8Array()],
  ])("line 76: %s is read, and signs nothing that was not signed", (_name, bytes) => {
    const key = rsa(bytes);
    expect(validate([end({ publicKey: key }), ca()])).toBe("valid");
    expect(validate([end(), ca({ publicKey: key })])).toBe("NO_PATH");
  });
});
