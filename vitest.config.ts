import { defineConfig } from "vitest/config";

// Oracles need tools that npm cannot give (openssl, qpdf, poppler): `npm run test:oracles` runs them, `.ci/run` calls it.
const oracles = process.env["VISTO_ORACLES"] === "1";
// A real S3 server (`npm run test:s3-real`) or a real account (`npm run test:aws`): their own runners start these.
const outside = { "s3-real": "test/s3-real/**/*.s3.ts", aws: "test/aws/**/*.aws.ts" }[process.env["VISTO_SUITE"] ?? ""];

/** These start the whole product, its PDF engine in a thread of its own: each file in a process that ends with it. */
const whole = ["journeys", "local", "cli", "archive", "package", "releases", "races", "crash", "infra"].map(
  (folder) => `test/${folder}/**/*.test.{ts,tsx}`,
);
/** Not what the oracles and the fixtures hold. */
const others = ["test/oracles/**", "test/fixtures/**"];

const project = (name: string, include: readonly string[], exclude: readonly string[], isolate: boolean) => ({
  extends: true as const,
  test: { name, include: [...include], exclude: [...exclude], isolate },
});

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    testTimeout: 60_000,
    // A table on an account takes a while to be there.
    hookTimeout: outside ? 300_000 : 60_000,
    pool: "forks",
    maxWorkers: 2,
    projects: outside
      ? [project("outside", [outside], [], true)]
      : oracles
        ? [project("oracles", ["test/oracles/**/*.oracle.test.ts"], [], true)]
        : [
            project("whole", whole, others, true),
            // One file after the other in the same process: reading all of the product anew for each of 200 files took
            // longer than most of them. So a test of these leaves nothing behind (environment, clocks, servers).
            project("parts", ["test/**/*.test.{ts,tsx}"], [...others, ...whole], false),
          ],
  },
});
