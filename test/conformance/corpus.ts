// Runs the verifier over signed files that nobody here made, where they lie beside the repository, and prints for each
// format and class how it agrees with other verifiers. Exits non-zero below the bars of bars.json.
//
//   node test/conformance/corpus.ts [../shared] [--list]
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Report, verifyBytes } from "../../shared/signature/index.ts";
import { corpusBars, type Judged, summaryOf } from "./corpus-bars.ts";

export interface Row {
  readonly name: string;
  readonly format: string;
  readonly expected: string;
  readonly revisions: string;
  readonly gold: string;
  readonly content: string;
  readonly features: string;
  readonly path: string;
}

const outcomes = ["agrees", "open", "contradicts", "wrong accept", "exception"] as const;
export type Outcome = (typeof outcomes)[number];

const root = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "../shared";
const listing = process.argv.includes("--list");
const table = join(root, "corpus/corpus.tsv");

if (existsSync(table)) run();
else console.log(`${table} is not here: nothing to do.`);

type Counts = Map<string, Map<Outcome, number>>;

function run(): void {
  const counts: Counts = new Map();
  const times: number[] = [];
  const judged: Judged[] = [];
  for (const row of rows()) {
    const started = process.hrtime.bigint();
    const { found, report } = outcomesOf(row);
    times.push(Number(process.hrtime.bigint() - started) / 1e6);
    judged.push({ row, report, outcome: found[0]?.outcome ?? "open", bytes: bytesOf(row.name) });
    for (const { group, outcome, note } of found) {
      const line = counts.get(group) ?? new Map<Outcome, number>();
      line.set(outcome, (line.get(outcome) ?? 0) + 1);
      counts.set(group, line);
      const bad = outcome === "wrong accept" || outcome === "exception";
      if (listing ? outcome !== "agrees" : bad) {
        console.log(
          `${outcome}\t${group}\t${row.name}\texpected ${row.expected} ${row.revisions}\t${note}\t${row.path}`,
        );
      }
    }
  }
  print(counts);
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  console.log(`${times.length} files, median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(0.999)} ms`);
  const bars = corpusBars(judged);
  for (const { name, measured, bar, holds, files } of bars) {
    console.log(`${holds ? "holds " : "FAILED"}  ${name.padEnd(52)}${measured.padStart(12)}   bar ${bar}`);
    if (!holds) for (const file of files) console.log(`        ${file}`);
  }
  const failed = bars.filter(({ holds }) => !holds).length;
  console.log(`corpus: ${bars.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
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
      revisions: cell(cells, "expected_revisions"),
      gold: cell(cells, "gold"),
      content: cell(cells, "content"),
      features: cell(cells, "features"),
      path: cell(cells, "path"),
    };
  });
}

interface Found {
  readonly group: string;
  readonly outcome: Outcome;
  readonly note: string;
}

/** A file counts in its class, among all disputed ones, and in what is asked about its revisions. */
function outcomesOf(row: Row): { found: Found[]; report: Report | null } {
  const own = `${row.format} ${row.gold}`;
  try {
    const report = reportOn(row);
    const note = summaryOf(report);
    const outcome = compare(row, report);
    const groups: Found[] = [{ group: own, outcome, note }];
    if (row.gold === "disputed") groups.push({ group: "all disputed", outcome, note });
    const revisions = compareRevisions(row, report);
    if (revisions !== null) groups.push({ ...revisions, note });
    return { found: groups, report };
  } catch (error) {
    return { found: [{ group: own, outcome: "exception", note: String(error) }], report: null };
  }
}

function bytesOf(name: string): Uint8Array {
  return readFileSync(join(root, "corpus", name));
}

function reportOn(row: Row): Report {
  const bytes = bytesOf(row.name);
  const detached = row.content === "" ? null : join(root, "corpus", row.content);
  return verifyBytes(bytes, {
    fileName: row.name,
    anchors: [],
    at: new Date("2026-01-01T00:00:00Z"),
    ...(detached !== null && existsSync(detached) ? { detachedContent: readFileSync(detached) } : {}),
  });
}

function isUntouched({ laterChanges }: Report["signatures"][number]): boolean {
  return laterChanges === "none" || laterChanges === "allowed";
}

function compareRevisions(row: Row, report: Report): Omit<Found, "note"> | null {
  const { signatures } = report;
  if (row.revisions !== "") {
    const allowed = !row.revisions.includes("NOT allowed");
    const untouched = signatures.every(isUntouched);
    const outcome = untouched === allowed ? "agrees" : allowed ? "contradicts" : "wrong accept";
    return { group: `PDF revisions ${allowed ? "allowed" : "not allowed"}`, outcome };
  }
  const [only, second] = signatures;
  const nothingLater = only?.coverage === "whole-file" && second === undefined;
  if (row.format !== "PDF" || row.gold !== "gold" || row.expected !== "valid" || !nothingLater) return null;
  const quiet = only.laterChanges === "none" && only.changes.length === 0 && only.integrity === "valid";
  return { group: "PDF without later changes", outcome: quiet ? "agrees" : "contradicts" };
}

function compare(row: Row, report: Report): Outcome {
  const words = report.signatures.map(({ integrity }) => integrity);
  const intact = words.length > 0 && words.every((word) => word === "valid");
  if (row.expected.startsWith("attack")) {
    if (intact && report.signatures.every((one) => isUntouched(one) || one.laterChanges === null))
      return "wrong accept";
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

function print(counts: Counts): void {
  console.log(`${"class".padEnd(30)}${outcomes.map((name) => name.padStart(14)).join("")}${"agrees %".padStart(12)}`);
  for (const [group, line] of [...counts].sort(([a], [b]) => a.localeCompare(b))) {
    const cells = outcomes.map((name) => String(line.get(name) ?? 0).padStart(14)).join("");
    const total = [...line.values()].reduce((sum, each) => sum + each, 0);
    console.log(`${group.padEnd(30)}${cells}${((100 * (line.get("agrees") ?? 0)) / total).toFixed(1).padStart(12)}`);
  }
}
