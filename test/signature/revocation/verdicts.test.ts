import { describe, expect, it } from "vitest";
import { certificateIsNotRevoked } from "../../../shared/signature/checks/certificate-is-not-revoked.ts";
import { defaultPolicy, gather } from "../../../shared/signature/index.ts";
import { type Asked, anchors, answer, bytesOf, made, verify } from "./fixtures.ts";

// Proves what a signature is worth when its certificate is revoked, suspended, expired or not meant for it, and which
// answers about that are believed. Certificates, lists and answers are OpenSSL's.

const later = (hours: number) => new Date(made + hours * 3_600_000);

describe("lines 71 to 73: certificates that may not have signed", () => {
  it.each([
    ["line 71: an issuer without basicConstraints", "unbased", "CHAIN_CONSTRAINTS_FAILURE CHAIN_ISSUER_NOT_CA"],
    ["line 72: a path longer than allowed", "tooLong", "CHAIN_CONSTRAINTS_FAILURE CHAIN_PATH_TOO_LONG"],
    ["line 72: a name outside the constraints", "misnamed", "CHAIN_CONSTRAINTS_FAILURE CHAIN_NAME_FORBIDDEN"],
    ["line 72: a policy that is demanded and lacks", "otherPolicy", "CHAIN_CONSTRAINTS_FAILURE CHAIN_POLICY"],
    ["line 73: an authentication certificate", "authentication", "CHAIN_CONSTRAINTS_FAILURE KEY_NOT_FOR_SIGNING"],
  ])("%s leaves the signature open", (_line, name, expected) => {
    const report = verify(`${name}.p7m`);
    expect(report.signatures[0]?.integrity).toBe("valid");
    expect(answer(report)).toBe(`INDETERMINATE ${expected}`);
  });
});

describe("line 74: certificate revocation lists", () => {
  it.each<[string, Asked, string]>([
    ["a good list", { crls: ["good"] }, "TOTAL_PASSED -"],
    ["a list of the very distribution point", { crls: ["same-point"] }, "TOTAL_PASSED -"],
    ["a stale list beside a fresh one", { crls: ["stale", "good"] }, "TOTAL_PASSED -"],
    ["a suspension that a newer list ended", { crls: ["suspended", "resumed"] }, "TOTAL_PASSED -"],
    ["nothing, where a list is published", {}, "INDETERMINATE TRY_LATER REVOCATION_NOT_CHECKED"],
    ["revoked before signing", { crls: ["revoked-before"] }, "TOTAL_FAILED REVOKED REVOKED_WHEN_SIGNED"],
    [
      "revoked before signing, told beside a list that does not know it",
      { crls: ["good", "revoked-before"] },
      "TOTAL_FAILED REVOKED REVOKED_WHEN_SIGNED",
    ],
    [
      "revoked after the claimed time, and no proof of it",
      { crls: ["revoked-after"], at: new Date("2050-01-01T00:00:00Z") },
      "INDETERMINATE REVOKED_NO_POE CERTIFICATE_REVOKED",
    ],
    ["on hold when signed", { crls: ["suspended"] }, "TOTAL_FAILED REVOKED SUSPENDED_WHEN_SIGNED"],
    ["revoked by an indirect list", { crls: ["indirect"] }, "TOTAL_FAILED REVOKED REVOKED_WHEN_SIGNED"],
    ["revoked by a delta", { crls: ["delta-base", "delta"] }, "TOTAL_FAILED REVOKED REVOKED_WHEN_SIGNED"],
    ["a delta alone", { crls: ["delta"] }, "INDETERMINATE TRY_LATER REVOCATION_NOT_CHECKED"],
    ["a revoked authority", { crls: ["good", "root-ca-revoked"] }, "INDETERMINATE REVOKED_CA_NO_POE AUTHORITY_REVOKED"],
    ["a stale list", { crls: ["stale"] }, "INDETERMINATE TRY_LATER REVOCATION_STALE"],
    ["a list of the future", { crls: ["from-the-future"] }, "INDETERMINATE TRY_LATER REVOCATION_OF_THE_FUTURE"],
    ["a list of authorities only", { crls: ["only-authorities"] }, "INDETERMINATE TRY_LATER REVOCATION_OUT_OF_SCOPE"],
    ["a list of another point", { crls: ["other-point"] }, "INDETERMINATE TRY_LATER REVOCATION_OUT_OF_SCOPE"],
    ["a list of some reasons", { crls: ["some-reasons"] }, "INDETERMINATE TRY_LATER REVOCATION_OUT_OF_SCOPE"],
    ["an unknown critical extension", { crls: ["unknown-critical"] }, "INDETERMINATE TRY_LATER REVOCATION_UNREADABLE"],
    ["the same name, another key", { crls: ["by-twin"] }, "INDETERMINATE TRY_LATER REVOCATION_ISSUER_NOT_TRUSTED"],
    ["a list of somebody else", { crls: ["by-signer"] }, "INDETERMINATE TRY_LATER REVOCATION_NOT_CHECKED"],
  ])("line 74: %s", (_name, asked, expected) => {
    expect(answer(verify("adele.p7m", asked))).toBe(expected);
  });

  it("says in the report what was found and where", () => {
    expect(verify("adele.p7m", { crls: ["suspended"] }).signatures[0]?.revocation).toEqual({
      status: "suspended",
      source: "crl",
      thisUpdate: "2024-06-01T00:00:00.000Z",
      since: "2024-05-01T00:00:00.000Z",
      reason: "certificateHold",
    });
  });

  it("quotes the law where the signature equals none", () => {
    const report = verify("adele.p7m", { crls: ["revoked-before"] });
    expect(report.verdict).toBe("invalid");
    expect(report.signatures[0]?.reasons[0]?.message).toContain("mancata sottoscrizione (CAD art. 24 c. 4-bis)");
  });

  it("is not moved by a policy that asks nobody, when the answer is there", () => {
    const policy = { ...defaultPolicy, revocation: "never" } as const;
    expect(verify("adele.p7m", { policy }).verdict).toBe("valid");
    expect(verify("adele.p7m", { policy, crls: ["revoked-before"] }).verdict).toBe("invalid");
  });

  it("line 74: a timestamp from before the revocation saves the signature, one from after does not", () => {
    const material = { crls: [bytesOf("revoked-after.crl")], ocsps: [] };
    const [facts] = gather(bytesOf("adele.p7m"), { anchors, revocation: material }).signatures;
    const at = Date.parse("2050-01-01T00:00:00Z");
    const codes = (proved: number) => {
      if (facts === undefined) return [];
      const outcomes = [certificateIsNotRevoked(facts, defaultPolicy, at, { proved, best: proved })].flat();
      return outcomes.map((one) => (one.status === "passed" ? "passed" : `${one.status} ${one.code}`));
    };
    expect(codes(made + 60_000)).toContain("noted REVOKED_AFTER_SIGNING");
    expect(codes(made + 60_000).filter((code) => !code.startsWith("noted"))).toEqual([]);
    expect(codes(Date.parse("2049-07-01T00:00:00Z"))).toContain("undecided CERTIFICATE_REVOKED");
  });
});

describe("line 75: OCSP answers", () => {
  const open = "INDETERMINATE TRY_LATER";
  it.each<[string, Asked, string]>([
    ["signed by the issuer itself", { ocsps: ["by-issuer"] }, "TOTAL_PASSED -"],
    ["signed by its delegate with ocsp-nocheck", { ocsps: ["delegated"] }, "TOTAL_PASSED -"],
    ["naming the delegate by its key", { ocsps: ["by-key"] }, "TOTAL_PASSED -"],
    ["with a SHA-256 identifier", { ocsps: ["sha256-id"] }, "TOTAL_PASSED -"],
    ["with a nonce", { ocsps: ["with-nonce"] }, "TOTAL_PASSED -"],
    ["without an end, of this hour", { ocsps: ["without-end"] }, "TOTAL_PASSED -"],
    ["without an end, of other days", { ocsps: ["without-end"], at: later(48) }, `${open} REVOCATION_STALE`],
    ["ended", { ocsps: ["short"], at: later(2) }, `${open} REVOCATION_STALE`],
    ["undelegated", { ocsps: ["undelegated"] }, `${open} REVOCATION_ISSUER_NOT_TRUSTED`],
    ["delegated by another key of the same name", { ocsps: ["foreign"] }, `${open} REVOCATION_ISSUER_NOT_TRUSTED`],
    ["whose signer did not come along", { ocsps: ["without-certificate"] }, `${open} REVOCATION_ISSUER_NOT_TRUSTED`],
    ["whose delegate nobody vouches for", { ocsps: ["checked"] }, `${open} REVOCATION_ISSUER_NOT_TRUSTED`],
    ["about another certificate", { ocsps: ["other-certificate"] }, `${open} REVOCATION_NOT_CHECKED`],
    ["that does not know the certificate", { ocsps: ["unknown"] }, `${open} REVOCATION_UNKNOWN_TO_RESPONDER`],
    ["cut", { ocsps: ["cut"] }, `${open} REVOCATION_NOT_CHECKED`],
    ["that is no answer", { ocsps: ["unauthorized"] }, `${open} REVOCATION_NOT_CHECKED`],
    ["revoked", { ocsps: ["revoked"] }, "TOTAL_FAILED REVOKED REVOKED_WHEN_SIGNED"],
    ["on hold", { ocsps: ["suspended"] }, "TOTAL_FAILED REVOKED SUSPENDED_WHEN_SIGNED"],
    [
      "revoked on a date to come: revoked from its publication",
      { ocsps: ["revoked-future"] },
      "INDETERMINATE REVOKED_NO_POE CERTIFICATE_REVOKED",
    ],
    [
      "good, against a list that tells revocation",
      { ocsps: ["delegated"], crls: ["revoked-before"] },
      "TOTAL_FAILED REVOKED REVOKED_WHEN_SIGNED",
    ],
  ])("line 75: %s", (_name, asked, expected) => {
    expect(answer(verify("adele.p7m", asked))).toBe(expected);
  });

  it("line 75: a delegate without ocsp-nocheck counts when a list vouches for it, and not when it is revoked", () => {
    const asked = (crl: string) => verify("adele.p7m", { ocsps: ["checked"], crls: [crl] }).signatures[0]?.revocation;
    expect(asked("good")).toMatchObject({ status: "good", source: "ocsp" });
    expect(asked("checked-revoked")).toMatchObject({ status: "good", source: "crl" });
  });

  it("line 75: nobody is a delegate without id-kp-OCSPSigning, though a list vouches for the certificate", () => {
    const [signature] = verify("adele.p7m", { ocsps: ["undelegated"], crls: ["good"] }).signatures;
    expect(signature?.revocation).toMatchObject({ status: "good", source: "crl" });
  });

  it("finds the responder's certificate among those that were given", () => {
    const report = verify("adele.p7m", { ocsps: ["without-certificate"], certificates: [bytesOf("responder.crt")] });
    expect(answer(report)).toBe("TOTAL_PASSED -");
  });
});

describe("line 79: the claimed time against the certificate", () => {
  it("line 79: signed with an expired certificate by its own word equals not signed", () => {
    expect(answer(verify("expired.p7m"))).toBe("TOTAL_FAILED EXPIRED EXPIRED_WHEN_SIGNED CERTIFICATE_EXPIRED");
    const [reason] = verify("expired.p7m").signatures[0]?.reasons ?? [];
    expect(reason?.message).toContain("mancata sottoscrizione (CAD art. 24 c. 4-bis)");
  });

  it("line 79: signed before the certificate began stays open, also when it has begun since", () => {
    const now = "INDETERMINATE SIG_CONSTRAINTS_FAILURE CLAIMED_TIME_OUTSIDE_VALIDITY CERTIFICATE_NOT_YET_VALID";
    expect(answer(verify("future.p7m"))).toBe(now);
    const begun = verify("future.p7m", { at: new Date("2051-01-01T00:00:00Z") });
    expect(answer(begun)).toBe("INDETERMINATE SIG_CONSTRAINTS_FAILURE CLAIMED_TIME_OUTSIDE_VALIDITY");
  });
});

describe("issuers that did not come along", () => {
  it("are taken from what was given, and trusted no more for it", () => {
    const without = verify("without-issuer.p7m", { ocsps: ["delegated"] });
    expect(answer(without)).toBe("INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND CHAIN_NOT_FOUND");
    const given = { ocsps: ["delegated"], certificates: [bytesOf("ca.crt")] };
    expect(answer(verify("without-issuer.p7m", given))).toBe("TOTAL_PASSED -");
    const untrusted = verify("without-issuer.p7m", { ...given, anchors: [] });
    expect(untrusted.verdict).toBe("undetermined");
  });
});
