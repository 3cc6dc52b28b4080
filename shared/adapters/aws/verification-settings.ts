import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import type { TrustSource } from "../../workflow/ports/trust.ts";
import type { Environment } from "./environment.ts";
import { madeOnce } from "./made-once.ts";

/** The body's certificates and lists, where the function is told of a bucket for them. */
export function trustOfEnvironment(
  env: Environment,
  told: (fault: unknown, about: string) => void,
): { readonly trust?: TrustSource } {
  const bucket = env.VISTO_TRUST_BUCKET;
  if (bucket === undefined) return {};
  const problem = (one: { readonly name: string; readonly problem: string; readonly detail: string }) =>
    told(`${one.problem} (${one.detail})`, `trust ${one.name}`);
  // The reader of lists comes with XML and S3: it is read with the first verdict.
  const source = madeOnce(async () => {
    const [{ trustBucket }, { s3Client }] = await Promise.all([import("./trust-bucket.ts"), import("./s3-objects.ts")]);
    return trustBucket({ client: s3Client({}), bucket, told: problem });
  });
  return { trust: { current: async () => (await source()).current() } };
}

const secretSchema = z.strictObject({
  timestamps: z
    .array(z.url({ protocol: /^https?$/ }))
    .min(1)
    .max(5),
});

/** What the function may ask out there: `networkPorts` of the network adapters takes it. */
export type Asking = { readonly fetchMaterial: boolean; readonly timestamps: readonly string[] };

/**
 * Addresses that need a name and a password stand in the secret `{"timestamps": ["https://name:password@…"]}`, because an
 * environment is shown to whoever may look at the function. They are asked before those of the environment.
 * @throws when the secret is not there or not of that form; the message never holds what it says
 */
export async function askingOf(env: Environment, client?: SecretsManagerClient): Promise<Asking> {
  const open = env.VISTO_TIMESTAMPS === undefined ? [] : env.VISTO_TIMESTAMPS.split(" ");
  const fetchMaterial = env.VISTO_FETCH_MATERIAL === "yes";
  const secretId = env.VISTO_TIMESTAMP_SECRET;
  if (secretId === undefined) return { fetchMaterial, timestamps: open };
  const { GetSecretValueCommand, SecretsManagerClient } = await import("@aws-sdk/client-secrets-manager");
  const { SecretString } = await (client ?? new SecretsManagerClient({})).send(
    new GetSecretValueCommand({ SecretId: secretId }),
  );
  const parsed = secretSchema.safeParse(jsonOrNothing(SecretString ?? ""));
  if (!parsed.success)
    throw new Error(`the secret ${secretId} is not a JSON object with timestamps, a list of http or https addresses`);
  return { fetchMaterial, timestamps: [...parsed.data.timestamps, ...open] };
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes its input, and the input holds passwords.
    return undefined;
  }
}
