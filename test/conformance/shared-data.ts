/**
 * Compares the checks with the collection of acts beside the project: the seed must give exactly the findings of its
 * table, each fictitious act exactly its expected codes among the rows that the collection covers, as multisets.
 *
 * A script and not a test: the collection is no part of the project. Run it with the folder that holds `data/` and
 * `seed/` (by default `../shared`).
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import * as z from "zod";
import { type Block, checkAct, cremona2706, parseAct } from "../../shared/act/index.ts";

const folder = process.argv[2] ?? "../shared";

/** The 13 findings of the seed (the rows marked ⚙ that fire on it). */
const seedFindings = [
  "ALL-01",
  "ALL-06",
  "ALL-06",
  "ALL-08",
  "CLA-03",
  "CON-03",
  "CUP-02",
  "DUR-02",
  "MOV-03",
  "MOV-11",
  "MOV-13",
  "RUO-04",
  "VIS-01",
];

/** Rows that the collection does not cover: they may fire besides. */
const uncovered =
  /^(?:REG-03|RUO-05|CLA-0[4-8]|IMP-08|MOV-1[67]|CON-0[56]|SOG-04|ALL-09|ALL-1[0-2]|RIF-\d\d|TXT-\d\d|PAG-\d\d)$/;

type Outcome = { readonly name: string; readonly problem: string | undefined };

function codesOf(json: unknown): readonly string[] | string {
  const parsed = parseAct(json);
  if (!parsed.ok) return JSON.stringify(parsed.refusal.problems);
  return checkAct(parsed.act).map(({ code }) => code);
}

function compare(name: string, found: readonly string[] | string, expected: readonly string[]): Outcome {
  if (typeof found === "string") return { name, problem: found };
  const [left, right] = [found, expected].map((codes) => [...codes].sort().join(" "));
  return { name, problem: left === right ? undefined : `expected ${right}\n        found    ${left}` };
}

const read = (path: string) => readFileSync(join(folder, path), "utf8");
const json = (path: string): unknown => JSON.parse(read(path));

const fixturesSchema = z.array(
  z.looseObject({
    id: z.string(),
    a: z.unknown(),
    exp: z.array(z.string()),
    findings: z.array(z.looseObject({ code: z.string(), sev: z.string(), msg: z.string() })),
  }),
);

function fixtureOutcomes(): readonly Outcome[] {
  return fixturesSchema.parse(json("data/fixtures.json")).flatMap(({ id, a, exp, findings }) => {
    const all = codesOf(a);
    const covered = typeof all === "string" ? all : all.filter((code) => !uncovered.test(code));
    const parsed = parseAct(a);
    const severities = new Set(
      parsed.ok ? checkAct(parsed.act).map(({ code, severity }) => `${severity} ${code}`) : [],
    );
    const wrong = findings.filter(({ code, sev }) => !severities.has(`${sev} ${code}`)).map(({ code }) => code);
    const severity = { name: `${id} severities`, problem: wrong.length === 0 ? undefined : wrong.join(" ") };
    return [compare(`${id} codes`, covered, exp), severity];
  });
}

function paragraphs(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap(({ text, children = [] }) => [text, ...paragraphs(children)]);
}

/** Every word of every section, in its order, is in the published text once its page footer and page break are out. */
function transcriptionOutcomes(): readonly Outcome[] {
  const plain = (text: string) => text.replace(/\*\*/g, "").replace(/\s+/g, " ");
  const footer = /\npag\. 1\/5\n[\s\S]*?Pratica trattata da [^\n]*\n/;
  const published = plain(read("seed/000_015872bc04d1be97.txt").replace(footer, "\n"));
  let from = 0;
  return paragraphs(Object.values(cremona2706.sections ?? {}).flat()).map((text, index) => {
    const at = published.indexOf(plain(text), from);
    if (at !== -1) from = at + plain(text).length;
    return { name: `seed paragraph ${index + 1}`, problem: at === -1 ? `not found in order: ${text}` : undefined };
  });
}

function run(): readonly Outcome[] {
  const seed = compare("seed findings", codesOf(json("data/seed.act.json")), seedFindings);
  return [seed, ...fixtureOutcomes(), ...transcriptionOutcomes()];
}

if (!existsSync(join(folder, "data/seed.act.json"))) {
  process.stdout.write(`no collection of acts in ${folder}: nothing compared\n`);
} else {
  const outcomes = run();
  const failed = outcomes.filter(({ problem }) => problem !== undefined);
  for (const { name, problem } of failed) process.stdout.write(`FAILED  ${name}: ${problem}\n`);
  process.stdout.write(`shared data: ${outcomes.length - failed.length} passed, ${failed.length} failed\n`);
  if (failed.length > 0) process.exitCode = 1;
}
