import { readFileSync, rmSync } from "node:fs";
import * as z from "zod";
import { buildApp, checkApp } from "./build-app.ts";
import { functions } from "./functions.ts";
import { loadBundles } from "./load-bundles.ts";
import { repository } from "./repository.ts";

// `npm run synth`: the whole assembly with every function's bundle, without the CDK command line, an account or a network.
// The template checks of CDK and cdk-nag are on: the first problem that they find ends the program.
const outdir = repository("cdk.out");
const { context } = z
  .looseObject({ context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(repository("cdk.json"), "utf8")));

rmSync(outdir, { recursive: true, force: true });
const built = buildApp({ outdir, context, analyticsReporting: false });
checkApp(built);
const assembly = built.app.synth();
const loaded = loadBundles(assembly);
if (loaded !== functions.length) throw new Error(`${loaded} bundles for ${functions.length} functions`);
console.log(`${assembly.stacks.map(({ stackName }) => stackName).join(", ")} in ${assembly.directory}`);
console.log(`${loaded} functions bundled, each bundle loads`);
