import { digest } from "../algorithms/digests.ts";
import { historyChecks, integrityChecks, trustChecks } from "../checks/index.ts";
import type { Check, Outcome } from "../checks/outcome.ts";
import { timestampOutcomes } from "../checks/timestamps-prove-the-time.ts";
import type { CmsFacts, SignatureFacts } from "../facts.ts";
import { type Language, sentence } from "../messages.ts";
import type { Policy } from "../policy.ts";
import type { Indication, Reason, SignatureReport, SignerReport, SubIndication } from "../report.ts";
import { hex } from "../text.ts";
import { qualifiedWord, signatureQualification } from "../trust/signature-qualification.ts";
import type { Certificate } from "../x509/certificate.ts";
import { fiscalCodeOf } from "../x509/fiscal-code.ts";
import { displayName } from "../x509/name.ts";
import { levelOf } from "./level.ts";
import { revocationReport } from "./revocation.ts";
import { judgeTokens } from "./timestamps.ts";

export interface Judgement {
  readonly policy: Policy;
  /** The moment of the verdict, milliseconds since 1970. */
  readonly at: number;
  readonly language: Language;
  /** The earliest time that trusted timestamps outside the signature prove for it. */
  readonly provedFromOutside?: number | null;
  /** Timestamps of the PDF document that cover the signature and hold. */
  readonly documentTimestamps?: number;
}

/** The report on one signature. Pure: the same facts, policy and moment give the same report. */
export function judgeSignature(facts: SignatureFacts, judgement: Judgement): SignatureReport {
  const tokens = judgeTokens(facts.cms?.timestamps ?? [], judgement);
  const time = { proved: tokens.proved, best: Math.min(tokens.proved ?? judgement.at, judgement.at) };
  const run = (checks: readonly Check[]) =>
    checks.flatMap((check) => check(facts, judgement.policy, judgement.at, time));
  const integrityOutcomes = run(integrityChecks);
  const integrity = integrityOf(integrityOutcomes);
  // A signature that is broken is not made better or worse by its certificate.
  const outcomes = [...integrityOutcomes, ...run(historyChecks), ...(integrity === "valid" ? run(trustChecks) : [])];
  outcomes.push(...timestampOutcomes(tokens.reports));
  const { indication, subIndication } = indicationOf(outcomes);
  // EN 319 142-1 §6.3: in a PDF the claimed time is /M; the attribute of CMS belongs to other signatures.
  const claimed = facts.pdf?.claimedTime ?? facts.cms?.attributes?.signingTimes[0];
  const { pdf } = facts;
  return {
    kind: facts.kind,
    level: levelOf(facts, tokens.reports, judgement.documentTimestamps ?? 0),
    integrity,
    indication,
    subIndication,
    reasons: reasonsOf(outcomes, judgement.language),
    signer: facts.cms?.certificate ? signerReport(facts.cms.certificate, facts.cms, time.best) : null,
    signingTime: { claimed: iso(claimed), proved: iso(tokens.proved) },
    ...(facts.timestamp === null ? {} : { time: iso(facts.timestamp.time) }),
    algorithm: facts.cms?.algorithm ?? null,
    revocation: revocationReport(facts.cms, judgement.policy, judgement.at, time),
    coverage: coverageOf(facts),
    ...(facts.container === undefined ? {} : { coveredFiles: facts.container.covered }),
    laterChanges: pdf?.changes.level ?? null,
    changes: (pdf?.changes.changes ?? []).map(({ code, detail }) => sentence(code, judgement.language, detail)),
    timestamps: tokens.reports,
    counterSignatures: (facts.cms?.counterSigners ?? []).map((one) => judgeSignature(one, inside(judgement))),
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

/** Of the file that was given: a container with a file that nobody signed is signed in part. */
function coverageOf({ pdf, container, xml, cms }: SignatureFacts): SignatureReport["coverage"] {
  if (pdf !== null) return pdf.coverage;
  if (cms === null || (container === undefined && xml === undefined)) return null;
  if (container !== undefined) return container.unsigned.length === 0 ? "whole-file" : "partial";
  return xml?.coverage ?? null;
}

const iso = (time: number | null | undefined): string | null =>
  time === null || time === undefined ? null : new Date(time).toISOString();

/** What was proved for a signature is not proved for those who signed it later. */
function inside({ policy, at, language }: Judgement): Judgement {
  return { policy, at, language };
}

function signerReport(certificate: Certificate, cms: CmsFacts, best: number): SignerReport {
  const qualified = { qualified: qualifiedWord(cms, best), qualification: signatureQualification(cms, best) };
  const said = known.get(certificate) ?? saidBy(certificate);
  known.set(certificate, said);
  return { ...said, ...qualified };
}

type Said = Omit<SignerReport, "qualified" | "qualification">;

/** Remembered by the certificate: whoever signs much is named much. */
const known = new WeakMap<Certificate, Said>();

const saidBy = (certificate: Certificate): Said => ({
  name: displayName(certificate.subject),
  fiscalCode: fiscalCodeOf(certificate.subject),
  serialNumber: certificate.serialNumber,
  issuer: displayName(certificate.issuer),
  notBefore: new Date(certificate.notBefore).toISOString(),
  notAfter: new Date(certificate.notAfter).toISOString(),
  certificateSha256: hex(digest("sha256", certificate.raw)),
});
