// `npm run crash -- --runs 50`: the demo is killed with SIGKILL at drawn moments of every stage, started again on the same
// folder until it ends, and then read by a reader that knows only the stores and files.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { stages } from "./child.ts";
import { learnDurations, randomOf, takeAim } from "./moments.ts";
import { runLine, table } from "./report.ts";
import { crashRun, type RunResult, reference, type Settings } from "./run.ts";

type Options = { readonly runs: number; readonly seed: number; readonly jobs: number; readonly keep: boolean };

const usage = "npm run crash -- [--runs 50] [--seed N] [--jobs 2] [--keep]";

function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        runs: { type: "string", default: "50" },
        seed: { type: "string", default: String(Date.now() % 1_000_000) },
        jobs: { type: "string", default: "2" },
        keep: { type: "boolean", default: false },
      },
    });
    const [runs = 0, seed = 0, jobs = 0] = [values.runs, values.seed, values.jobs].map(Number);
    const isWhole = (value: number, from: number) => Number.isSafeInteger(value) && value >= from;
    if (isWhole(runs, 1) && isWhole(seed, 0) && isWhole(jobs, 1)) return { runs, seed, jobs, keep: values.keep };
  } catch {
    // An option that nobody knows is a matter of usage, as a number that is none.
  }
  return undefined;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (!options) {
    console.error(usage);
    return 64;
  }
  const { runs, seed, jobs, keep } = options;
  console.log(`crash: ${runs} runs, seed ${seed}, ${jobs} at a time`);
  const cache = await mkdtemp(join(tmpdir(), "visto-crash-cache-"));
  const shared = { durations: learnDurations(), aim: takeAim(), cache, keep };
  const settingsOf = (run: number): Settings => ({ ...shared, run, random: randomOf(seed * 1009 + run) });
  try {
    const whole = await reference(settingsOf(0));
    console.log(runLine(whole));
    if (whole.losses.length > 0) return 1;
    const results = await inParallel(runs, jobs, async (run) => {
      const result = await crashRun(settingsOf(run));
      console.log(runLine(result));
      return result;
    });
    return conclude(results, shared.aim.kills);
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

function conclude(results: readonly RunResult[], kills: ReadonlyMap<string, number>): number {
  console.log(table(results, kills));
  const failed = results.filter((result) => result.losses.length > 0).length;
  const spared = stages.filter((stage) => !kills.get(stage));
  // With few runs some stage is bound to be spared; with many that would mean that the moments are not spread.
  const unspread = results.length >= 2 * stages.length && spared.length > 0;
  if (unspread) console.log(`crash: no kill hit ${spared.join(", ")}`);
  console.log(`crash: ${results.length - failed} passed, ${failed} failed`);
  return failed > 0 || unspread ? 1 : 0;
}

async function inParallel<T>(count: number, jobs: number, work: (n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 1;
  const worker = async () => {
    while (next <= count) {
      const mine = next;
      next += 1;
      results.push(await work(mine));
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, count) }, worker));
  return results;
}

process.exitCode = await main();
