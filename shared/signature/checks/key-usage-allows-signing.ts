import type { Certificate } from "../x509/certificate.ts";
import { extensionOid } from "../x509/extensions.ts";
import { type Check, passed, undecided } from "./outcome.ts";

const timeStamping = "1.3.6.1.5.5.7.3.8";

/** Purposes that are other than signing documents: TLS, code, OCSP answers, logon. */
const otherPurposes: ReadonlySet<string> = new Set([
  "1.3.6.1.5.5.7.3.1",
  "1.3.6.1.5.5.7.3.2",
  "1.3.6.1.5.5.7.3.3",
  timeStamping,
  "1.3.6.1.5.5.7.3.9",
  "1.3.6.1.4.1.311.20.2.2",
]);

/**
 * Is the certificate meant for signatures (or, for a timestamp, for timestamps)?
 *
 * A key usage without nonRepudiation is an authentication certificate's (ETSI EN 319 412-2 §4.3.2): CIE and CNS carry
 * one beside the signing certificate, and what it signs was meant to open a session. Certificates without any key usage
 * may sign, unless their extended one names other purposes only.
 */
export const keyUsageAllowsSigning: Check = ({ cms, kind }, policy) => {
  const certificate = cms?.certificate ?? null;
  if (certificate === null) return passed;
  if (kind === "timestamp") {
    return isForTimestamps(certificate) ? passed : undecided("KEY_NOT_FOR_TIMESTAMPS", "CHAIN_CONSTRAINTS_FAILURE");
  }
  if (!policy.requireSigningKeyUsage) return passed;
  const { keyUsage, extendedKeyUsage } = certificate;
  const purposes = extendedKeyUsage ?? [];
  const other = keyUsage === null && purposes.length > 0 && purposes.every((oid) => otherPurposes.has(oid));
  if (keyUsage?.has("nonRepudiation") === true || (keyUsage === null && !other)) return passed;
  return undecided("KEY_NOT_FOR_SIGNING", "CHAIN_CONSTRAINTS_FAILURE", [...(keyUsage ?? purposes)].join(", "));
};

/** RFC 3161 §2.3: one extended key usage, timeStamping, and critical. */
function isForTimestamps({ keyUsage, extendedKeyUsage, extensions }: Certificate): boolean {
  const critical = extensions.find(({ oid }) => oid === extensionOid.extendedKeyUsage)?.critical === true;
  const only = extendedKeyUsage?.length === 1 && extendedKeyUsage[0] === timeStamping;
  const maySign = keyUsage === null || keyUsage.has("digitalSignature") || keyUsage.has("nonRepudiation");
  return critical && only && maySign;
}
