// Stamps laid over PDFs of others, beside qpdf --overlay and pdf-lib in one run, and prints ratios: the machine may be
// shared, so seconds say little. Nothing is measured that is not right: the gate comes first. Needs qpdf, poppler and
// GNU time; makes its files in a temporary folder and removes them.
//
//   node bench/stamp.ts [--pages 5,100,1000,5000] [--megabytes 50,300] [--rounds 3] [--no-pdf-lib]
import { execFileSync, spawnSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { warmStamps } from "./warm-stamps.ts";

type Cost = { readonly cpu: number; readonly rss: number };

const one = fileURLToPath(new URL("./stamp-one.ts", import.meta.url));
const option = (name: string, fallback: string): string => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : (process.argv[at + 1] ?? fallback);
};
const list = (text: string) => text.split(",").filter(Boolean).map(Number);
const rounds = Number(option("--rounds", "3"));
const withPdfLib = !process.argv.includes("--no-pdf-lib");
const folder = mkdtempSync(join(tmpdir(), "visto-bench-"));
const at = (name: string): string => join(folder, name);

try {
  execFileSync(process.execPath, [one, "make", "1", at("stamp.pdf")]);
  const paged = list(option("--pages", "5,100,1000,5000")).map((pages) => {
    execFileSync(process.execPath, [one, "make", `${pages}`, at("in.pdf")]);
    return { pages, ours: compare(`${pages} pages`, pages) };
  });
  for (const megabytes of list(option("--megabytes", "50,300"))) {
    writeScans(at("in.pdf"), megabytes);
    compare(`${megabytes} MB of scans`, Math.ceil(megabytes / 3));
  }
  const [thousand, five] = [1000, 5000].map((pages) => paged.find((row) => row.pages === pages)?.ours.cpu);
  if (thousand !== undefined && five !== undefined)
    console.log(`5,000 pages cost ${(five / thousand).toFixed(1)} of 1,000`);
  execFileSync(process.execPath, [one, "make", "5", at("in.pdf")]);
  await warmStamps(readFileSync(at("in.pdf")));
} finally {
  rmSync(folder, { recursive: true });
}

/** Interleaved, the cheapest of each: the noise of a shared machine only ever adds. */
function compare(name: string, pages: number): Cost {
  const visto = [process.execPath, one, "visto", at("in.pdf"), at("visto.pdf")];
  const overlay = ["qpdf", "--overlay", at("stamp.pdf"), "--repeat=1", "--", at("in.pdf"), at("qpdf.pdf")];
  const library = [process.execPath, one, "pdf-lib", at("in.pdf"), at("pdf-lib.pdf")];
  cost(visto);
  mustBeRight(pages);
  const costs = Array.from({ length: rounds }, () => [cost(visto), cost(overlay)] as const);
  const best = (which: 0 | 1): Cost => ({
    cpu: Math.min(...costs.map((pair) => pair[which].cpu)),
    rss: Math.min(...costs.map((pair) => pair[which].rss)),
  });
  const [ours, theirs] = [best(0), best(1)];
  const other = withPdfLib ? cost(library) : undefined;
  const said = [
    `${name}: CPU ${(ours.cpu / atLeast(theirs.cpu)).toFixed(2)} of qpdf --overlay`,
    `memory ${Math.round(ours.rss)} MB against ${Math.round(theirs.rss)}`,
    ...(other ? [`pdf-lib ${(other.cpu / atLeast(theirs.cpu)).toFixed(2)}, ${Math.round(other.rss)} MB`] : []),
    `${statSync(at("visto.pdf")).size - statSync(at("in.pdf")).size} bytes added`,
    `[${ours.cpu.toFixed(2)} s / ${theirs.cpu.toFixed(2)} s]`,
  ];
  console.log(said.join(", "));
  return ours;
}

/** GNU time counts in hundredths: less than that is no less than half of one. */
const atLeast = (seconds: number): number => Math.max(seconds, 0.005);

/** The base is an exact prefix, qpdf finds no fault, and every page says which it is. @throws when not */
function mustBeRight(pages: number): void {
  if (!isPrefix(at("in.pdf"), at("visto.pdf"))) throw new Error("the base is not the beginning of the stamped file");
  const { status, stdout, stderr } = spawnSync("qpdf", ["--check", at("visto.pdf")], { encoding: "utf8" });
  if (status !== 0) throw new Error(`qpdf --check: ${stdout}${stderr}`);
  const text = execFileSync("pdftotext", [at("visto.pdf"), "-"], { encoding: "utf8", maxBuffer: 1e9 });
  for (const [index, page] of text.split("\f").slice(0, pages).entries())
    if (!page.includes(`pag. ${index + 1}/${pages}`)) throw new Error(`page ${index + 1} does not say so`);
}

function isPrefix(base: string, stamped: string): boolean {
  const [a, b] = [openSync(base, "r"), openSync(stamped, "r")];
  const [x, y] = [Buffer.alloc(1 << 20), Buffer.alloc(1 << 20)];
  try {
    for (let count = readSync(a, x); count > 0; count = readSync(a, x)) {
      if (readSync(b, y, 0, count, null) !== count || !x.subarray(0, count).equals(y.subarray(0, count))) return false;
    }
    return true;
  } finally {
    closeSync(a);
    closeSync(b);
  }
}

function cost(command: readonly string[]): Cost {
  const timed = spawnSync("/usr/bin/time", ["-f", "%U %S %M", ...command], { maxBuffer: 1e9 });
  const line = timed.stderr.toString().trimEnd().split("\n").at(-1) ?? "";
  const [user = Number.NaN, system = Number.NaN, kilobytes = Number.NaN] = line.split(" ").map(Number);
  if (Number.isNaN(user + kilobytes)) throw new Error(`${command.join(" ")}: ${timed.stderr.toString()}`);
  return { cpu: user + system, rss: kilobytes / 1024 };
}

/** Pages that are one picture each, three megabytes of noise: what a scanner's feeder gives, at its worst. */
function writeScans(path: string, megabytes: number): void {
  const file = openSync(path, "w");
  const offsets: number[] = [];
  let length = 0;
  const add = (...parts: (string | Uint8Array)[]): void => {
    for (const part of parts) length += writeSync(file, typeof part === "string" ? Buffer.from(part, "latin1") : part);
  };
  const object = (number: number, ...parts: (string | Uint8Array)[]): void => {
    offsets[number] = length;
    add(`${number} 0 obj\n`, ...parts, "\nendobj\n");
  };
  const pages = Math.ceil(megabytes / 3);
  const noise = randomFillSync(Buffer.alloc(1000 * 1000 * 3));
  add("%PDF-1.4\n");
  for (let page = 0; page < pages; page++) {
    const first = 3 + 3 * page;
    noise.writeUInt32BE(page, 0);
    const content = "q 595 0 0 842 0 0 cm /I Do Q";
    object(first, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    const picture = `<< /Type /XObject /Subtype /Image /Width 1000 /Height 1000 /ColorSpace /DeviceRGB /BitsPerComponent 8`;
    object(first + 1, `${picture} /Length ${noise.length} >>\nstream\n`, noise, "\nendstream");
    const resources = `/Resources << /XObject << /I ${first + 1} 0 R >> >>`;
    object(first + 2, `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${first} 0 R ${resources} >>`);
  }
  object(1, "<< /Type /Catalog /Pages 2 0 R >>");
  const kids = Array.from({ length: pages }, (_, page) => `${5 + 3 * page} 0 R`).join(" ");
  object(2, `<< /Type /Pages /Count ${pages} /Kids [${kids}] >>`);
  const start = length;
  const lines = offsets.slice(1).map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`);
  add(`xref\n0 ${offsets.length}\n0000000000 65535 f \n${lines.join("")}`);
  add(`trailer\n<< /Size ${offsets.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  closeSync(file);
}
