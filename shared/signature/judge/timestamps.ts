import type { SignatureFacts, TokenFacts } from "../facts.ts";
import type { TimestampReport } from "../report.ts";
import { type Judgement, judgeSignature } from "./signature.ts";

/** The latest first: each is validated at the time that those after it prove (EN 319 102-1 §5.6.2.3, time sliding). */
const fromTheOutside = ["archive", "references", "signature", "content"] as const;

export interface JudgedTokens {
  readonly reports: readonly TimestampReport[];
  /** The earliest time at which a trusted timestamp saw the signature, milliseconds since 1970; null when none did. */
  readonly proved: number | null;
}

/**
 * The timestamps of a signature, each a signature of its own, and what they prove together.
 *
 * A proof of existence needs an imprint that was compared, a token that holds, and an authority that is trusted at a
 * time that is proved itself. `proofs` are those from outside the signature: document timestamps of a PDF.
 */
export function judgeTokens(tokens: readonly TokenFacts[], judgement: Judgement): JudgedTokens {
  let proved = judgement.provedFromOutside ?? null;
  const byToken = new Map<TokenFacts, TimestampReport>();
  for (const purpose of fromTheOutside) {
    const level = tokens.filter((token) => token.purpose === purpose).sort((a, b) => timeOf(b) - timeOf(a));
    for (const token of level) {
      const report = tokenReport(token, { ...judgement, provedFromOutside: proved });
      byToken.set(token, report);
      // A content timestamp is older than the signature: it says nothing about when that existed.
      if (purpose !== "content") proved = earliest(proved, provenBy(token.signature, report));
    }
  }
  const reports = tokens.flatMap((token) => byToken.get(token) ?? []);
  return { reports, proved };
}

function tokenReport({ purpose, signature }: TokenFacts, judgement: Judgement): TimestampReport {
  const time = signature.timestamp?.time ?? null;
  return {
    ...judgeSignature(signature, judgement),
    purpose,
    time: time === null ? null : new Date(time).toISOString(),
  };
}

/** The time that a timestamp proves for what it is over, or null. */
export function provenBy(facts: SignatureFacts, report: { readonly indication: string }): number | null {
  const { timestamp } = facts;
  if (timestamp === null || timestamp.imprintMatches !== true || timestamp.time === null) return null;
  return report.indication === "TOTAL_PASSED" ? timestamp.time : null;
}

export const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

const timeOf = ({ signature }: TokenFacts): number => signature.timestamp?.time ?? 0;
