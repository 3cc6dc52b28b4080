import { spawnSync } from "node:child_process";
import { plannedDestruction } from "./planned-destruction.ts";
import { repository } from "./repository.ts";

// `npm run destroy -- --context stage=dev`: takes away what can be made again, never what cannot.
const plan = plannedDestruction(process.argv.slice(2));
if (!plan.ok) {
  console.error(plan.why);
  process.exit(64);
}
console.log(plan.says);
const { status } = spawnSync(repository("node_modules/.bin/cdk"), plan.args, {
  cwd: repository("."),
  stdio: "inherit",
});
process.exit(status ?? 70);
