// `npm run test:aws`: the contracts, public copies, the life of a seal in KMS and one journey on a real account. Makes tables,
// buckets, a key and a secret with names of its own and deletes them (the key a week later, as KMS does); costs cents.
// Starts only when somebody says so and names the account.
import { spawnSync } from "node:child_process";

const { VISTO_TEST_AWS: asked, VISTO_TEST_AWS_ACCOUNT: account, AWS_REGION: region } = process.env;
const wrong = [
  asked === "1" ? [] : ["VISTO_TEST_AWS is not 1: nobody asked for it"],
  /^\d{12}$/.test(account ?? "") ? [] : ["VISTO_TEST_AWS_ACCOUNT is not the 12 digits of the account to use"],
  region ? [] : ["AWS_REGION is not set"],
].flat();
if (wrong.length > 0) {
  console.error(`\n*** NOT RUN: nothing was proved on AWS. ${wrong.join("; ")} ***

Set all three, and the credentials of an account for trials (as the aws command line finds them):

  VISTO_TEST_AWS=1 VISTO_TEST_AWS_ACCOUNT=111122223333 AWS_REGION=eu-south-1 AWS_PROFILE=prova npm run test:aws

It makes tables, buckets, a secret and a key of KMS, all of them called visto-test-…, and deletes them.
`);
  process.exit(2);
}
const vitest = ["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, vitest, {
  stdio: "inherit",
  env: { ...process.env, VISTO_SUITE: "aws" },
});
process.exitCode = status ?? 1;
if (status === null)
  console.error("interrupted: look for tables, buckets, secrets and keys called visto-test-… and delete them");
