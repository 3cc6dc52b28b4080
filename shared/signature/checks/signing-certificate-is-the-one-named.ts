import { type Check, noted, passed, undecided } from "./outcome.ts";

/** Does the signed reference (ESS signing-certificate) name the certificate that came along? It stops certificate substitution. */
export const signingCertificateIsTheOneNamed: Check = ({ cms, kind }) => {
  const attributes = cms?.attributes ?? null;
  if (attributes === null) return passed;
  if (attributes.signingCertificate === "differs") {
    return undecided("SIGNING_CERTIFICATE_DIFFERS", "NO_SIGNING_CERTIFICATE_FOUND");
  }
  return attributes.signingCertificate === "absent" && kind !== "timestamp"
    ? noted("SIGNING_CERTIFICATE_ABSENT")
    : passed;
};
