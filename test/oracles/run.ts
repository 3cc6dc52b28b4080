import { spawnSync } from "node:child_process";

// One switch, set here so that the npm script works in every shell.
const run = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, VISTO_ORACLES: "1" },
});
process.exitCode = run.status ?? 1;
