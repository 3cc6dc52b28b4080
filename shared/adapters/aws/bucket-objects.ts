import type { Objects } from "../../workflow/ports/objects.ts";
import type { Scans } from "../../workflow/ports/scans.ts";
import type { Environment } from "./environment.ts";
import { s3Client, s3Objects } from "./s3-objects.ts";
import { s3Scans } from "./s3-scans.ts";

const bucketsOf = (env: Environment) => ({
  intake: env.VISTO_INTAKE_BUCKET,
  vault: env.VISTO_VAULT_BUCKET,
  portal: env.VISTO_PORTAL_BUCKET,
});

/** The three buckets of the product. */
export const objectsOf = (env: Environment): Objects =>
  s3Objects({
    client: s3Client({}),
    buckets: bucketsOf(env),
    now: () => new Date(),
  });

/** The scanner of the intake, where the function is told that there is one. */
export const scansOf = (env: Environment): { readonly scans?: Scans } =>
  env.VISTO_MALWARE_SCAN === "yes" ? { scans: s3Scans({ client: s3Client({}), buckets: bucketsOf(env) }) } : {};
