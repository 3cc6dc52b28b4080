import { createPublicKey, X509Certificate } from "node:crypto";
import type { KMSClient } from "@aws-sdk/client-kms";
import { SealError, type SignerPort } from "../../seal/index.ts";
import { openKmsKey } from "./kms-key.ts";

/**
 * A seal whose private key is in KMS (`openKmsKey`). A KMS key is not a qualified device (eIDAS annex II): the seal is an
 * advanced one.
 *
 * Proved on a stand-in that answers in KMS's form with real keys; not on AWS.
 * @throws {SealError} `KEY_MISMATCH` when the certificate is for another key, or the key cannot seal; faults of KMS
 */
export async function kmsSigner(options: {
  readonly client?: KMSClient;
  readonly keyId: string;
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
}): Promise<SignerPort> {
  const { certificate, chain } = options;
  const certified = new X509Certificate(certificate).publicKey;
  const { publicKey, algorithm, sign } = await openKmsKey(options);
  const held = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
  if (!certified.equals(held)) throw new SealError("KEY_MISMATCH", "the certificate is for another key than KMS holds");
  return { certificate, chain, algorithm, sign };
}
