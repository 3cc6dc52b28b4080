import type { SignatureFacts } from "../facts.ts";
import type { Certificate } from "../x509/certificate.ts";
import { displayName } from "../x509/name.ts";
import { type ChosenPath, chosenPath } from "./chosen-path.ts";
import { claimedTime } from "./claimed-time.ts";
import { type Check, failed, noted, type Outcome, passed, type SignatureTime, undecided } from "./outcome.ts";

/**
 * Were the certificates of the path valid when the signature is known to have existed?
 *
 * That is a trusted timestamp's time, else the moment of the verdict. Without a proved time a signature under an
 * expired certificate may have been made before or after: it stays open (ETSI EN 319 102-1 §5.2.6). The anchor's dates
 * count too, as RFC 5280 leaves to the one who trusts.
 */
export const pathIsInForce: Check = (facts, policy, at, time) => {
  const chosen = facts.cms === null ? null : chosenPath(facts.cms, policy, at, time);
  if (chosen === null) return passed;
  const outcomes = [...claimOutcomes(facts, time), ...forceOutcomes(chosen, time)];
  return outcomes.length === 0 ? passed : outcomes;
};

function forceOutcomes({ outOfForce, path, statuses }: ChosenPath, { best }: SignatureTime): Outcome[] {
  if (outOfForce === null) return [];
  if (best < outOfForce.notBefore) {
    return [undecided("CERTIFICATE_NOT_YET_VALID", "NOT_YET_VALID", dated(outOfForce, outOfForce.notBefore))];
  }
  const notRevoked = outOfForce === path[0] && statuses[0]?.status === "good";
  const sub = notRevoked ? "OUT_OF_BOUNDS_NOT_REVOKED" : "OUT_OF_BOUNDS_NO_POE";
  return [undecided("CERTIFICATE_EXPIRED", sub, dated(outOfForce, outOfForce.notAfter))];
}

/** Clocks of signing devices differ, and remote services issue a certificate in the moment in which it signs. */
const clockSkew = 5 * 60_000;

/**
 * The signer's own word against the certificate. Signed with an expired certificate equals not signed (CAD art. 24
 * c. 4-bis), unless a timestamp proves that the signature is older than it says (DPCM 22.2.2013 art. 62).
 */
function claimOutcomes(facts: SignatureFacts, { proved }: SignatureTime): Outcome[] {
  const claimed = claimedTime(facts);
  const signer = facts.cms?.certificate ?? null;
  if (claimed === null || signer === null) return [];
  if (claimed > signer.notAfter + clockSkew) {
    const older = proved !== null && proved <= signer.notAfter;
    return [
      older
        ? noted("CLAIMED_TIME_OUTSIDE_VALIDITY", iso(claimed))
        : failed("EXPIRED_WHEN_SIGNED", "EXPIRED", iso(claimed)),
    ];
  }
  if (claimed >= signer.notBefore - clockSkew) return [];
  return [undecided("CLAIMED_TIME_OUTSIDE_VALIDITY", "SIG_CONSTRAINTS_FAILURE", iso(claimed))];
}

const dated = (certificate: Certificate, time: number): string => `${displayName(certificate.subject)}, ${iso(time)}`;
const iso = (time: number): string => new Date(time).toISOString();
