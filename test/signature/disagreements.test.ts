// Why openssl, DSS and Adobe-like viewers may answer otherwise: each line with its sentence, on files of the recipes.
import { describe, expect, it } from "vitest";
import { type Report, type SignatureReport, verifyBytes } from "../../shared/signature/index.ts";
import { disagreementsOf } from "../../shared/signature/judge/disagreements.ts";
import { knownDisagreements } from "../../shared/signature/texts/disagreements.ts";
import { fixture, verify } from "./fixtures.ts";
import { verify as verifyRevoked } from "./revocation/fixtures.ts";

const said = ({ disagreements }: Report) => disagreements.map(({ with: tool, code }) => `${tool} ${code}`).sort();

describe("a file over which other tools answer otherwise", () => {
  it.each<[string, Report, string[]]>([
    [
      "expired at the claimed time: DSS waits for a proved one",
      verify("expired.p7m"),
      ["dss EXPIRED_WHEN_SIGNED", "openssl CERTIFICATE_EXPIRED"],
    ],
    [
      "revoked at the claimed time",
      verifyRevoked("adele.p7m", { crls: ["revoked-before"] }),
      ["dss REVOKED_WHEN_SIGNED", "openssl REVOKED_WHEN_SIGNED"],
    ],
    [
      "suspended at the claimed time",
      verifyRevoked("adele.p7m", { crls: ["suspended"] }),
      ["dss SUSPENDED_WHEN_SIGNED", "openssl SUSPENDED_WHEN_SIGNED"],
    ],
    [
      "revoked after the claimed time",
      verifyRevoked("adele.p7m", { crls: ["revoked-after"], at: new Date("2050-01-01T00:00:00Z") }),
      ["openssl CERTIFICATE_REVOKED"],
    ],
    ["of two algorithms", verify("algorithms-disagree.p7m"), ["openssl ALGORITHMS_DISAGREE"]],
    ["of another certificate", verify("ess-differs.p7m"), ["openssl SIGNING_CERTIFICATE_DIFFERS"]],
    [
      "whose content is another's attributes",
      verify("content-confusion.p7m"),
      ["dss CONTENT_IS_ATTRIBUTES", "openssl CONTENT_IS_ATTRIBUTES"],
    ],
    ["with a gap too big", verify("gap-too-big.pdf"), ["openssl PDF_GAP_NOT_CONTENTS"]],
    [
      "with a replaced dictionary",
      verify("spoofed-reason.pdf"),
      expect.arrayContaining(["openssl PDF_DICTIONARY_REPLACED"]),
    ],
    [
      "with a page added later",
      verify("later-page.pdf"),
      expect.arrayContaining([
        expect.stringMatching(/^adobe CHANGED_AFTER_SIGNING_/),
        expect.stringMatching(/^dss CHANGED_AFTER_SIGNING_/),
        expect.stringMatching(/^openssl CHANGED_AFTER_SIGNING_/),
      ]),
    ],
    [
      "expired since, in a PDF",
      verify("one-signature.pdf", { at: new Date("2060-01-01T00:00:00Z") }),
      ["adobe CERTIFICATE_EXPIRED", "openssl CERTIFICATE_EXPIRED"],
    ],
    ["of a good envelope", verify("cades.p7m"), []],
    ["of a good PDF", verify("one-signature.pdf"), []],
  ])("%s", (_what, report, expected) => {
    expect(said(report)).toEqual(expected);
  });

  it("says it in the language that was asked for, with the law where the law decides", () => {
    const options = { anchors: [fixture("ca.pem")], at: new Date("2025-07-01T00:00:00Z") };
    const message = (language: "it" | "en") =>
      verifyBytes(fixture("expired.p7m"), { ...options, language }).disagreements.find((one) => one.with === "dss")
        ?.message;
    expect(message("it")).toMatch(/senza marca risponde INDETERMINATE.*era scaduto \(CAD art\. 24 c\. 4-bis\)\.$/);
    expect(message("en")).toMatch(
      /without one it answers INDETERMINATE.*had expired by then \(CAD art\. 24 c\. 4-bis\)\.$/,
    );
  });
});

describe("every known disagreement", () => {
  const [good] = verify("one-signature.pdf").signatures;
  const withReason = (code: (typeof knownDisagreements)[number]["code"]): SignatureReport => {
    if (good === undefined) throw new Error("a signature is expected");
    return { ...good, reasons: [{ code, level: "failed", message: "" }] };
  };

  it.each(knownDisagreements)("$with over $code has a sentence in each language", ({ with: tool, code, says }) => {
    expect(says[0]).not.toBe(says[1]);
    for (const [language, sentence] of [
      ["it", says[0]],
      ["en", says[1]],
    ] as const) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(disagreementsOf([withReason(code)], language)).toContainEqual({ with: tool, code, message: sentence });
    }
  });

  it("is told once, also when several signatures have it", () => {
    const one = withReason("ALGORITHMS_DISAGREE");
    expect(disagreementsOf([one, one], "it")).toHaveLength(1);
    const keys = knownDisagreements.map(({ with: tool, code }) => `${tool} ${code}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
