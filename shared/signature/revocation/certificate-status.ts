import { allReasons } from "../x509/distribution-points.ts";
import type { Path } from "../x509/path.ts";
import { askCrls, askedSafely } from "./ask-crls.ts";
import { askOcsp } from "./ask-ocsp.ts";
import { type Evidence, type RevocationContext, type RevocationProblem, revocationProblems } from "./evidence.ts";
import { holdFlag } from "./reason.ts";

/** What is known of a certificate at the moment in question. `since` is milliseconds since 1970. */
export type CertificateStatus =
  | { readonly status: "good"; readonly evidence: Evidence }
  | { readonly status: "revoked" | "suspended"; readonly since: number; readonly evidence: Evidence }
  | { readonly status: "unknown"; readonly problem: RevocationProblem };

/**
 * The status of the first certificate of a path, from the answers in the context.
 *
 * Revocation is for ever: any authentic answer that tells it stands, however old. A suspension ends when a newer
 * answer, which would have told it, no longer does (CAD art. 24 c. 4-bis: unless the suspension was annulled). `good`
 * needs fresh answers for all reasons.
 */
export function certificateStatus(path: Path, context: RevocationContext): CertificateStatus {
  const answers = [askedSafely(() => askOcsp(path, context)), askedSafely(() => askCrls(path, context))];
  const evidence = answers.flatMap((answer) => answer.evidence);
  const against = earliest(evidence, ({ says }) => says !== "good" && says.reason !== "certificateHold");
  if (against !== null) return { status: "revoked", since: sinceOf(against), evidence: against };
  const hold = earliest(evidence, (one) => isHold(one) && !evidence.some((other) => ends(other, one)));
  if (hold !== null) return { status: "suspended", since: sinceOf(hold), evidence: hold };
  const fresh = evidence.filter((one) => one.says === "good" && one.fresh);
  const [newest] = fresh.sort((a, b) => b.thisUpdate - a.thisUpdate);
  const covered = fresh.reduce((flags, { reasons }) => flags | reasons, 0);
  if (newest !== undefined && covered === allReasons) return { status: "good", evidence: newest };
  const problems = answers.flatMap((answer) => answer.problems);
  return { status: "unknown", problem: newest === undefined ? worst(problems) : "SOME_REASONS_ONLY" };
}

const isHold = ({ says }: Evidence): boolean => says !== "good" && says.reason === "certificateHold";

const ends = (other: Evidence, hold: Evidence): boolean =>
  other.says === "good" && other.thisUpdate > hold.thisUpdate && (other.reasons & holdFlag) !== 0;

const sinceOf = ({ says, thisUpdate }: Evidence): number => (says === "good" ? thisUpdate : says.since);

function earliest(evidence: readonly Evidence[], fits: (one: Evidence) => boolean): Evidence | null {
  return evidence.filter(fits).sort((a, b) => sinceOf(a) - sinceOf(b))[0] ?? null;
}

function worst(problems: readonly RevocationProblem[]): RevocationProblem {
  return [...revocationProblems].reverse().find((problem) => problems.includes(problem)) ?? "NONE";
}
