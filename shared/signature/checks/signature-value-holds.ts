import { type Check, failed, passed, undecided } from "./outcome.ts";

/** Did the private key of the signer's certificate make this signature value? */
export const signatureValueHolds: Check = ({ cms }) => {
  if (cms === null) return passed;
  if (cms.certificateProblem === "missing" || cms.certificateProblem === "unreadable") {
    const code = cms.certificateProblem === "missing" ? "SIGNER_CERTIFICATE_MISSING" : "SIGNER_CERTIFICATE_UNREADABLE";
    return undecided(code, "NO_SIGNING_CERTIFICATE_FOUND");
  }
  if (cms.certificate === null) return undecided("SIGNER_CERTIFICATE_AMBIGUOUS", "NO_SIGNING_CERTIFICATE_FOUND");
  if (cms.holdsOverStoredOrder) return failed("SIGNED_OVER_UNSORTED_ATTRIBUTES", "SIG_CRYPTO_FAILURE");
  if (cms.cryptography === "invalid") return failed("SIGNATURE_VALUE_WRONG", "SIG_CRYPTO_FAILURE");
  if (cms.cryptography === "valid" || cms.content === "missing") return passed;
  if (cms.contentPassedBy && cms.attributes === null && cms.scheme !== null) {
    return undecided("STREAM_NEEDS_WHOLE_CONTENT", "SIGNED_DATA_NOT_FOUND");
  }
  return undecided("SIGNATURE_ALGORITHM_UNKNOWN", "SIG_CRYPTO_FAILURE", cms.algorithm ?? "");
};
