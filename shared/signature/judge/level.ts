import type { SignatureFacts } from "../facts.ts";
import type { SignatureReport, TimestampReport } from "../report.ts";

/**
 * The level of a signature by what it holds (EN 319 122-1 §6, EN 319 142-1 §6).
 *
 * T needs a timestamp that holds over the signature, LT validation data that the file carries (those that the caller
 * gives or fetched count for the verdict and not for the level), LTA a timestamp over those
 * too. Whether the authority is trusted is not part of the level; `signingTime.proved` says that.
 * `documentTimestamps`: those of a PDF that cover this signature and hold.
 */
export function levelOf(
  { cms, kind }: SignatureFacts,
  timestamps: readonly TimestampReport[],
  documentTimestamps: number,
): SignatureReport["level"] {
  if (kind === "timestamp" || cms === null || cms.attributes?.signingCertificate !== "matches") return null;
  const holds = (purpose: TimestampReport["purpose"]) =>
    timestamps.some((one) => one.purpose === purpose && one.integrity === "valid");
  const stamps = (holds("signature") ? 1 : 0) + documentTimestamps;
  if (stamps === 0) return "B";
  if (!cms.carriesValidationData) return "T";
  return holds("archive") || stamps > 1 ? "LTA" : "LT";
}
