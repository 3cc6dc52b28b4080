import type { S3Client } from "@aws-sdk/client-s3";
import type { Objects } from "../../workflow/ports/objects.ts";
import type { PublicFiles } from "../../workflow/ports/public-files.ts";
import type { Scans } from "../../workflow/ports/scans.ts";
import type { downloadUrl } from "./download-url.ts";
import type { Environment } from "./environment.ts";

const bucketsOf = (env: Environment) => ({
  intake: env.VISTO_INTAKE_BUCKET,
  vault: env.VISTO_VAULT_BUCKET,
  portal: env.VISTO_PORTAL_BUCKET,
});

/** S3's client is a fifth of what a function reads at its start, and many first requests touch no object. */
function opened<T>(open: () => Promise<T>): () => Promise<T> {
  let one: Promise<T> | undefined;
  return () => {
    one ??= open();
    return one;
  };
}
const modules = opened(() => import("./s3-objects.ts"));

/**
 * Milliseconds until S3 must have answered, for each of three tries. None: an object of a gigabyte takes its time, and
 * whoever waits for no person waits for it.
 */
export type Patience = { readonly answer?: number };

const clients = new WeakMap<Environment, () => Promise<S3Client>>();
/** One client for all that a function asks of S3; the first to ask says how long it waits. */
function clientOf(env: Environment, { answer }: Patience = {}): Promise<S3Client> {
  const made =
    clients.get(env) ??
    opened(async () => {
      const within = answer === undefined ? {} : { requestTimeout: answer, throwOnRequestTimeout: true };
      return (await modules()).s3Client({ requestHandler: { connectionTimeout: 1000, ...within } });
    });
  clients.set(env, made);
  return made();
}

/** The three buckets of the product; S3's client is read with the first object. */
export function objectsOf(env: Environment, patience?: Patience): Objects {
  const store = opened(async () => {
    const [client, { s3Objects }] = [await clientOf(env, patience), await modules()];
    return s3Objects({ client, buckets: bucketsOf(env), now: () => new Date() });
  });
  return {
    create: async (target, bytes) => (await store()).create(target, bytes),
    head: async (target) => (await store()).head(target),
    read: async (ref, range) => (await store()).read(ref, range),
    permitUpload: async (terms) => (await store()).permitUpload(terms),
  };
}

/** Public copies in the portal's bucket. */
export function publicFilesOf(env: Environment): PublicFiles {
  const files = opened(async () => {
    const { portalFiles } = await import("./portal-files.ts");
    return portalFiles({ client: await clientOf(env), buckets: bucketsOf(env) });
  });
  return {
    put: async (key, file) => (await files()).put(key, file),
    remove: async (key) => (await files()).remove(key),
  };
}

/** The scanner of the intake, where the function is told that there is one. */
export function scansOf(env: Environment): { readonly scans?: Scans } {
  if (env.VISTO_MALWARE_SCAN !== "yes") return {};
  const scans = opened(async () => {
    const { s3Scans } = await import("./s3-scans.ts");
    return s3Scans({ client: await clientOf(env), buckets: bucketsOf(env) });
  });
  return { scans: { resultOf: async (ref) => (await scans()).resultOf(ref) } };
}

/** Addresses for five minutes at which kept files are fetched, of the buckets that people upload to and are served from. */
export const downloadsOf =
  (env: Environment, patience?: Patience) =>
  async (file: Parameters<typeof downloadUrl>[2]): Promise<string> => {
    const { intake, vault } = bucketsOf(env);
    const { downloadUrl: address } = await import("./download-url.ts");
    return address(await clientOf(env, patience), { intake, vault }, file);
  };
