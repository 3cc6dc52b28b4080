import { X509Certificate } from "node:crypto";
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";

const secretSchema = z.strictObject({ pkcs12: z.base64(), passphrase: z.string() });

/**
 * The body's PKCS#12 and its passphrase, from a secret that holds `{"pkcs12": "<base64>", "passphrase": "…"}`.
 * @throws when the secret is not there or not of that form; the message never holds what it says.
 */
export async function readSealSecret(
  secretId: string,
  client = new SecretsManagerClient({}),
): Promise<{ readonly pkcs12: Uint8Array; readonly passphrase: string }> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  const parsed = secretSchema.safeParse(SecretString === undefined ? undefined : safeJson(SecretString));
  if (!parsed.success)
    throw new Error(`the secret ${secretId} is not a JSON object with pkcs12 (base64) and passphrase`);
  return { pkcs12: new Uint8Array(Buffer.from(parsed.data.pkcs12, "base64")), passphrase: parsed.data.passphrase };
}

const certificatesSchema = z.strictObject({ certificates: z.string(), key: z.string().min(1).optional() });
const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** @throws when a block is no certificate */
const certificatesOfPem = (text: string): readonly Uint8Array[] =>
  (text.match(pemBlock) ?? []).map((pem) => new Uint8Array(new X509Certificate(pem).raw));

/**
 * The certificates of a seal whose key is in KMS, DER, from a secret that holds `{"certificates": "<PEM>", "key": "<ARN>"}`:
 * the seal's own first, then its issuers, nearest first. `key` says whose they are, so that a new key and its certificate
 * come in one step; a secret without it leaves that to the installation.
 * @throws when the secret is not there or not of that form
 */
export async function readSealCertificates(
  secretId: string,
  client = new SecretsManagerClient({}),
): Promise<{
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly keyId: string | undefined;
}> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  const parsed = certificatesSchema.safeParse(SecretString === undefined ? undefined : safeJson(SecretString));
  const [certificate, ...chain] = parsed.success ? certificatesOfPem(parsed.data.certificates) : [];
  if (certificate === undefined)
    throw new Error(`the secret ${secretId} is not a JSON object with certificates (PEM, the seal's first)`);
  return { certificate, chain, keyId: parsed.data?.key };
}

/**
 * Keeps a seal's certificates where `readSealCertificates` finds them. Secrets Manager keeps what was there before as
 * `AWSPREVIOUS`.
 * @throws faults of Secrets Manager
 */
export async function keepSealCertificates(
  secretId: string,
  seal: { readonly certificate: Uint8Array; readonly chain: readonly Uint8Array[]; readonly keyId: string },
  client = new SecretsManagerClient({}),
): Promise<void> {
  const certificates = [seal.certificate, ...seal.chain].map((der) => new X509Certificate(der).toString()).join("");
  const SecretString = JSON.stringify({ certificates, key: seal.keyId });
  await client.send(new PutSecretValueCommand({ SecretId: secretId, SecretString }));
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes its input, and the input is a key.
    return undefined;
  }
}
