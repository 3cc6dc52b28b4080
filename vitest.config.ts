import { defineConfig } from "vitest/config";

// Oracles need tools that npm cannot give (openssl, qpdf, poppler): `npm run test:oracles` runs them, `.ci/run` calls it.
const oracles = process.env["VISTO_ORACLES"] === "1";
// A real S3 server (`npm run test:s3-real`) or a real account (`npm run test:aws`): their own runners start these.
const outside = { "s3-real": "test/s3-real/**/*.s3.ts", aws: "test/aws/**/*.aws.ts" }[process.env["VISTO_SUITE"] ?? ""];

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    include: outside ? [outside] : oracles ? ["test/oracles/**/*.oracle.test.ts"] : ["test/**/*.test.{ts,tsx}"],
    exclude: oracles ? [] : ["test/oracles/**", "test/fixtures/**"],
    testTimeout: 60_000,
    // A table on an account takes a while to be there.
    hookTimeout: outside ? 300_000 : 60_000,
    pool: "forks",
    maxWorkers: 2,
    // One file after the other in the same process: reading all of the product anew for each of 250 files took longer
    // than most of them. So a test leaves nothing behind (environment, clocks, servers).
    isolate: false,
  },
});
