import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
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

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes its input, and the input is a key.
    return undefined;
  }
}
