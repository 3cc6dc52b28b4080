import { defineConfig } from "vitest/config";

// Oracles need tools that npm cannot give (openssl, qpdf, poppler): `npm run test:oracles` runs them, `.ci/run` calls it.
const oracles = process.env["VISTO_ORACLES"] === "1";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    include: oracles ? ["test/oracles/**/*.oracle.test.ts"] : ["test/**/*.test.{ts,tsx}"],
    exclude: oracles ? [] : ["test/oracles/**", "test/fixtures/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
  },
});
