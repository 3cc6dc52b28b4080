import type { ReasonCode } from "../messages.ts";
import type { Path } from "../x509/path.ts";
import { type PathProblemCode, problemOfPath } from "../x509/process-path.ts";
import { type Check, passed, undecided } from "./outcome.ts";

const codes: Readonly<Record<PathProblemCode, ReasonCode>> = {
  CRITICAL_EXTENSION: "CHAIN_CRITICAL_EXTENSION",
  EXTENSION_MALFORMED: "CHAIN_EXTENSION_MALFORMED",
  ISSUER_NOT_CA: "CHAIN_ISSUER_NOT_CA",
  ISSUER_MAY_NOT_SIGN: "CHAIN_ISSUER_MAY_NOT_SIGN",
  PATH_TOO_LONG: "CHAIN_PATH_TOO_LONG",
  NAME_FORBIDDEN: "CHAIN_NAME_FORBIDDEN",
  NAMES_DO_NOT_CHAIN: "CHAIN_NAMES_DIFFER",
  POLICY: "CHAIN_POLICY",
};

/**
 * May each issuer on the path issue what it issued (RFC 5280 §6.1: constraints, names, policies, extensions)?
 *
 * The anchor's own extensions are not asked: it is trusted by decision. One allowed path is enough.
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
export function problemOf(path: Path): { readonly code: ReasonCode; readonly detail: string } | null {
  const problem = problemOfPath(path);
  return problem === null ? null : { code: codes[problem.code], detail: problem.detail };
}
