import { displayName } from "../x509/name.ts";
import { chosenPath } from "./chosen-path.ts";
import { type Check, passed, undecided } from "./outcome.ts";

/**
 * Were the signatures on the certificates strong enough when the signature is known to have existed
 * (EN 319 102-1 §5.2.6, §5.2.8; TS 119 312)?
 *
 * Who can forge an issuer's SHA-1 signature today can make a certificate for any name, and with it a signature; one that
 * a timestamp proves to be older was made when nobody could. The anchor is trusted by decision and not by a signature.
 */
export const chainAlgorithmsAreStrong: Check = ({ cms }, policy, at, time) => {
  const weak = cms === null ? null : (chosenPath(cms, policy, at, time)?.weak ?? null);
  if (weak === null) return passed;
  const { certificate, weakness } = weak;
  const detail = `${displayName(certificate.subject)}, ${weakness.detail}`;
  const provedTooLate = time.proved !== null && weakness.end !== undefined;
  return undecided(
    "CHAIN_ALGORITHM_WEAK",
    provedTooLate ? "CRYPTO_CONSTRAINTS_FAILURE" : "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
    weakness.end === undefined ? detail : `${detail}, ${weakness.end.until}`,
  );
};
