// Lays stamps over every PDF that lies beside the repository, signed ones for the most part, and asks others what became
// of them: the original is an exact prefix, every earlier signature is in pdfsig what it was, qpdf finds nothing worse,
// and nothing crashes. Exits non-zero below the bars.
//
//   node test/conformance/stamping.ts [../shared] [--list]
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { enginePaths } from "../../local/engine/index.ts";
import { openStamper } from "../../shared/pdf/index.ts";
import bars from "./bars.json" with { type: "json" };

const root = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "../shared";
const listing = process.argv.includes("--list");
const folder = join(root, "corpus/files");
const face = (name: string) => readFileSync(enginePaths().fonts.find((font) => font.path.endsWith(name))?.path ?? name);
const stamper = openStamper({ text: face("3_400Regular.ttf"), strong: face("600SemiBold.ttf") });
const work = mkdtempSync(join(tmpdir(), "visto-stamping-"));
const out = join(work, "stamped.pdf");

const stamps = {
  title: "Copia informatica della determinazione n. 1/2026 del 02/01/2026. DOCUMENTO DI PROVA.",
  lines: ["Verifica: borgosereno.example/v – codice 7KQ2-M4XD"],
  url: "https://borgosereno.example/v/7KQ2-M4XD",
  label: (page: number, pages: number) => `pag. ${page}/${pages}`,
};

/** Of a signature whose ranges go beyond the file nothing was verified before: there are no bytes that it is over. */
const unverified = "Signature has not yet been verified";
const sameSignatures = (before: readonly string[], after: readonly string[]) =>
  before.length === after.length && before.every((one, index) => one === after[index] || one.includes(unverified));

const qpdf = (path: string): number => spawnSync("qpdf", ["--check", path]).status ?? 99;
const textOf = (path: string): string =>
  spawnSync("pdftotext", ["-l", "1", path, "-"], { encoding: "utf8" }).stdout.replaceAll(/\s+/g, " ");

const counts = { stamped: 0, signed: 0, refused: new Map<string, number>(), wrong: [] as string[] };
try {
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".pdf"))) await tryOne(name);
} finally {
  rmSync(work, { recursive: true });
}
report();

async function tryOne(name: string): Promise<void> {
  const path = join(folder, name);
  const base = readFileSync(path);
  const wrong = (why: string) => void counts.wrong.push(`${name}: ${why}`);
  try {
    const laid = await stamper.layOver(base, stamps);
    if (!laid.ok) {
      const { code, details } = laid.refusal;
      counts.refused.set(code, (counts.refused.get(code) ?? 0) + 1);
      if (listing) console.log(`${name}\t${code}\t${details["reason"] ?? ""}`);
      // What opens without a repair and is not encrypted or certified has no reason to be refused.
      if (code === "PDF_UNREADABLE" && qpdf(path) === 0) wrong("refused as unreadable, and qpdf reads it");
      return;
    }
    writeFileSync(out, Buffer.concat([base, laid.overlay.tail]));
    counts.stamped += 1;
    if (!readFileSync(out).subarray(0, base.length).equals(base)) wrong("the original is not its beginning");
    const [before, after] = [signatures(path), signatures(out)];
    if (before.some((line) => line.includes("Signature is Valid"))) counts.signed += 1;
    if (!sameSignatures(before, after)) wrong(`pdfsig said ${before.join(" / ")} and says ${after.join(" / ")}`);
    if (qpdf(out) > qpdf(path)) wrong("qpdf --check finds what it did not find before");
    if (!textOf(out).includes(`pag. 1/${laid.overlay.pages}`)) wrong("page 1 does not say which it is");
  } catch (fault) {
    wrong(`threw ${fault instanceof Error ? fault.stack : fault}`);
  }
}

/** What pdfsig says of each signature, without what speaks of the file as a whole. */
function signatures(path: string): string[] {
  const { stdout, error } = spawnSync("pdfsig", ["-nocert", path], { encoding: "utf8" });
  if (error) throw error;
  return stdout
    .split(/^Signature #/m)
    .slice(1)
    .map((one) => one.replace(/^\s+- (Total|Not total) document signed\n/m, "").replace(/^File '.*'/m, ""));
}

function report(): void {
  const refused = [...counts.refused].map(([code, count]) => `${code} ${count}`).join(", ");
  console.log(
    `${counts.stamped} stamped, ${counts.signed} of them with valid signatures; refused: ${refused || "none"}`,
  );
  for (const line of counts.wrong) console.log(`  ${line}`);
  const checks = [
    { name: "PDFs stamped", holds: counts.stamped >= bars.stamping.stamped, bar: bars.stamping.stamped },
    { name: "of them signed and still valid", holds: counts.signed >= bars.stamping.signed, bar: bars.stamping.signed },
    { name: "changed, broken or crashed", holds: counts.wrong.length <= bars.stamping.wrong, bar: bars.stamping.wrong },
  ];
  for (const { name, holds, bar } of checks)
    console.log(`${holds ? "holds " : "FAILED"}  ${name.padEnd(40)} bar ${bar}`);
  const failed = checks.filter(({ holds }) => !holds).length;
  console.log(`stamping: ${checks.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
