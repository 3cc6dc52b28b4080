import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { summary, verify } from "../signature/fixtures.ts";

// Proves that OpenSSL and poppler answer the same about integrity where they look at the same things, and differ where
// the report says that they do.

const file = (name: string) => fileURLToPath(new URL(`../fixtures/signatures/${name}`, import.meta.url));
const integrity = (name: string) => summary(verify(name)).map((line) => line.split(" ")[0]);

function openssl(name: string, form = "DER"): "valid" | "invalid" {
  const args = ["cms", "-verify", "-noverify", "-binary", "-inform", form, "-in", file(name), "-out", "/dev/null"];
  return spawnSync("openssl", args).status === 0 ? "valid" : "invalid";
}

describe("openssl cms -verify -noverify", () => {
  const same = ["rsa", "cades", "cades512", "p256", "pss", "keyid", "noattr", "ber", "sha1", "expired", "two-signers"];
  const bad = ["tampered-content", "tampered-signature", "wrong-message-digest", "nested-tampered"];
  it.each([...same, ...bad])("agrees about %s.p7m", (name) => {
    expect(new Set(integrity(`${name}.p7m`))).toEqual(new Set([openssl(`${name}.p7m`)]));
  });

  it("reads the PEM that we read", () => {
    expect(openssl("pem.p7m", "PEM")).toBe("valid");
    expect(integrity("pem.p7m")).toEqual(["valid"]);
  });

  it.each(["content-confusion", "attributes-signed-unsorted"])("accepts %s.p7m, and the report says so", (name) => {
    expect(openssl(`${name}.p7m`)).toBe("valid");
    expect(integrity(`${name}.p7m`)).toEqual(["invalid"]);
    expect(verify(`${name}.p7m`).disagreements.map((line) => line.with)).toContain("openssl");
  });
});

describe("pdfsig -nocert", () => {
  const pdfsig = (name: string) => spawnSync("pdfsig", ["-nocert", file(name)], { encoding: "utf8" }).stdout;
  const good = [
    "one-signature",
    "one-signature-p256",
    "two-signatures",
    "certified",
    "xref-stream-signed",
    "later-metadata",
  ];
  it.each(good)("calls every signature of %s.pdf valid, as we do", (name) => {
    const found = pdfsig(`${name}.pdf`).match(/Signature Validation: Signature is Valid/g) ?? [];
    expect(found).toHaveLength(verify(`${name}.pdf`).signatures.length);
    expect(new Set(integrity(`${name}.pdf`))).toEqual(new Set(["valid"]));
  });

  it.each(["tampered", "tampered-signature"])("does not call %s.pdf valid", (name) => {
    expect(pdfsig(`${name}.pdf`)).not.toContain("Signature is Valid");
    expect(integrity(`${name}.pdf`)).toEqual(["invalid"]);
  });

  it.each(["plain", "one-signature", "two-signatures", "xref-stream-signed"])(
    "qpdf finds %s.pdf well-formed",
    (name) => {
      expect(spawnSync("qpdf", ["--check", file(`${name}.pdf`)]).status).toBe(0);
    },
  );
});
