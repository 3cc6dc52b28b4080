import { createHash, createPublicKey, type KeyObject, verify, X509Certificate } from "node:crypto";
import { GetPublicKeyCommand, KMSClient, SignCommand, type SigningAlgorithmSpec } from "@aws-sdk/client-kms";
import { SealError, type SignatureAlgorithm, type SignerPort } from "../../seal/index.ts";

type Kind = {
  readonly algorithm: SignatureAlgorithm;
  readonly digest: "sha256" | "sha384" | "sha512";
  readonly kms: SigningAlgorithmSpec;
};

const rsa: Kind = { algorithm: "RSA-SHA256", digest: "sha256", kms: "RSASSA_PKCS1_V1_5_SHA_256" };
/** The digest follows the curve's strength, as for keys in memory. */
const curves: Readonly<Record<string, Kind | undefined>> = {
  prime256v1: { algorithm: "ECDSA-SHA256", digest: "sha256", kms: "ECDSA_SHA_256" },
  secp384r1: { algorithm: "ECDSA-SHA384", digest: "sha384", kms: "ECDSA_SHA_384" },
  secp521r1: { algorithm: "ECDSA-SHA512", digest: "sha512", kms: "ECDSA_SHA_512" },
};

function kindOf(key: KeyObject): Kind {
  const kind = key.asymmetricKeyType === "rsa" ? rsa : curves[key.asymmetricKeyDetails?.namedCurve ?? "none"];
  if (kind === undefined) throw new SealError("KEY_MISMATCH", "only RSA keys and keys on NIST curves seal");
  return kind;
}

/**
 * A seal whose private key is in KMS and never leaves it. KMS gets the digest of what is signed, nothing of the document;
 * its answer is checked with the certificate's key before it counts. A KMS key is not a qualified device (eIDAS annex II):
 * the seal is an advanced one.
 *
 * Asks KMS once for the public key. Proved on a stand-in that answers in KMS's form with real keys; not on AWS.
 * @throws {SealError} `KEY_MISMATCH` when the certificate is for another key, or the key cannot seal; faults of KMS
 */
export async function kmsSigner(options: {
  readonly client?: KMSClient;
  readonly keyId: string;
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
}): Promise<SignerPort> {
  const { client = new KMSClient({}), keyId: KeyId, certificate, chain } = options;
  const certified = new X509Certificate(certificate).publicKey;
  const { PublicKey, KeyUsage } = await client.send(new GetPublicKeyCommand({ KeyId }));
  if (PublicKey === undefined || KeyUsage !== "SIGN_VERIFY")
    throw new SealError("KEY_MISMATCH", "not a key that signs");
  const held = createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
  if (!certified.equals(held)) throw new SealError("KEY_MISMATCH", "the certificate is for another key than KMS holds");
  const { algorithm, digest, kms } = kindOf(held);
  return {
    certificate,
    chain,
    algorithm,
    async sign(toBeSigned) {
      const Message = createHash(digest).update(toBeSigned).digest();
      const ask = new SignCommand({ KeyId, Message, MessageType: "DIGEST", SigningAlgorithm: kms });
      const { Signature } = await client.send(ask);
      if (Signature === undefined) throw new Error("KMS answered without a signature");
      if (!verify(digest, toBeSigned, certified, Signature))
        throw new Error("KMS answered with a signature that the certificate's key does not verify");
      return new Uint8Array(Signature);
    },
  };
}
