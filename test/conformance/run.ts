// Runs every part of the conformance suite over what lies beside the repository and ends with one plain line of counts.
// Exits non-zero when a part is below its bars (bars.json) or the folder lacks what a part needs.
//
//   npm run conformance -- ../shared
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** Each script, and what it must find in the folder: a part that finds nothing must not pass for one that holds. */
const parts = [
  { script: "corpus.ts", title: "signed files", needs: "corpus/corpus.tsv" },
  { script: "windows.ts", title: "the same PDFs in windows", needs: "corpus/files" },
  { script: "stamping.ts", title: "stamps over foreign PDFs", needs: "corpus/files" },
  { script: "pkits.ts", title: "certification paths (NIST PKITS)", needs: "pkits/pkits.json" },
  { script: "trust.ts", title: "trusted lists", needs: "trust/lists.tsv" },
  { script: "round-trip.ts", title: "acts rendered and read back", needs: "data/fixtures.json" },
  { script: "shared-data.ts", title: "collection of acts", needs: "data/seed.act.json" },
] as const;

const here = fileURLToPath(new URL(".", import.meta.url));
const root = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "../shared";
const flags = process.argv.slice(2).filter((argument) => argument.startsWith("--"));
const sum = { passed: 0, failed: 0 };

for (const { script, title, needs } of parts) {
  console.log(`\n== ${title} (${script})`);
  if (!readdirSync(here).includes(script) || !existsSync(join(root, needs))) {
    console.log(`FAILED: ${script} or ${join(root, needs)} is not here`);
    sum.failed++;
    continue;
  }
  const { stdout, status } = spawnSync(process.execPath, [join(here, script), root, ...flags], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.stdout.write(stdout);
  const [, passed = status === 0 ? 1 : 0, failed = 0] = /.*?(\d+) passed, (\d+) failed\s*$/.exec(stdout) ?? [];
  sum.passed += Number(passed);
  // A part that exits badly counts as failed even when it says nothing of the kind.
  sum.failed += Math.max(Number(failed), status === 0 ? 0 : 1);
}

console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
if (sum.failed > 0) process.exitCode = 1;
