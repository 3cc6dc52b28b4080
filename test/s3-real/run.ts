// `npm run test:s3-real`: starts Ceph's Object Gateway and runs the object contract and what only S3 has against it.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { install, type RealS3, startRealS3, whyNot } from "./server.ts";

const here = dirname(fileURLToPath(import.meta.url));
const cache =
  process.env["VISTO_S3_CACHE"] ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "visto-s3-real");

const digest = (...names: readonly string[]) =>
  createHash("sha256")
    .update(names.map((name) => readFileSync(join(here, name), "utf8")).join("\n"))
    .digest("hex");

/** Unpacks the server, unless this very recipe was unpacked here before. Answers with why that cannot be. */
function unpack(): string | undefined {
  const mark = join(cache, "complete");
  const recipe = digest("install.sh", "packages.lock");
  if (!existsSync(mark) || readFileSync(mark, "utf8") !== recipe) {
    rmSync(mark, { force: true });
    const missing = install(cache);
    if (missing !== undefined) return missing;
    writeFileSync(mark, recipe);
    // The unpacked files are kept; the packages they came from would double the room.
    rmSync(join(cache, "debs"), { recursive: true, force: true });
  }
  return undefined;
}

type Report = { readonly numPassedTests: number; readonly numFailedTests: number; readonly numPendingTests: number };

/** Runs the tests; answers with their exit code and says how many there were, as `.ci/run` counts them. */
async function tests(server: RealS3): Promise<number> {
  const report = join(cache, "report.json");
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const vitest = ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...process.argv.slice(2)];
  const child = spawn(process.execPath, vitest, {
    stdio: "inherit",
    env: {
      ...process.env,
      VISTO_SUITE: "s3-real",
      VISTO_S3_ENDPOINT: server.endpoint,
      VISTO_S3_ACCESS_KEY: server.accessKey,
      VISTO_S3_SECRET_KEY: server.secretKey,
      // Read by Node when it starts, so it cannot be set later: the certificate is of this run.
      NODE_EXTRA_CA_CERTS: server.certificate,
    },
  });
  const code = await new Promise<number>((resolve) => {
    child.once("exit", (ended) => resolve(ended ?? 1));
  });
  if (existsSync(report)) {
    const { numPassedTests, numFailedTests, numPendingTests }: Report = JSON.parse(readFileSync(report, "utf8"));
    console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
  }
  return code;
}

const since = performance.now();
const said = (what: string) => console.log(`${what} (${((performance.now() - since) / 1000).toFixed(1)} s)`);
const reason = whyNot() ?? unpack();
if (reason !== undefined) {
  // Loud, and not a failure: whoever runs it sees that nothing was proved about S3.
  console.error(`\n*** SKIPPED: S3 was NOT tested against a real server: ${reason} ***\n`);
  console.log(`0 passed, 0 failed, 1 skipped (${reason})`);
  process.exit(process.env["VISTO_S3_MUST_RUN"] === "1" ? 1 : 0);
}

let server: RealS3 | undefined;
const end = async () => {
  await server?.stop();
  process.exit(1);
};
process.once("SIGTERM", end);
process.once("SIGINT", end);
try {
  said(readFileSync(join(cache, "version"), "utf8").trim());
  server = await startRealS3(join(cache, "root"));
  said(`answers at ${server.endpoint}`);
  process.exitCode = await tests(server);
  said(`highest memory of the server's processes, MiB: ${await server.memory()}`);
} finally {
  await server?.stop();
}
