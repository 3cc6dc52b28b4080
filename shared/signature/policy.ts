/**
 * What a verdict demands beyond integrity, as data, so that a body can state its own and a report can quote it.
 *
 * Qualified status is told by the report and demanded by no policy.
 */
export interface Policy {
  /**
   * Digests that a signature may stand on without a proof of time. Others leave it INDETERMINATE /
   * CRYPTO_CONSTRAINTS_FAILURE_NO_POE, unless `sunsets` names them and a timestamp proves an earlier time.
   */
  readonly acceptedDigests: readonly string[];
  /** Shortest RSA modulus in bits that needs no proof of time. */
  readonly minimumRsaBits: number;
  /** Shortest elliptic-curve field in bits that needs no proof of time. */
  readonly minimumEcBits: number;
  /** Until when an algorithm could be relied on; compared with the best signature time. */
  readonly sunsets: readonly Sunset[];
  /**
   * `when-published`: a certificate that names a CRL or an OCSP responder stays undetermined (TRY_LATER), because
   * nothing has asked them. `never`: accepted, and the report says that revocation was not checked.
   */
  readonly revocation: "when-published" | "never";
  /** Refuse certificates that state a keyUsage without nonRepudiation. */
  readonly requireSigningKeyUsage: boolean;
  /** Later revisions that change more than the whitelist leave the signature without a pass. */
  readonly laterChanges: "whitelist";
}

/** One line of ETSI TS 119 312 as the DSS policy dates it. For keys the line with the most bits that still fits counts. */
export interface Sunset {
  readonly algorithm: string;
  /** Of the key; absent for digests. */
  readonly fromBits?: number;
  /** ISO date: the first day on which it no longer may be relied on. */
  readonly until: string;
}

const sunsets: readonly Sunset[] = [
  { algorithm: "md5", until: "2004-08-01" },
  { algorithm: "sha1", until: "2012-08-01" },
  { algorithm: "ripemd160", until: "2014-08-01" },
  { algorithm: "sha224", until: "2029-01-01" },
  { algorithm: "sha3-224", until: "2029-01-01" },
  { algorithm: "rsa", fromBits: 786, until: "2010-08-01" },
  { algorithm: "rsa", fromBits: 1024, until: "2019-10-01" },
  { algorithm: "rsa", fromBits: 1900, until: "2029-01-01" },
  // RSASSA-PSS from 3000 bits has no end; PKCS #1 v1.5 has one whatever the key.
  { algorithm: "rsa-pkcs1", fromBits: 3000, until: "2029-01-01" },
  { algorithm: "rsa", fromBits: 3000, until: "9999-01-01" },
  { algorithm: "dsa", fromBits: 1024, until: "2015-12-01" },
  { algorithm: "dsa", fromBits: 2048, until: "2029-01-01" },
  { algorithm: "ec", fromBits: 160, until: "2012-08-01" },
  { algorithm: "ec", fromBits: 224, until: "2016-12-01" },
  { algorithm: "ec", fromBits: 256, until: "9999-01-01" },
];

export const defaultPolicy: Policy = {
  acceptedDigests: ["sha256", "sha384", "sha512", "sha3-256", "sha3-384", "sha3-512"],
  minimumRsaBits: 2048,
  minimumEcBits: 256,
  sunsets,
  revocation: "when-published",
  requireSigningKeyUsage: true,
  laterChanges: "whitelist",
};
