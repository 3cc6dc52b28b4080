// An impronta has one value and one spelling inside, whatever people paste.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fingerprintBase64,
  fingerprintBytes,
  fingerprintOfBytes,
  parseFingerprint,
  printFingerprint,
} from "../../shared/act/index.ts";

const seedA = "38B3EC72F3ABC9144C1B662C78F74F50574FAFBF6407368AE4F948B2CE5E1CDC";
const seedABase64 = "OLPscvOryRRMG2YsePdPUFdPr79kBzaK5PlIss5eHNw=";
const digest = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe("parseFingerprint", () => {
  it.each([
    ["upper-case hex", seedA],
    ["lower-case hex", seedA.toLowerCase()],
    ["hex in pairs", seedA.replace(/../g, "$& ")],
    ["hex broken over lines, as a PDF gives it", `${seedA.slice(0, 40)}\r\n  ${seedA.slice(40)}\n`],
    ["hex with no-break spaces", seedA.replace(/.{8}/g, "$&\u00a0")],
    ["base64", seedABase64],
    ["base64 broken over lines", `${seedABase64.slice(0, 20)}\n${seedABase64.slice(20)}`],
  ])("reads %s", (_, text) => {
    expect(parseFingerprint(text)).toEqual({ ok: true, value: seedA });
  });

  it.each([
    ["nothing", "", "FINGERPRINT_EMPTY"],
    ["white space", " \n\t", "FINGERPRINT_EMPTY"],
    ["63 digits", seedA.slice(1), "FINGERPRINT_TOO_SHORT"],
    ["the first 16 digits, as an e-mail shows them", seedA.slice(0, 16), "FINGERPRINT_TOO_SHORT"],
    ["a SHA-1", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", "FINGERPRINT_TOO_SHORT"],
    ["65 digits", `${seedA}0`, "FINGERPRINT_TOO_LONG"],
    ["a SHA-512", seedA + seedA, "FINGERPRINT_TOO_LONG"],
    ["a letter O for a zero", `O${seedA.slice(1)}`, "FINGERPRINT_NOT_HEX"],
    ["a Cyrillic А for an A", seedA.replace("A", "\u0410"), "FINGERPRINT_NOT_HEX"],
    ["full-width digits", `\uff13${seedA.slice(1)}`, "FINGERPRINT_NOT_HEX"],
    ["a prefix", `sha256:${seedA}`, "FINGERPRINT_NOT_HEX"],
    ["colons between pairs", seedA.replace(/..(?!$)/g, "$&:"), "FINGERPRINT_NOT_HEX"],
    ["base64 without its padding", seedABase64.slice(0, -1), "FINGERPRINT_NOT_HEX"],
    ["base64 with stray bits after the last byte", seedABase64.replace("w=", "x="), "FINGERPRINT_NOT_CANONICAL"],
    ["base64 of 33 bytes", "A".repeat(44), "FINGERPRINT_NOT_HEX|FINGERPRINT_TOO_SHORT"],
    ["a megabyte", "A".repeat(1_000_000), "FINGERPRINT_TOO_LONG"],
  ])("refuses %s", (_, text, code) => {
    const parsed = parseFingerprint(text);
    expect(parsed.ok ? "accepted" : parsed.refusal.code).toMatch(new RegExp(`^(?:${code})$`));
  });

  it("gives back any 32 bytes, in either spelling, in any case and spacing", () => {
    fc.assert(
      fc.property(digest, fc.array(fc.nat(64), { maxLength: 5 }), (bytes, spaces) => {
        const value = fingerprintOfBytes(bytes);
        let hex = printFingerprint(value).toLowerCase();
        for (const at of spaces) hex = `${hex.slice(0, at)} ${hex.slice(at)}`;
        expect(parseFingerprint(hex)).toEqual({ ok: true, value });
        expect(parseFingerprint(fingerprintBase64(value))).toEqual({ ok: true, value });
        expect(fingerprintBytes(value)).toEqual(bytes);
      }),
    );
  });

  it("accepts no proper prefix of a digest", () => {
    fc.assert(
      fc.property(digest, fc.integer({ min: 0, max: 63 }), (bytes, length) => {
        expect(parseFingerprint(printFingerprint(fingerprintOfBytes(bytes)).slice(0, length)).ok).toBe(false);
      }),
    );
  });

  it("never throws and never accepts anything but 64 digits", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const parsed = parseFingerprint(text);
        if (parsed.ok) expect(parsed.value).toMatch(/^[0-9A-F]{64}$/);
        else expect(parsed.refusal.code).toMatch(/^FINGERPRINT_/);
      }),
    );
  });
});

describe("fingerprintOfBytes", () => {
  it("prints what a digest function returns", () => {
    const bytes = createHash("sha256").update("prova").digest();
    expect(printFingerprint(fingerprintOfBytes(bytes))).toBe(bytes.toString("hex").toUpperCase());
  });

  it("throws on a digest of another length, which is a fault of ours", () => {
    expect(() => fingerprintOfBytes(new Uint8Array(20))).toThrow(RangeError);
  });
});
