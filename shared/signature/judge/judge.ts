import type { Facts } from "../facts.ts";
import { maxLevels } from "../gather/prepare.ts";
import { type Language, type ReasonCode, sentence } from "../messages.ts";
import type { Policy } from "../policy.ts";
import type { ContentReport, Report, SignatureReport, Verdict } from "../report.ts";
import { disagreementsOf } from "./disagreements.ts";
import type { Judgement } from "./signature.ts";
import { judgeTogether } from "./together.ts";

/**
 * The report on a file from its facts.
 *
 * Pure: no bytes are read and no clock is asked, so that a verdict can be derived again years later, under another
 * policy or at another moment.
 */
export function judge(facts: Facts, policy: Policy, at: Date, language: Language = "it"): Report {
  const judgement: Judgement = { policy, at: at.getTime(), language };
  const signatures = judgeTogether(facts.signatures, judgement);
  const content = facts.content === null ? null : contentReport(facts.content, judgement);
  const all = [...withCounter(signatures), ...(content === null ? [] : allSignatures(content))];
  return {
    file: facts.fileName,
    sha256: facts.sha256,
    size: facts.size,
    format: facts.format,
    verdict: verdictOf(facts, all),
    signatures,
    content,
    disagreements: disagreementsOf(all, language),
    impronta: null,
    error: errorOf(facts, language),
  };
}

function contentReport(facts: Facts, judgement: Judgement): ContentReport {
  return {
    sha256: facts.sha256,
    size: facts.size,
    format: facts.format,
    signatures: judgeTogether(facts.signatures, judgement),
    content: facts.content === null ? null : contentReport(facts.content, judgement),
  };
}

function allSignatures(content: ContentReport): SignatureReport[] {
  return [...withCounter(content.signatures), ...(content.content === null ? [] : allSignatures(content.content))];
}

/** Counter-signatures count as signatures: whoever shows a file as valid shows them too. */
function withCounter(signatures: readonly SignatureReport[]): SignatureReport[] {
  return signatures.flatMap((signature) => [signature, ...withCounter(signature.counterSignatures)]);
}

/** One bad signature makes the file bad, at whatever level; one open one leaves it open. Never green by majority. */
function verdictOf(facts: Facts, all: readonly SignatureReport[]): Verdict {
  if (all.some(({ indication }) => indication === "TOTAL_FAILED")) return "invalid";
  if (all.some(({ indication }) => indication === "INDETERMINATE") || isOpen(facts)) return "undetermined";
  return all.length > 0 ? "valid" : "unsigned";
}

function isOpen(facts: Facts): boolean {
  return problemOf(facts) !== null || (facts.content !== null && isOpen(facts.content));
}

/** Why the file could not be examined to the end, or null. */
function problemOf(facts: Facts): { code: ReasonCode; detail: string } | null {
  if (facts.unreadable?.code === "TOO_LARGE") return { code: "TOO_LARGE", detail: facts.unreadable.detail };
  if (facts.unreadable?.code === "PDF_TOO_SCATTERED") return { code: "PDF_TOO_SCATTERED", detail: "" };
  if (facts.unreadable !== null) return { code: "MALFORMED", detail: facts.unreadable.detail };
  if (facts.notCovered !== null) return { code: "FORMAT_NOT_COVERED", detail: facts.notCovered };
  if (facts.encrypted) return { code: "PDF_ENCRYPTED", detail: "" };
  if (facts.levelsLeftOut) return { code: "NESTED_TOO_DEEP", detail: String(maxLevels) };
  const isEnvelope = facts.format === "p7m" || facts.format === "p7s" || facts.format === "tst";
  return isEnvelope && facts.signatures.length === 0 ? { code: "NO_SIGNERS", detail: "" } : null;
}

function errorOf(facts: Facts, language: Language): Report["error"] {
  const problem = problemOf(facts);
  if (problem !== null) return { code: problem.code, message: sentence(problem.code, language, problem.detail) };
  return facts.content === null ? null : errorOf(facts.content, language);
}
