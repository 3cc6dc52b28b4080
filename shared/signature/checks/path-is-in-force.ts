import type { Certificate } from "../x509/certificate.ts";
import { displayName } from "../x509/name.ts";
import { type Check, noted, type Outcome, passed, undecided } from "./outcome.ts";
import { problemOf } from "./path-is-allowed.ts";

/**
 * Were the certificates of a path valid when the signature is known to have existed?
 *
 * That is a trusted timestamp's time, else the moment of the verdict. Without a proved time a signature under an
 * expired certificate may have been made before or after: it stays open (ETSI EN 319 102-1 §5.2.6). The anchor's dates count too, as RFC 5280 leaves to the one who trusts.
 */
export const pathIsInForce: Check = ({ cms }, _policy, _at, { best }) => {
  const paths = cms?.paths?.paths ?? [];
  const allowed = paths.filter((path) => problemOf(path) === null);
  const problems = (allowed.length > 0 ? allowed : paths).map((path) => firstProblem(path, best));
  const outcomes: Outcome[] = [];
  const [first] = problems;
  if (!problems.includes(null) && first !== null && first !== undefined) outcomes.push(first);
  const claimed = cms?.attributes?.signingTimes[0];
  const signer = cms?.certificate ?? null;
  if (claimed !== undefined && signer !== null && (claimed < signer.notBefore || claimed > signer.notAfter)) {
    outcomes.push(noted("CLAIMED_TIME_OUTSIDE_VALIDITY", iso(claimed)));
  }
  return outcomes.length === 0 ? passed : outcomes;
};

function firstProblem(path: readonly Certificate[], at: number): Outcome | null {
  for (const certificate of path) {
    const name = displayName(certificate.subject);
    if (at > certificate.notAfter) {
      return undecided("CERTIFICATE_EXPIRED", "OUT_OF_BOUNDS_NO_POE", `${name}, ${iso(certificate.notAfter)}`);
    }
    if (at < certificate.notBefore) {
      return undecided("CERTIFICATE_NOT_YET_VALID", "NOT_YET_VALID", `${name}, ${iso(certificate.notBefore)}`);
    }
  }
  return null;
}

const iso = (time: number): string => new Date(time).toISOString();
