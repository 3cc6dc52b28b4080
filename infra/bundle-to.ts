import { spawnSync } from "node:child_process";
import process from "node:process";
import { bundleFunction } from "./bundle.ts";
import { type FunctionSpec, functions } from "./functions.ts";
import { repository } from "./repository.ts";

/** Bundles a function in a process of its own, for CDK, which cannot wait for a promise. @throws what the bundler says */
export function bundleNow({ name }: FunctionSpec, outdir: string): void {
  const program = repository("infra/bundle-to.ts");
  const { status, stderr } = spawnSync(process.execPath, [program, name, outdir], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${name}: ${stderr.slice(-4000)}`);
}

if (import.meta.main) {
  const [, , name, outdir] = process.argv;
  const spec = functions.find((one) => one.name === name);
  if (!spec || outdir === undefined) throw new Error("usage: bundle-to.ts FUNCTION FOLDER");
  await bundleFunction(spec, outdir);
}
