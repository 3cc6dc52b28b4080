/**
 * What a verdict demands beyond integrity, as data, so that a body can state its own and a report can quote it.
 *
 * Not covered yet: algorithm dates (TS 119 312), qualified status from trusted lists, timestamps.
 */
export interface Policy {
  /** Digests that a signature may stand on. Others leave it INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE_NO_POE. */
  readonly acceptedDigests: readonly string[];
  /** Shortest RSA modulus in bits. */
  readonly minimumRsaBits: number;
  /** Shortest elliptic-curve field in bits. */
  readonly minimumEcBits: number;
  /**
   * `when-published`: a certificate that names a CRL or an OCSP responder stays undetermined (TRY_LATER), because
   * nothing has asked them. `never`: accepted, and the report says that revocation was not checked.
   */
  readonly revocation: "when-published" | "never";
  /** Refuse certificates that state a keyUsage without nonRepudiation or digitalSignature. */
  readonly requireSigningKeyUsage: boolean;
  /** Later revisions that change more than the whitelist leave the signature without a pass. */
  readonly laterChanges: "whitelist";
}

export const defaultPolicy: Policy = {
  acceptedDigests: ["sha256", "sha384", "sha512", "sha3-256", "sha3-384", "sha3-512"],
  minimumRsaBits: 2048,
  minimumEcBits: 256,
  revocation: "when-published",
  requireSigningKeyUsage: true,
  laterChanges: "whitelist",
};
