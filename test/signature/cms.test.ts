import { describe, expect, it } from "vitest";
import { defaultPolicy, matchSigner, verifyBytes } from "../../shared/signature/index.ts";
import { anchors, at, fixture, summary, verify } from "./fixtures.ts";

// Proves what the verifier answers about CMS files that OpenSSL made, honest and not.

describe("an honest envelope", () => {
  const honest = ["rsa", "cades", "cades512", "p256", "pss", "ed25519", "keyid", "noattr", "ber", "pem", "base64"];
  const more = ["base64-crlf", "attributes-sorted", "attributes-stored-unsorted", "ess-matches", "trailing"];
  it.each([...honest, ...more])("%s.p7m is valid down to the anchor", (name) => {
    const report = verify(`${name}.p7m`);
    expect(summary(report)).toEqual(["valid TOTAL_PASSED -"]);
    expect(report.verdict).toBe("valid");
    expect(report.error).toBeNull();
  });

  it("tells the impronta of the envelope and of what lies inside", () => {
    const report = verify("cades.p7m");
    expect(report.sha256).not.toBe(report.content?.sha256);
    expect(report.content).toMatchObject({ size: fixture("content.txt").length, format: "text", signatures: [] });
    expect(report.content?.sha256).toBe(verify("content.txt").sha256);
  });

  it("names the signer with the codice fiscale in both Italian forms", () => {
    expect(verify("cades.p7m").signatures[0]?.signer).toMatchObject({
      name: "Adele Prova",
      fiscalCode: "PRVDLA80A41F205X",
      issuer: "PROVA - Autorita di test di Visto",
      qualified: false,
    });
    // A claim of the certificate and no more: without a trusted list nobody checked it.
    expect(verify("p256.p7m").signatures[0]?.signer).toMatchObject({ fiscalCode: "SMPBRN75B15F205Y", qualified: null });
  });

  it("names level, algorithm and the claimed time, and proves no time", () => {
    const [signature] = verify("cades.p7m").signatures;
    expect(signature).toMatchObject({ kind: "cades", level: "B", algorithm: "RSA-SHA256" });
    expect(signature?.signingTime.claimed).toMatch(/^20\d\d-/);
    expect(signature?.signingTime.proved).toBeNull();
    expect(verify("pss.p7m").signatures[0]?.algorithm).toBe("RSA-PSS-SHA256");
    expect(verify("ed25519.p7m").signatures[0]?.algorithm).toBe("EdDSA");
  });

  it("verifies every signer of an envelope", () => {
    expect(summary(verify("two-signers.p7m"))).toEqual(["valid TOTAL_PASSED -", "valid TOTAL_PASSED -"]);
  });

  it("opens envelopes in envelopes and reports each level", () => {
    const report = verify("nested.p7m");
    expect(report.content?.format).toBe("p7m");
    expect(report.content?.signatures[0]?.signer?.name).toBe("Adele Prova");
    expect(report.content?.content?.format).toBe("text");
    expect(report.verdict).toBe("valid");
  });

  it("says that revocation was not checked, and waits where it is published", () => {
    const codes = verify("cades.p7m").signatures[0]?.reasons.map(({ code }) => code);
    expect(codes).toContain("REVOCATION_NOT_CHECKED");
    expect(summary(verify("published.p7m"))).toEqual(["valid INDETERMINATE TRY_LATER REVOCATION_NOT_CHECKED"]);
    expect(verify("published.p7m", { policy: { ...defaultPolicy, revocation: "never" } }).verdict).toBe("valid");
  });
});

describe("a detached signature", () => {
  it("is valid over its content", () => {
    const report = verify("detached.p7s", { detachedContent: fixture("content.txt") });
    expect(summary(report)).toEqual(["valid TOTAL_PASSED -"]);
  });

  it("is undetermined without its content", () => {
    expect(summary(verify("detached.p7s"))).toEqual([
      "undetermined INDETERMINATE SIGNED_DATA_NOT_FOUND DETACHED_CONTENT_MISSING",
    ]);
  });

  it("is invalid over other content", () => {
    const report = verify("detached.p7s", { detachedContent: fixture("plain.pdf") });
    expect(summary(report)).toEqual(["invalid TOTAL_FAILED HASH_FAILURE CONTENT_CHANGED_AFTER_SIGNING"]);
  });

  it("refuses an attached content and another content offered together", () => {
    const report = verify("cades.p7m", { detachedContent: fixture("plain.pdf") });
    expect(report.signatures[0]?.reasons[0]?.code).toBe("CONTENT_CONFLICT");
    expect(report.verdict).toBe("invalid");
  });
});

describe("a dishonest or doubtful envelope", () => {
  it.each([
    ["tampered-content", "invalid TOTAL_FAILED HASH_FAILURE CONTENT_CHANGED_AFTER_SIGNING"],
    ["tampered-signature", "invalid TOTAL_FAILED SIG_CRYPTO_FAILURE SIGNATURE_VALUE_WRONG"],
    ["wrong-message-digest", "invalid TOTAL_FAILED HASH_FAILURE CONTENT_CHANGED_AFTER_SIGNING"],
    ["attribute-duplicated", "invalid TOTAL_FAILED SIG_CONSTRAINTS_FAILURE ATTRIBUTE_DUPLICATED"],
    ["attributes-signed-unsorted", "invalid TOTAL_FAILED SIG_CRYPTO_FAILURE SIGNED_OVER_UNSORTED_ATTRIBUTES"],
    ["digest-attribute-missing", "invalid TOTAL_FAILED SIG_CONSTRAINTS_FAILURE MESSAGE_DIGEST_MISSING"],
    ["content-type-missing", "invalid TOTAL_FAILED SIG_CONSTRAINTS_FAILURE CONTENT_TYPE_MISSING"],
    ["content-type-differs", "invalid TOTAL_FAILED SIG_CONSTRAINTS_FAILURE CONTENT_TYPE_DIFFERS"],
    ["no-attributes-other-type", "invalid TOTAL_FAILED SIG_CONSTRAINTS_FAILURE ATTRIBUTES_MISSING"],
    ["content-confusion", "invalid TOTAL_FAILED SIG_CONSTRAINTS_FAILURE CONTENT_IS_ATTRIBUTES"],
    ["algorithms-disagree", "invalid TOTAL_FAILED SIG_CRYPTO_FAILURE ALGORITHMS_DISAGREE"],
    ["digest-is-a-signature-algorithm", "invalid TOTAL_FAILED SIG_CRYPTO_FAILURE DIGEST_ALGORITHM_IS_NOT_A_DIGEST"],
    ["digest-unknown", "undetermined INDETERMINATE SIG_CRYPTO_FAILURE DIGEST_ALGORITHM_UNKNOWN"],
    ["certificate-of-another", "undetermined INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND SIGNER_CERTIFICATE_MISSING"],
    ["nocert", "undetermined INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND SIGNER_CERTIFICATE_MISSING"],
    ["ess-differs", "valid INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND SIGNING_CERTIFICATE_DIFFERS"],
    ["expired", "valid TOTAL_FAILED EXPIRED EXPIRED_WHEN_SIGNED CERTIFICATE_EXPIRED"],
    ["encipher", "valid INDETERMINATE CHAIN_CONSTRAINTS_FAILURE KEY_NOT_FOR_SIGNING"],
    ["critical", "valid INDETERMINATE CHAIN_CONSTRAINTS_FAILURE CHAIN_CRITICAL_EXTENSION"],
    ["issuer-not-ca", "valid INDETERMINATE CHAIN_CONSTRAINTS_FAILURE CHAIN_ISSUER_NOT_CA"],
    ["sha1", "valid INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE DIGEST_WEAK"],
    ["weak-key", "valid INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE KEY_SHORT"],
  ])("%s.p7m: %s", (name, expected) => {
    expect(summary(verify(`${name}.p7m`))).toEqual([expected]);
  });

  it("is not saved by a good envelope around it", () => {
    const report = verify("nested-tampered.p7m");
    expect(report.content?.signatures[0]?.integrity).toBe("invalid");
    expect(report.verdict).toBe("invalid");
  });

  it("is undetermined when it holds no signature at all", () => {
    expect(verify("no-signers.p7m")).toMatchObject({ verdict: "undetermined", error: { code: "NO_SIGNERS" } });
  });

  it("without anchors gets the sentence that promises nothing more than integrity", () => {
    const report = verify("cades.p7m", { anchors: [] });
    expect(report.verdict).toBe("undetermined");
    expect(report.signatures[0]).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "NO_CERTIFICATE_CHAIN_FOUND",
    });
    expect(report.signatures[0]?.reasons[0]?.message).toBe(
      "Firma integra; attendibilità del certificato non verificata (elenco di fiducia non disponibile).",
    );
    const other = verify("cades.p7m", { anchors: [fixture("edca.pem")] });
    expect(other.signatures[0]?.reasons[0]?.code).toBe("CHAIN_NOT_FOUND");
  });

  it("is undetermined before and after the certificates' validity", () => {
    const late = verify("cades.p7m", { at: new Date("2060-01-01T00:00:00Z") });
    expect(late.signatures[0]?.subIndication).toBe("OUT_OF_BOUNDS_NO_POE");
    const early = verify("cades.p7m", { at: new Date("2020-01-01T00:00:00Z") });
    expect(early.signatures[0]?.subIndication).toBe("NOT_YET_VALID");
  });

  it("says why OpenSSL answers otherwise", () => {
    expect(verify("attributes-signed-unsorted.p7m").disagreements).toMatchObject([{ with: "openssl" }]);
    expect(verify("attributes-stored-unsorted.p7m").disagreements).toMatchObject([{ with: "openssl" }]);
    expect(verify("cades.p7m").disagreements).toEqual([]);
  });

  it("over the size limit is answered without being read", () => {
    const report = verifyBytes(fixture("cades.p7m"), { anchors, at, maxBytes: 100 });
    expect(report).toMatchObject({ verdict: "undetermined", error: { code: "TOO_LARGE" }, signatures: [] });
  });

  it("speaks English when asked", () => {
    const report = verify("tampered-content.p7m", { language: "en" });
    expect(report.signatures[0]?.reasons[0]?.message).toMatch(/^The content is not the one that was signed/);
  });
});

describe("matchSigner", () => {
  const signer = { name: "Adele Prova", fiscalCode: "PRVDLA80A41F205X" };
  it("lets the codice fiscale decide over the name", () => {
    const code = { name: "Un altro nome", fiscalCode: "prvdla80a41f205x" };
    expect(matchSigner(signer, code).match).toBe("fiscal-code");
    expect(matchSigner(signer, { name: "Adele Prova", fiscalCode: "MDLCRL82C50F205Z" }).match).toBe("none");
  });
  it("compares names without order, case and accents where a codice fiscale is missing", () => {
    expect(matchSigner(signer, { name: "PROVA ADELE" }).match).toBe("name");
    expect(
      matchSigner({ name: "Niccolo\u0300 D\u2019Angelo", fiscalCode: null }, { name: "D'ANGELO Niccolò" }).match,
    ).toBe("name");
    expect(matchSigner(signer, { name: "Adele Provini" }).match).toBe("none");
    expect(matchSigner({ name: "", fiscalCode: null }, { name: "" }).match).toBe("none");
    expect(matchSigner(null, { name: "Adele Prova" }).match).toBe("none");
  });
});
