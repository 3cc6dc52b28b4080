import { nul, objectIdentifier, sequence } from "./der/write.ts";
import type { SignatureAlgorithm } from "./signer.ts";

export type DigestName = "sha256" | "sha384" | "sha512";

const digestOids: Record<DigestName, string> = {
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",
};

const signatures: Record<SignatureAlgorithm, { digest: DigestName; oid: string; family: "rsa" | "ecdsa" }> = {
  "RSA-SHA256": { digest: "sha256", oid: "1.2.840.113549.1.1.11", family: "rsa" },
  "RSA-SHA384": { digest: "sha384", oid: "1.2.840.113549.1.1.12", family: "rsa" },
  "RSA-SHA512": { digest: "sha512", oid: "1.2.840.113549.1.1.13", family: "rsa" },
  "ECDSA-SHA256": { digest: "sha256", oid: "1.2.840.10045.4.3.2", family: "ecdsa" },
  "ECDSA-SHA384": { digest: "sha384", oid: "1.2.840.10045.4.3.3", family: "ecdsa" },
  "ECDSA-SHA512": { digest: "sha512", oid: "1.2.840.10045.4.3.4", family: "ecdsa" },
};

/** The digest that a signature algorithm is over, as node:crypto names it. */
export const digestOf = (algorithm: SignatureAlgorithm): DigestName => signatures[algorithm].digest;

/** Absent parameters, as RFC 5754 §2 asks of writers. */
export const digestIdentifier = (digest: DigestName): Uint8Array => sequence(objectIdentifier(digestOids[digest]));

/**
 * The AlgorithmIdentifier of a signature: NULL parameters for RSA (RFC 4055 §5), none for ECDSA (RFC 5758 §3.2).
 *
 * It names the digest too: bare `rsaEncryption` would leave a second place to disagree with `digestAlgorithm`.
 */
export function signatureIdentifier(algorithm: SignatureAlgorithm): Uint8Array {
  const { oid, family } = signatures[algorithm];
  return family === "rsa" ? sequence(objectIdentifier(oid), nul()) : sequence(objectIdentifier(oid));
}
