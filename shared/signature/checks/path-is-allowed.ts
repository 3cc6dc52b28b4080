import type { ReasonCode } from "../messages.ts";
import type { PathProblemCode } from "../x509/process-path.ts";
import { chosenPath } from "./chosen-path.ts";
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
export const pathIsAllowed: Check = ({ cms }, policy, at, time) => {
  const problem = cms === null ? null : (chosenPath(cms, policy, at, time)?.problem ?? null);
  return problem === null ? passed : undecided(codes[problem.code], "CHAIN_CONSTRAINTS_FAILURE", problem.detail);
};
