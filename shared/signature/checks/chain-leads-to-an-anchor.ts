import { type Check, passed, undecided } from "./outcome.ts";

/** Is there a chain of certificates, each signed by the next, up to one that is trusted? */
export const chainLeadsToAnAnchor: Check = ({ cms }) => {
  if (cms === null || cms.paths === null) return passed;
  if (!cms.anchorsGiven) return undecided("TRUST_NOT_AVAILABLE", "NO_CERTIFICATE_CHAIN_FOUND");
  if (cms.paths.paths.length > 0) return passed;
  if (cms.paths.problem === "bad-signature") {
    return undecided("CHAIN_SIGNATURE_WRONG", "CERTIFICATE_CHAIN_GENERAL_FAILURE");
  }
  return undecided("CHAIN_NOT_FOUND", "NO_CERTIFICATE_CHAIN_FOUND");
};
