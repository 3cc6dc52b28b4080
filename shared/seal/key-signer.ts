import { createPublicKey, type KeyObject, sign } from "node:crypto";
import { digestOf } from "./algorithm-identifiers.ts";
import { certificateIdentity } from "./certificate-identity.ts";
import { SealError } from "./error.ts";
import type { SignatureAlgorithm, SignerPort } from "./signer.ts";

/** The digest follows the curve's strength (RFC 5480 §4). */
const curves: { readonly [curve: string]: SignatureAlgorithm | undefined } = {
  prime256v1: "ECDSA-SHA256",
  secp384r1: "ECDSA-SHA384",
  secp521r1: "ECDSA-SHA512",
};

/**
 * A signer whose private key is in memory.
 *
 * @throws {SealError} `KEY_MISMATCH` when the certificate is for another key, or the key is neither RSA nor on a NIST
 * curve; `CERTIFICATE_UNREADABLE`
 */
export function keySigner(
  privateKey: KeyObject,
  certificate: Uint8Array,
  chain: readonly Uint8Array[] = [],
): SignerPort {
  const { subjectPublicKeyInfo } = certificateIdentity(certificate);
  const certified = createPublicKey({ key: subjectPublicKeyInfo, format: "der", type: "spki" });
  if (!certified.equals(createPublicKey(privateKey))) {
    throw new SealError("KEY_MISMATCH", "the certificate is for another key");
  }
  const algorithm =
    privateKey.asymmetricKeyType === "rsa"
      ? "RSA-SHA256"
      : curves[privateKey.asymmetricKeyDetails?.namedCurve ?? "none"];
  if (algorithm === undefined) throw new SealError("KEY_MISMATCH", "only RSA and NIST curve keys sign here");
  return {
    certificate,
    chain,
    algorithm,
    sign: async (toBeSigned) => sign(digestOf(algorithm), toBeSigned, privateKey),
  };
}
