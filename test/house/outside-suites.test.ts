// Proves that a suite which would cost money does not start by itself, and says what it wants.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

it.each([
  ["nothing", {}, ["VISTO_TEST_AWS is not 1", "VISTO_TEST_AWS_ACCOUNT is not the 12 digits", "AWS_REGION is not set"]],
  ["a word for the account", { VISTO_TEST_AWS: "1", VISTO_TEST_AWS_ACCOUNT: "prova" }, ["is not the 12 digits"]],
  ["no account", { VISTO_TEST_AWS: "1", AWS_REGION: "eu-south-1" }, ["is not the 12 digits"]],
] as const)("npm run test:aws with %s in the environment asks for the rest, and runs nothing", (_, env, says) => {
  const given = { PATH: process.env["PATH"], ...env };
  const ran = spawnSync(process.execPath, ["test/aws/run.ts"], { cwd: root, env: given, encoding: "utf8" });
  expect([ran.status, ran.stdout]).toEqual([2, ""]);
  for (const one of [...says, "NOT RUN", "AWS_PROFILE=prova npm run test:aws", "visto-test-"])
    expect(ran.stderr).toContain(one);
});
