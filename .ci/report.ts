import { readFileSync } from "node:fs";

// Reads vitest's JSON report for .ci/run: `counts` prints "passed failed skipped", `details` what a person wants to know.
type Assertion = { readonly status: string; readonly fullName: string };
type Suite = {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly Assertion[];
};
type Report = { readonly testResults: readonly Suite[] };

const [, , path = "", what] = process.argv;
const { testResults }: Report = JSON.parse(readFileSync(path, "utf8"));
const tests = testResults.flatMap((suite) => suite.assertionResults.map((test) => ({ ...test, file: suite.name })));
const passed = tests.filter(({ status }) => status === "passed");
const skipped = tests.filter(({ status }) => status !== "passed" && status !== "failed");
const failed = tests.filter(({ status }) => status === "failed");
// A file that does not load has no tests to fail: it is a failure of its own.
const unloaded = testResults.filter(
  (suite) => suite.status === "failed" && !suite.assertionResults.some(({ status }) => status === "failed"),
);

if (what === "counts") {
  console.log(passed.length, failed.length + unloaded.length, skipped.length);
} else {
  for (const { file, fullName } of failed) console.log(`FAILED: ${file}: ${fullName}`);
  for (const { name, message } of unloaded) console.log(`FAILED: ${name}: ${message}`);
  for (const { fullName, status } of skipped) console.log(`SKIPPED (${status}): ${fullName}`);
  const planted = passed.filter(
    ({ file, fullName }) => file.endsWith("import-rules.test.ts") && fullName.includes(" refuses "),
  );
  if (planted.length > 0) console.log(`import rules: ${planted.length} planted violations refused`);
}
