import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Reads one secret as text. */
export type ReadsSecret = (secretId: string) => Promise<string>;

/**
 * Text of secrets in Secrets Manager, whose client is read with the first. What could not be had is asked for again by
 * the next; what was had is kept as long as the process.
 * @throws when the secret is not there, or holds no text; the message names the secret and nothing of it
 */
export function secretReader(client?: Pick<SecretsManagerClient, "send">): ReadsSecret {
  const known = new Map<string, Promise<string>>();
  const read = askingReader(client);
  return (secretId) => {
    const found = known.get(secretId) ?? read(secretId);
    known.set(secretId, found);
    found.catch(() => known.delete(secretId));
    return found;
  };
}

/** The same, asked for each time: for secrets that people correct and change while processes run. */
export function askingReader(client?: Pick<SecretsManagerClient, "send">): ReadsSecret {
  return async (secretId) => {
    const { GetSecretValueCommand, SecretsManagerClient } = await import("@aws-sdk/client-secrets-manager");
    const asked = new GetSecretValueCommand({ SecretId: secretId });
    const { SecretString } = await (client ?? new SecretsManagerClient({})).send(asked);
    if (SecretString === undefined || SecretString === "") throw new Error(`the secret ${secretId} is empty`);
    return SecretString;
  };
}

/**
 * The secret behind second factors. The stack makes it as letters and digits; a body that came from one machine brings
 * its own as `base64:…`, or the apps that people enrolled there would open nothing here.
 */
export function octetsOfSecret(text: string): Uint8Array {
  const [, base64] = /^base64:([A-Za-z0-9+/]{43,}={0,2})\s*$/.exec(text) ?? [];
  return base64 === undefined ? new TextEncoder().encode(text) : new Uint8Array(Buffer.from(base64, "base64"));
}
