import type { SignatureFacts } from "../facts.ts";
import type { ReasonCode } from "../messages.ts";
import type { Policy } from "../policy.ts";
import type { CertificateStatus } from "../revocation/certificate-status.ts";
import type { RevocationProblem } from "../revocation/evidence.ts";
import type { Certificate } from "../x509/certificate.ts";
import { displayName } from "../x509/name.ts";
import { chosenPath } from "./chosen-path.ts";
import { claimedTime } from "./claimed-time.ts";
import { type Check, failed, noted, type Outcome, passed, type SignatureTime, undecided } from "./outcome.ts";

/**
 * Is it known that no certificate of the path was revoked or suspended when the signature was made?
 *
 * A certificate that was revoked or suspended when it signed equals no signature (CAD art. 24 c. 4-bis). A timestamp
 * from before saves the signature (DPCM 22.2.2013 art. 62); the signer's own later date condemns it; without either it
 * stays open. Where the issuer publishes answers and none is at hand it stays open too.
 */
export const certificateIsNotRevoked: Check = (facts, policy, at, time) => {
  const chosen = facts.cms === null ? null : chosenPath(facts.cms, policy, at, time);
  if (chosen === null || chosen.path.length < 2) return passed;
  const outcomes = chosen.statuses.flatMap((status, index): Outcome[] => {
    const certificate = chosen.path[index];
    if (status === null || certificate === undefined || status.status === "good") return [];
    if (status.status === "unknown") return [unknownOutcome(certificate, status.problem, policy)];
    return [againstOutcome(facts, certificate, index, status, time)];
  });
  const unknown = outcomes.filter((one) => one.status === "noted" && one.code === "REVOCATION_NOT_CHECKED");
  // Once is enough: it is one sentence about the whole chain.
  if (unknown.length > 0 && unknown.length === outcomes.length) return noted("REVOCATION_NOT_CHECKED");
  const [first] = chosen.statuses;
  const good = first?.status === "good" ? [noted("REVOCATION_CHECKED", evidenceText(first))] : [];
  return [...severest(outcomes), ...good];
};

type Against = Extract<CertificateStatus, { status: "revoked" | "suspended" }>;

function againstOutcome(
  facts: SignatureFacts,
  certificate: Certificate,
  index: number,
  { status, since }: Against,
  { proved }: SignatureTime,
): Outcome {
  const detail = `${displayName(certificate.subject)}, ${iso(since)}`;
  if (proved !== null && proved < since) return noted("REVOKED_AFTER_SIGNING", detail);
  if (index > 0) return undecided("AUTHORITY_REVOKED", "REVOKED_CA_NO_POE", detail);
  const claimed = claimedTime(facts);
  if (claimed !== null && claimed >= since) {
    return failed(status === "revoked" ? "REVOKED_WHEN_SIGNED" : "SUSPENDED_WHEN_SIGNED", "REVOKED", detail);
  }
  if (status === "suspended") return undecided("CERTIFICATE_SUSPENDED", "TRY_LATER", detail);
  return undecided("CERTIFICATE_REVOKED", "REVOKED_NO_POE", detail);
}

const unknownCodes: Readonly<Record<RevocationProblem, ReasonCode>> = {
  NONE: "REVOCATION_NOT_CHECKED",
  OTHER_CERTIFICATE: "REVOCATION_NOT_CHECKED",
  UNREADABLE: "REVOCATION_UNREADABLE",
  OUT_OF_SCOPE: "REVOCATION_OUT_OF_SCOPE",
  ISSUER_NOT_FOUND: "REVOCATION_ISSUER_NOT_TRUSTED",
  UNDELEGATED: "REVOCATION_ISSUER_NOT_TRUSTED",
  NOT_YET: "REVOCATION_OF_THE_FUTURE",
  STALE: "REVOCATION_STALE",
  EXPIRED_ARE_DROPPED: "REVOCATION_FORGETS_EXPIRED",
  CRITICAL_EXTENSION: "REVOCATION_UNREADABLE",
  WEAK_ALGORITHM: "REVOCATION_ALGORITHM_WEAK",
  UNKNOWN_TO_RESPONDER: "REVOCATION_UNKNOWN_TO_RESPONDER",
  SOME_REASONS_ONLY: "REVOCATION_OUT_OF_SCOPE",
};

function unknownOutcome(certificate: Certificate, problem: RevocationProblem, policy: Policy): Outcome {
  const code = unknownCodes[problem];
  const detail = code === "REVOCATION_NOT_CHECKED" ? "" : displayName(certificate.subject);
  // An answer that was given and does not count is a reason to wait also where the certificate names nobody to ask.
  const waits = certificate.revocationPublished || code !== "REVOCATION_NOT_CHECKED";
  return waits && policy.revocation === "when-published" ? undecided(code, "TRY_LATER", detail) : noted(code, detail);
}

/** What fails first, then what is open; the first of each names the sub-indication. */
function severest(outcomes: readonly Outcome[]): Outcome[] {
  const order = ["failed", "undecided", "noted", "passed"];
  return [...outcomes].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
}

function evidenceText({ evidence }: Extract<CertificateStatus, { status: "good" }>): string {
  return `${evidence.source.toUpperCase()} ${iso(evidence.thisUpdate)}`;
}

const iso = (time: number): string => new Date(time).toISOString();
