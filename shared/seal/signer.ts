/** What a key of ours can sign with. An allow-list: nothing falls back to a default digest. */
export type SignatureAlgorithm =
  | "RSA-SHA256"
  | "RSA-SHA384"
  | "RSA-SHA512"
  | "ECDSA-SHA256"
  | "ECDSA-SHA384"
  | "ECDSA-SHA512";

/**
 * A key that signs, wherever it lives: a PKCS#12 file, a cloud KMS, a smart card.
 *
 * The key never crosses this port, only the bytes to sign and the signature do.
 */
export type SignerPort = {
  /** The signer's certificate, DER. */
  readonly certificate: Uint8Array;
  /** The issuers' certificates, DER, nearest first; the root may be left out. */
  readonly chain: readonly Uint8Array[];
  readonly algorithm: SignatureAlgorithm;
  /**
   * Signs `toBeSigned` whole: the digest is the implementation's work.
   *
   * @returns RSA: the PKCS#1 v1.5 block. ECDSA: the DER `ECDSA-Sig-Value` (RFC 3279 §2.2.3).
   * @throws whatever stops the key from answering; that is a fault, never a verdict about a document.
   */
  sign(toBeSigned: Uint8Array): Promise<Uint8Array>;
};
