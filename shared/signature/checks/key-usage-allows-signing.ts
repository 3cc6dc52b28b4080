import { type Check, passed, undecided } from "./outcome.ts";

const timeStamping = "1.3.6.1.5.5.7.3.8";

/** Is the key meant for signing (keyUsage nonRepudiation or digitalSignature), and a timestamp's for timestamps (RFC 3161 §2.3)? */
export const keyUsageAllowsSigning: Check = ({ cms, kind }, policy) => {
  const certificate = cms?.certificate ?? null;
  if (certificate === null || !policy.requireSigningKeyUsage) return passed;
  const { keyUsage, extendedKeyUsage } = certificate;
  if (keyUsage !== null && !keyUsage.has("nonRepudiation") && !keyUsage.has("digitalSignature")) {
    return undecided("KEY_NOT_FOR_SIGNING", "CHAIN_CONSTRAINTS_FAILURE", [...keyUsage].join(", "));
  }
  if (kind === "timestamp" && extendedKeyUsage?.includes(timeStamping) !== true) {
    return undecided("KEY_NOT_FOR_TIMESTAMPS", "CHAIN_CONSTRAINTS_FAILURE");
  }
  return passed;
};
