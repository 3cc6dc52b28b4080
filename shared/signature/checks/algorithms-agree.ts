import { type Check, failed, passed, undecided } from "./outcome.ts";

const signatureOids = /^1\.2\.840\.113549\.1\.1\.|^1\.2\.840\.10045\.4\.|^2\.16\.840\.1\.101\.3\.4\.3\./;

/**
 * Do digestAlgorithm and signatureAlgorithm name the same digest?
 *
 * OpenSSL ignores the difference; DSS refuses it, because the digest that was checked is then not the one that was
 * signed with (RFC 5652 §5.3).
 */
export const algorithmsAgree: Check = ({ cms }) => {
  if (cms === null) return passed;
  if (cms.digest === null) {
    return signatureOids.test(cms.digestOid)
      ? failed("DIGEST_ALGORITHM_IS_NOT_A_DIGEST", "SIG_CRYPTO_FAILURE", cms.digestOid)
      : undecided("DIGEST_ALGORITHM_UNKNOWN", "SIG_CRYPTO_FAILURE", cms.digestOid);
  }
  if (cms.scheme === null) return undecided("SIGNATURE_ALGORITHM_UNKNOWN", "SIG_CRYPTO_FAILURE");
  if (cms.scheme.kind === "eddsa" || cms.scheme.digest === null || cms.scheme.digest === cms.digest) return passed;
  return failed("ALGORITHMS_DISAGREE", "SIG_CRYPTO_FAILURE", `${cms.digest} / ${cms.scheme.digest}`);
};
