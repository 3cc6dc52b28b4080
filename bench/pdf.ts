// Measures signed PDFs side by side with pdfsig in one run, and prints ratios: the machine may be shared, so seconds say
// little. Needs openssl, pdfsig and GNU time; makes its files in a temporary folder and removes them.
//
//   node bench/pdf.ts [--sizes 1,50,300] [--rounds 5]
import { copyFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleCli } from "../cli/bundle.ts";
import { fileSource } from "../cli/file-source.ts";
import { nodeFiles } from "../cli/node-files.ts";
import { type ReadingCost, type Report, verifySource } from "../shared/signature/index.ts";
import { makeSigner, signPdf, tamper, writePdf } from "./make-pdf.ts";
import { cheapest } from "./process-cost.ts";

const { values } = parseArgs({
  options: { sizes: { type: "string", default: "1,50,300" }, rounds: { type: "string", default: "5" } },
});
const visto = fileURLToPath(new URL("../cli/visto.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "visto-bench-"));
const at = (name: string): string => join(folder, name);
const signer = { cert: at("cert.pem"), key: at("key.pem") };

/** Of performance.md G4; the CPU at 300 MB with two signatures. */
const goals = { hashed: 1.2, cpu: 0.35, memory: 64, picked: 256 * 1024 };
let missed = 0;

try {
  // As `npm ci` leaves it, whatever was edited since.
  await bundleCli(fileURLToPath(new URL("..", import.meta.url)));
  makeSigner(signer);
  for (const megabytes of values.sizes.split(",").map(Number)) {
    writePdf(at("bench.pdf"), megabytes);
    for (const signatures of [1, 2]) {
      signPdf(at("bench.pdf"), signatures, signer, at("covered"));
      rmSync(at("covered"));
      await compare(megabytes, signatures);
    }
    copyFileSync(at("bench.pdf"), at("tampered.pdf"));
    tamper(at("tampered.pdf"));
    const { report } = await examine(at("tampered.pdf"));
    judge(
      "a changed octet is found",
      report.signatures.every(({ integrity }) => integrity === "invalid"),
    );
    rmSync(at("tampered.pdf"));
  }
  console.log(missed === 0 ? "all goals met" : `${missed} goals missed`);
  if (missed > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

async function compare(megabytes: number, signatures: number): Promise<void> {
  const file = at("bench.pdf");
  const { report, cost } = await examine(file);
  const whole =
    report.signatures.length === signatures && report.signatures.every(({ integrity }) => integrity === "valid");
  const [ours, pdfsig, dgst] = cheapest(Number(values.rounds), [
    [process.execPath, visto, "verify", file, "--json"],
    ["pdfsig", "-nocert", file],
    ["openssl", "dgst", "-sha256", file],
  ]);
  if (ours === undefined || pdfsig === undefined || dgst === undefined) throw new Error("nothing was measured");
  const { size } = statSync(file);
  const ratio = ours.cpu / pdfsig.cpu;
  console.log(
    `${megabytes} MB, ${signatures} signature${signatures > 1 ? "s" : ""}: CPU ${ratio.toFixed(2)} of pdfsig -nocert, ` +
      `${(ours.cpu / dgst.cpu).toFixed(2)} of openssl dgst, wall ${(ours.wall / pdfsig.wall).toFixed(2)} ` +
      `[${ours.cpu.toFixed(2)} s / ${pdfsig.cpu.toFixed(2)} s / ${dgst.cpu.toFixed(2)} s], ` +
      `memory ${Math.round(ours.rss)} MB against ${Math.round(pdfsig.rss)}`,
  );
  judge("the signatures are intact", whole);
  const hashed = cost.hashed / size;
  judge(
    `hashed ${hashed.toFixed(3)} of the file, read ${(cost.streamed / size).toFixed(2)} in passes`,
    hashed <= goals.hashed,
  );
  judge(`metadata ${Math.round(cost.picked / 1024)} KB in ${cost.reads} reads`, cost.picked <= goals.picked);
  judge(`peak memory ${Math.round(ours.rss)} MB`, ours.rss <= goals.memory);
  if (megabytes === 300 && signatures === 2) judge(`CPU ${ratio.toFixed(2)} of pdfsig`, ratio <= goals.cpu);
}

/** In windows whatever the size, with what it cost. */
async function examine(file: string): Promise<{ readonly report: Report; readonly cost: ReadingCost }> {
  const handle = await nodeFiles.openFile(file);
  let cost: ReadingCost = { picked: 0, reads: 0, streamed: 0, hashed: 0 };
  const onCost = (told: ReadingCost) => {
    cost = told;
  };
  try {
    const options = { anchors: [], at: new Date("2026-02-01T00:00:00Z"), wholeUpTo: 0, onCost };
    return { report: await verifySource(fileSource(handle, statSync(file).size), options), cost };
  } finally {
    await handle.close();
  }
}

function judge(what: string, holds: boolean): void {
  if (!holds) missed++;
  console.log(`  ${holds ? "met   " : "MISSED"} ${what}`);
}
