// `npm run test:aws`: the contracts and one journey on a real account. Makes a table and buckets with names of its own and
// deletes them; costs cents. Starts only when somebody says so and names the account.
import { spawnSync } from "node:child_process";

const { VISTO_TEST_AWS: asked, VISTO_TEST_AWS_ACCOUNT: account, AWS_REGION: region } = process.env;
const wrong = [
  asked === "1" ? [] : ["VISTO_TEST_AWS is not 1: nobody asked for it"],
  /^\d{12}$/.test(account ?? "") ? [] : ["VISTO_TEST_AWS_ACCOUNT is not the 12 digits of the account to use"],
  region ? [] : ["AWS_REGION is not set"],
].flat();
if (wrong.length > 0) {
  console.error(`\n*** NOT RUN: nothing was proved on AWS. ${wrong.join("; ")} ***\n`);
  process.exit(2);
}
const vitest = ["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, vitest, {
  stdio: "inherit",
  env: { ...process.env, VISTO_SUITE: "aws" },
});
process.exitCode = status ?? 1;
