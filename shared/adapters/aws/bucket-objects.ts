import type { Objects } from "../../workflow/ports/objects.ts";
import type { Environment } from "./environment.ts";
import { s3Client, s3Objects } from "./s3-objects.ts";

/** The three buckets of the product. */
export const objectsOf = (env: Environment): Objects =>
  s3Objects({
    client: s3Client({}),
    buckets: { intake: env.VISTO_INTAKE_BUCKET, vault: env.VISTO_VAULT_BUCKET, portal: env.VISTO_PORTAL_BUCKET },
    now: () => new Date(),
  });
