import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import * as z from "zod";

const lambda = z.object({
  Type: z.literal("AWS::Lambda::Function"),
  Properties: z.object({
    /** Name of the bundle in the bucket of assets: its folder in the assembly has the same digest. */
    Code: z.object({ S3Key: z.string().regex(/^[0-9a-f]{64}\.zip$/) }),
    Runtime: z.literal("nodejs24.x"),
    Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
  }),
});
const template = z.object({ Resources: z.record(z.string(), z.unknown()) });

const script =
  'const { handler } = await import(process.argv[1]); if (typeof handler !== "function") throw new Error("no handler");';
// A function that reads a secret before it answers gets as far as asking this address, where nobody is.
const nowhere = "http://127.0.0.1:9";
// Names of stores and addresses of queues are expressions until they are deployed.
const deployed = "https://deployed.example/by-then";

/**
 * Loads every function's bundle as Lambda would, in a process of its own with the environment of its template, without a
 * network. Answers how many. A bundle that misses a module, or a variable, fails here and not in the first deployment.
 * @throws with what the bundle said
 */
export function loadBundles({ directory, stacks }: CloudAssembly): number {
  const functions = stacks
    .flatMap((stack) => Object.values(template.parse(stack.template).Resources))
    .flatMap((resource) => lambda.safeParse(resource).data ?? []);
  for (const { Properties } of functions) {
    const path = `asset.${Properties.Code.S3Key.slice(0, 64)}`;
    // The faces of the pages are handlers of their own, which `index.mjs` reads when they are asked for.
    const faces = readdirSync(join(directory, path)).filter((name) => /^face-\w+\.mjs$/.test(name));
    for (const file of ["index.mjs", ...faces]) load(join(directory, path, file), Properties.Environment.Variables);
  }
  return functions.length;
}

function load(file: string, variables: Readonly<Record<string, unknown>>): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", script, pathToFileURL(file).href],
    { env: { ...environment(variables), LAMBDA_TASK_ROOT: dirname(file) }, encoding: "utf8", timeout: 60_000 },
  );
  if (status !== 0 && !stderr.includes("ECONNREFUSED"))
    throw new Error(`${file} does not load: ${stderr.slice(-2000)}`);
}

function environment(variables: Readonly<Record<string, unknown>>): Record<string, string> {
  const told = Object.entries(variables).map(([name, value]) => [name, typeof value === "string" ? value : deployed]);
  return {
    ...Object.fromEntries(told),
    AWS_REGION: "eu-south-1",
    AWS_ACCESS_KEY_ID: "none",
    AWS_SECRET_ACCESS_KEY: "none",
    AWS_ENDPOINT_URL: nowhere,
    AWS_MAX_ATTEMPTS: "1",
  };
}
