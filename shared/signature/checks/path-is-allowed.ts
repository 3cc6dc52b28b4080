import type { ReasonCode } from "../messages.ts";
import type { Certificate } from "../x509/certificate.ts";
import { displayName } from "../x509/name.ts";
import type { Path } from "../x509/path.ts";
import { type Check, passed, undecided } from "./outcome.ts";

type Problem = { readonly code: ReasonCode; readonly detail: string };

/**
 * May each issuer on the path issue (RFC 5280 §6.1.4 k, l, m, n and §4.2)?
 *
 * The anchor's own extensions are not asked: it is trusted by decision. Name constraints and other critical extensions
 * that are not processed leave the path open. One allowed path is enough.
 */
export const pathIsAllowed: Check = ({ cms }) => {
  const paths = cms?.paths?.paths ?? [];
  if (paths.length === 0) return passed;
  const problems = paths.map(problemOf);
  const [first] = problems;
  if (problems.includes(null) || first === null || first === undefined) return passed;
  return undecided(first.code, "CHAIN_CONSTRAINTS_FAILURE", first.detail);
};

/** What is wrong with a path, or null. */
export function problemOf(path: Path): Problem | null {
  for (const [index, certificate] of path.entries()) {
    const isAnchor = index === path.length - 1 && path.length > 1;
    if (isAnchor) continue;
    const detail = displayName(certificate.subject);
    if (certificate.unknownCritical.length > 0) {
      return { code: "CHAIN_CRITICAL_EXTENSION", detail: `${detail}, ${certificate.unknownCritical.join(", ")}` };
    }
    if (index === 0) continue;
    const problem = issuerProblem(certificate, path.slice(1, index));
    if (problem !== null) return { code: problem, detail };
  }
  return null;
}

function issuerProblem(issuer: Certificate, below: readonly Certificate[]): ReasonCode | null {
  if (issuer.basicConstraints?.ca !== true) return "CHAIN_ISSUER_NOT_CA";
  if (issuer.keyUsage !== null && !issuer.keyUsage.has("keyCertSign")) return "CHAIN_ISSUER_MAY_NOT_SIGN";
  // Self-issued certificates do not count (RFC 5280 §6.1.4 l).
  const counted = below.filter(({ issuer: from, subject }) => String(from.raw) !== String(subject.raw)).length;
  const limit = issuer.basicConstraints.pathLength;
  return limit !== null && counted > limit ? "CHAIN_PATH_TOO_LONG" : null;
}
