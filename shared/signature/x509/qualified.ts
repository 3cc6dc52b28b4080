import type { Certificate } from "./certificate.ts";

const qcCompliance = "0.4.0.1862.1.1";

/**
 * The certificate claims to be a qualified one (ETSI EN 319 412-5 §4.2.1).
 *
 * A claim of its issuer and no more: only the trusted list of the Member State makes it true (eIDAS art. 22).
 */
export function claimsQualified(certificate: Certificate): boolean {
  return certificate.qcStatements?.includes(qcCompliance) ?? false;
}
