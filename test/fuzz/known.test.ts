import { describe, expect, it } from "vitest";
import { verifyBytes } from "../../shared/signature/index.ts";
import { anchors, at, fixture } from "../signature/fixtures.ts";
import { learn, nothingKnown, wrongAccept } from "./known.ts";
import { findSeeds, makeCase } from "./seeds.ts";

// Proves that the fuzzer would notice: its oracle is shown the reports that a verifier with a hole would give.

const seed = (name: string) => {
  const bytes = fixture(name);
  const report = verifyBytes(bytes, { anchors, at });
  const known = nothingKnown();
  learn(known, bytes, report);
  return { bytes, report, known };
};

describe("the fuzzer's oracle", () => {
  it.each(["cades.p7m", "nested.p7m", "one-signature.pdf", "two-signatures.pdf"])(
    "has nothing to say of %s",
    (name) => {
      const { bytes, report, known } = seed(name);
      expect(wrongAccept(known, bytes, report)).toBeNull();
    },
  );

  it("refuses content that nobody signed in an envelope told intact", () => {
    const { bytes, report, known } = seed("cades.p7m");
    if (report.content === null) throw new Error("no content");
    const forged = { ...report, content: { ...report.content, sha256: "00".repeat(32) } };
    expect(wrongAccept(known, bytes, forged)).toMatch(/never signed/);
  });

  it("refuses another signing time than the signed one", () => {
    const { bytes, report, known } = seed("cades.p7m");
    const signatures = report.signatures.map((one) => ({ ...one, signingTime: { claimed: "2020", proved: null } }));
    expect(wrongAccept(known, bytes, { ...report, signatures })).toMatch(/never signed/);
  });

  it("refuses a PDF with one signed byte changed, were it told intact", () => {
    const { bytes, report, known } = seed("one-signature.pdf");
    const changed = Uint8Array.from(bytes);
    changed[20] = (changed[20] ?? 0) ^ 1;
    expect(wrongAccept(known, changed, report)).toMatch(/never signed/);
  });

  it("refuses a PDF told whole with bytes behind the signed ones", () => {
    const { bytes, report, known } = seed("one-signature.pdf");
    expect(wrongAccept(known, Buffer.concat([bytes, Buffer.from("1 0 obj null endobj")]), report)).toMatch(/whole/);
  });
});

describe("a case of the fuzzer", () => {
  it("is the same bytes for the same seed, and others for another", () => {
    const seeds = findSeeds(null);
    const bytes = (number: number) => Buffer.from(makeCase(seeds, number, 3).bytes).toString("base64");
    expect(bytes(11)).toBe(bytes(11));
    expect(bytes(11)).not.toBe(bytes(12));
  });
});
