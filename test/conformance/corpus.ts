// Runs the verifier over signed files that nobody here made, where they lie beside the repository, and prints how it
// agrees with other verifiers. Exits non-zero when a bad file or a published attack is accepted, or on any exception.
//
//   node test/conformance/corpus.ts [../shared] [--list]
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Report, verifyBytes } from "../../shared/signature/index.ts";

interface Row {
  readonly name: string;
  readonly format: string;
  readonly expected: string;
  readonly gold: string;
  readonly content: string;
  readonly features: string;
  readonly path: string;
}

type Outcome = "agrees" | "open" | "contradicts" | "wrong accept" | "exception";

const root = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "../shared";
const listing = process.argv.includes("--list");
const table = join(root, "corpus/corpus.tsv");

if (existsSync(table)) run();
else console.log(`${table} is not here: nothing to do.`);

function run(): void {
  const counts = new Map<string, Map<Outcome, number>>();
  const times: number[] = [];
  let broken = 0;
  for (const row of rows()) {
    const started = process.hrtime.bigint();
    const { outcome, note } = outcomeOf(row);
    times.push(Number(process.hrtime.bigint() - started) / 1e6);
    if (outcome === "wrong accept" || outcome === "exception") broken++;
    const key = `${row.format} ${row.gold}`;
    const line = counts.get(key) ?? new Map<Outcome, number>();
    line.set(outcome, (line.get(outcome) ?? 0) + 1);
    counts.set(key, line);
    if (listing ? outcome !== "agrees" : outcome === "wrong accept" || outcome === "exception") {
      console.log(`${outcome}\t${row.name}\t${row.gold}\texpected ${row.expected}\t${note}\t${row.path}`);
    }
  }
  print(counts);
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  console.log(`${times.length} files, median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(0.999)} ms`);
  if (broken > 0) process.exitCode = 1;
}

function rows(): Row[] {
  const [head = "", ...lines] = readFileSync(table, "utf8").trimEnd().split("\n");
  const names = head.split("\t");
  const cell = (cells: string[], name: string) => cells[names.indexOf(name)] ?? "";
  return lines.map((line) => {
    const cells = line.split("\t");
    return {
      name: cell(cells, "name"),
      format: cell(cells, "format"),
      expected: cell(cells, "expected_integrity"),
      gold: cell(cells, "gold"),
      content: cell(cells, "content"),
      features: cell(cells, "features"),
      path: cell(cells, "path"),
    };
  });
}

function outcomeOf(row: Row): { outcome: Outcome; note: string } {
  try {
    const bytes = readFileSync(join(root, "corpus", row.name));
    const detached = row.content === "" ? null : join(root, "corpus", row.content);
    const report = verifyBytes(bytes, {
      fileName: row.name,
      anchors: [],
      at: new Date("2026-01-01T00:00:00Z"),
      ...(detached !== null && existsSync(detached) ? { detachedContent: readFileSync(detached) } : {}),
    });
    return { outcome: compare(row, report), note: summary(report) };
  } catch (error) {
    return { outcome: "exception", note: String(error) };
  }
}

function compare(row: Row, report: Report): Outcome {
  const words = report.signatures.map(({ integrity }) => integrity);
  const intact = words.length > 0 && words.every((word) => word === "valid");
  if (row.expected.startsWith("attack")) {
    const unmodified =
      intact && report.signatures.every(({ laterChanges }) => laterChanges === "none" || laterChanges === "allowed");
    if (unmodified) return "wrong accept";
    return report.error === null && words.length > 0 ? "agrees" : "open";
  }
  const [, dss] = /^disputed: DSS\/BC=(\w+)/.exec(row.expected) ?? [];
  const expected = dss ?? row.expected.replace(/\W.*$/, "");
  if (expected === "invalid") {
    if (words.includes("invalid")) return "agrees";
    return intact ? (row.gold === "gold" ? "wrong accept" : "contradicts") : "open";
  }
  if (expected === "valid") return intact ? "agrees" : words.includes("invalid") ? "contradicts" : "open";
  return intact ? "contradicts" : "agrees";
}

function summary(report: Report): string {
  const each = report.signatures.map(({ integrity, coverage, laterChanges, reasons }) => {
    const codes = reasons.filter(({ level }) => level !== "note").map(({ code }) => code);
    return `${integrity}/${coverage ?? "-"}/${laterChanges ?? "-"}[${codes.join(" ")}]`;
  });
  return `${report.verdict} ${each.join(" ")} ${report.error === null ? "" : `${report.error.code} ${report.error.message}`}`;
}

function print(counts: ReadonlyMap<string, ReadonlyMap<Outcome, number>>): void {
  const outcomes: Outcome[] = ["agrees", "open", "contradicts", "wrong accept", "exception"];
  console.log(`${"class".padEnd(26)}${outcomes.map((name) => name.padStart(14)).join("")}`);
  for (const [key, line] of [...counts].sort(([a], [b]) => a.localeCompare(b))) {
    console.log(`${key.padEnd(26)}${outcomes.map((name) => String(line.get(name) ?? 0).padStart(14)).join("")}`);
  }
}
