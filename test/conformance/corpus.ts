// Runs the verifier over signed files that nobody here made, where they lie beside the repository, and prints for each
// format and class how it agrees with other verifiers. Exits non-zero below the bars.
//
//   node test/conformance/corpus.ts [../shared] [--list]
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Report, verifyBytes } from "../../shared/signature/index.ts";

interface Row {
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
type Outcome = (typeof outcomes)[number];

/** Share of a class that must agree. Every class besides must be free of wrong accepts and exceptions. */
const bars: readonly { readonly of: RegExp; readonly share: number }[] = [
  { of: /^\S+ gold$/, share: 1 },
  { of: /^\S+ (gold-attack|attack-unflagged)$/, share: 1 },
  { of: /^all disputed$/, share: 0.93 },
  // What was done to a file after it was signed, where the upstream test says whether that was allowed.
  { of: /^PDF revisions/, share: 1 },
  // Nothing came after the last signature, so nothing may be said to have come.
  { of: /^PDF without later changes$/, share: 1 },
];

const root = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "../shared";
const listing = process.argv.includes("--list");
const table = join(root, "corpus/corpus.tsv");

if (existsSync(table)) run();
else console.log(`${table} is not here: nothing to do.`);

type Counts = Map<string, Map<Outcome, number>>;

function run(): void {
  const counts: Counts = new Map();
  const times: number[] = [];
  for (const row of rows()) {
    const started = process.hrtime.bigint();
    const found = outcomesOf(row);
    times.push(Number(process.hrtime.bigint() - started) / 1e6);
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
  const below = belowBars(counts);
  for (const line of below) console.log(`BELOW THE BAR: ${line}`);
  if (below.length > 0) process.exitCode = 1;
}

function belowBars(counts: Counts): string[] {
  return [...counts].flatMap(([group, line]) => {
    const total = [...line.values()].reduce((sum, each) => sum + each, 0);
    const bar = bars.find(({ of }) => of.test(group))?.share ?? 0;
    const broken = (line.get("wrong accept") ?? 0) + (line.get("exception") ?? 0);
    const share = (line.get("agrees") ?? 0) / total;
    return broken > 0 || share < bar ? [`${group} ${(100 * share).toFixed(1)} %, ${broken} broken`] : [];
  });
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
function outcomesOf(row: Row): Found[] {
  const own = `${row.format} ${row.gold}`;
  try {
    const report = reportOn(row);
    const note = summary(report);
    const outcome = compare(row, report);
    const groups: Found[] = [{ group: own, outcome, note }];
    if (row.gold === "disputed") groups.push({ group: "all disputed", outcome, note });
    const revisions = compareRevisions(row, report);
    if (revisions !== null) groups.push({ ...revisions, note });
    return groups;
  } catch (error) {
    return [{ group: own, outcome: "exception", note: String(error) }];
  }
}

function reportOn(row: Row): Report {
  const bytes = readFileSync(join(root, "corpus", row.name));
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

function summary(report: Report): string {
  const each = report.signatures.map(({ integrity, coverage, laterChanges, reasons }) => {
    const codes = reasons.filter(({ level }) => level !== "note").map(({ code }) => code);
    return `${integrity}/${coverage ?? "-"}/${laterChanges ?? "-"}[${codes.join(" ")}]`;
  });
  return `${report.verdict} ${each.join(" ")} ${report.error === null ? "" : `${report.error.code} ${report.error.message}`}`;
}

function print(counts: Counts): void {
  console.log(`${"class".padEnd(30)}${outcomes.map((name) => name.padStart(14)).join("")}${"agrees %".padStart(12)}`);
  for (const [group, line] of [...counts].sort(([a], [b]) => a.localeCompare(b))) {
    const cells = outcomes.map((name) => String(line.get(name) ?? 0).padStart(14)).join("");
    const total = [...line.values()].reduce((sum, each) => sum + each, 0);
    console.log(`${group.padEnd(30)}${cells}${((100 * (line.get("agrees") ?? 0)) / total).toFixed(1).padStart(12)}`);
  }
}
