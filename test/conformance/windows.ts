// Reads every PDF beside the repository both ways, as a whole and in windows of several sizes, and compares the reports by
// every word.
//
//   node test/conformance/windows.ts [../shared]
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { verifyBytes, verifySource } from "../../shared/signature/index.ts";
import { sourceOf } from "../support/byte-source.ts";

const root = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "../shared";
const folder = join(root, "corpus/files");
const at = new Date("2026-01-01T00:00:00Z");

/** As in use, and small ones: with what passes by picked up and without. */
const shapes = [
  { chunk: 65_536, limits: {} },
  { chunk: 1000, limits: { tail: 512, first: 64, longest: 4096, reads: 100_000 } },
  { chunk: 37, limits: { tail: 64, first: 16, longest: 2048, kept: 0, reads: 100_000 } },
];

let passed = 0;
let failed = 0;
for (const name of readdirSync(folder).filter((each) => each.endsWith(".pdf"))) {
  const bytes = new Uint8Array(readFileSync(join(folder, name)));
  const options = { fileName: name, anchors: [], at };
  const whole = JSON.stringify(verifyBytes(bytes, options));
  const same: boolean[] = [];
  for (const { chunk, limits } of shapes) {
    // Without room to fall back on, so that nothing can pass by being read as a whole after all.
    const report = await verifySource(sourceOf(bytes, chunk).source, { ...options, wholeUpTo: 0, maxBytes: 0, limits });
    same.push(JSON.stringify(report) === whole);
  }
  if (same.every(Boolean)) passed++;
  else {
    failed++;
    console.log(`differs\t${name}\t${same.map((each, shape) => (each ? "" : `shape ${shape}`)).join(" ")}`);
  }
}
console.log(`in windows: ${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
