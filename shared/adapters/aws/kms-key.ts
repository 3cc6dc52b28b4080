import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { GetPublicKeyCommand, KMSClient, SignCommand, type SigningAlgorithmSpec } from "@aws-sdk/client-kms";
import { SealError, type SignatureAlgorithm } from "../../seal/index.ts";

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

/** A key of KMS that signs. */
export type KmsKey = {
  /** Its ARN, by whatever name it was asked for. */
  readonly arn: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
  sign(toBeSigned: Uint8Array): Promise<Uint8Array>;
};

/**
 * Opens a key whose private half is in KMS and never leaves it. KMS gets the digest of what is signed, nothing of the
 * document; its answer is checked with the public half before it counts. Asks KMS once for that half.
 * @throws {SealError} `KEY_MISMATCH` when the key cannot seal; faults of KMS
 */
export async function openKmsKey({
  client = new KMSClient({}),
  keyId: KeyId,
}: {
  readonly client?: KMSClient;
  readonly keyId: string;
}): Promise<KmsKey> {
  const { KeyId: arn = KeyId, PublicKey, KeyUsage } = await client.send(new GetPublicKeyCommand({ KeyId }));
  if (PublicKey === undefined || KeyUsage !== "SIGN_VERIFY")
    throw new SealError("KEY_MISMATCH", "not a key that signs");
  const held = createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
  const { algorithm, digest, kms } = kindOf(held);
  return {
    arn,
    publicKey: new Uint8Array(PublicKey),
    algorithm,
    async sign(toBeSigned) {
      const Message = createHash(digest).update(toBeSigned).digest();
      const ask = new SignCommand({ KeyId, Message, MessageType: "DIGEST", SigningAlgorithm: kms });
      const { Signature } = await client.send(ask);
      if (Signature === undefined) throw new Error("KMS answered without a signature");
      if (!verify(digest, toBeSigned, held, Signature))
        throw new Error("KMS answered with a signature that its own public key does not verify");
      return new Uint8Array(Signature);
    },
  };
}
