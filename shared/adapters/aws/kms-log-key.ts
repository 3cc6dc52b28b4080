import { createPublicKey, verify } from "node:crypto";
import { GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { rawEd25519 } from "../../register/log/index.ts";
import type { LogKey } from "../../workflow/ports/public-log.ts";

/**
 * The public log's key in KMS (`ECC_NIST_EDWARDS25519`), whose private half never leaves it. `ED25519_SHA_512` with
 * `MessageType: RAW` is the Ed25519 of RFC 8032 over the text itself, as signed notes want it; the one with a digest is
 * another algorithm (Ed25519ph). A checkpoint has some hundred bytes of the 4,096 that KMS takes. Its answer is checked
 * with the public half before it counts. Asks KMS once for that half.
 *
 * Proved on a stand-in that answers in KMS's form with a real key; not on AWS.
 * @throws for a key that is not of Ed25519 or does not sign; faults of KMS
 */
export async function openKmsLogKey({
  client = new KMSClient({}),
  keyId: KeyId,
}: {
  readonly client?: KMSClient;
  readonly keyId: string;
}): Promise<LogKey> {
  const { PublicKey, KeyUsage } = await client.send(new GetPublicKeyCommand({ KeyId }));
  if (PublicKey === undefined || KeyUsage !== "SIGN_VERIFY") throw new Error("the log's key in KMS does not sign");
  const publicKey = rawEd25519(new Uint8Array(PublicKey));
  const held = createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
  return {
    publicKey,
    async sign(text) {
      const ask = { KeyId, Message: text, MessageType: "RAW", SigningAlgorithm: "ED25519_SHA_512" } as const;
      const { Signature } = await client.send(new SignCommand(ask));
      if (Signature === undefined) throw new Error("KMS answered without a signature");
      if (Signature.length !== 64 || !verify(null, text, held, Signature))
        throw new Error("KMS answered with a signature that the log's own public key does not verify");
      return new Uint8Array(Signature);
    },
  };
}
