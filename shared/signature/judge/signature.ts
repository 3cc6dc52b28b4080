import { digest } from "../algorithms/digests.ts";
import { historyChecks, integrityChecks, trustChecks } from "../checks/index.ts";
import type { Check, Outcome } from "../checks/outcome.ts";
import type { SignatureFacts } from "../facts.ts";
import { type Language, sentence } from "../messages.ts";
import type { Policy } from "../policy.ts";
import type { Indication, Reason, SignatureReport, SignerReport, SubIndication } from "../report.ts";
import { hex } from "../text.ts";
import type { Certificate } from "../x509/certificate.ts";
import { fiscalCodeOf } from "../x509/fiscal-code.ts";
import { displayName } from "../x509/name.ts";
import { claimsQualified } from "../x509/qualified.ts";

export interface Judgement {
  readonly policy: Policy;
  /** The moment of the verdict, milliseconds since 1970. */
  readonly at: number;
  readonly language: Language;
}

/** The report on one signature. Pure: the same facts, policy and moment give the same report. */
export function judgeSignature(facts: SignatureFacts, judgement: Judgement): SignatureReport {
  const run = (checks: readonly Check[]) => checks.flatMap((check) => check(facts, judgement.policy, judgement.at));
  const integrityOutcomes = run(integrityChecks);
  const integrity = integrityOf(integrityOutcomes);
  // A signature that is broken is not made better or worse by its certificate.
  const outcomes = [...integrityOutcomes, ...run(historyChecks), ...(integrity === "valid" ? run(trustChecks) : [])];
  const { indication, subIndication } = indicationOf(outcomes);
  // EN 319 142-1 §6.3: in a PDF the claimed time is /M; the attribute of CMS belongs to other signatures.
  const claimed = facts.pdf?.claimedTime ?? facts.cms?.attributes?.signingTimes[0];
  const { pdf } = facts;
  return {
    kind: facts.kind,
    level: levelOf(facts),
    integrity,
    indication,
    subIndication,
    reasons: reasonsOf(outcomes, judgement.language),
    signer: facts.cms?.certificate ? signerReport(facts.cms.certificate) : null,
    signingTime: { claimed: claimed === undefined ? null : new Date(claimed).toISOString(), proved: null },
    algorithm: facts.cms?.algorithm ?? null,
    coverage: pdf?.coverage ?? null,
    laterChanges: pdf?.changes.level ?? null,
    changes: (pdf?.changes.changes ?? []).map(({ code, detail }) => sentence(code, judgement.language, detail)),
    field: pdf?.field ?? null,
  };
}

function integrityOf(outcomes: readonly Outcome[]): SignatureReport["integrity"] {
  if (outcomes.some(({ status }) => status === "failed")) return "invalid";
  return outcomes.some(({ status }) => status === "undecided") ? "undetermined" : "valid";
}

/** Known to be bad before not enough known; the first of each names the sub-indication, in the order of the standard. */
function indicationOf(outcomes: readonly Outcome[]): { indication: Indication; subIndication: SubIndication | null } {
  for (const outcome of outcomes) {
    if (outcome.status === "failed") return { indication: "TOTAL_FAILED", subIndication: outcome.sub };
  }
  for (const outcome of outcomes) {
    if (outcome.status === "undecided") return { indication: "INDETERMINATE", subIndication: outcome.sub };
  }
  return { indication: "TOTAL_PASSED", subIndication: null };
}

function reasonsOf(outcomes: readonly Outcome[], language: Language): Reason[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.status === "passed") return [];
    const level = outcome.status === "noted" ? "note" : outcome.status;
    return [{ code: outcome.code, level, message: sentence(outcome.code, language, outcome.detail) }];
  });
}

/** B is all that can be said while timestamps and revocation data are not verified. */
function levelOf({ cms, kind }: SignatureFacts): SignatureReport["level"] {
  if (kind === "timestamp" || cms === null) return null;
  return cms.attributes?.signingCertificate === "matches" ? "B" : null;
}

function signerReport(certificate: Certificate): SignerReport {
  return {
    name: displayName(certificate.subject),
    fiscalCode: fiscalCodeOf(certificate.subject),
    serialNumber: certificate.serialNumber,
    issuer: displayName(certificate.issuer),
    qualified: claimsQualified(certificate),
    notBefore: new Date(certificate.notBefore).toISOString(),
    notAfter: new Date(certificate.notAfter).toISOString(),
    certificateSha256: hex(digest("sha256", certificate.raw)),
  };
}
