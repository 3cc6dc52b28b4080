// Verifies files that were changed with knowledge of their format, and fails on an exception, on more than 2 seconds of
// processor for one file, on memory that grows, and on anything called intact that nobody signed.
//
//   npm run fuzz -- --runs 100000 [--seed N] [--from DIR] [--workers N] [--only INDEX]
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { findSeeds, learnSeeds, makeCase } from "./seeds.ts";
import type { Kind, Message, Work } from "./worker.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    from: { type: "string" },
    workers: { type: "string", default: String(Math.min(4, availableParallelism())) },
    only: { type: "string" },
  },
});

/** Milliseconds of processor for one file. */
const limit = 2000;
/** Wall clock without a step forward after which a case is asked again, alone; noise is not a hang. */
const patience = 20_000;
const heapMegabytes = 512;

const seed = Number(values.seed);
const only = values.only === undefined ? null : Number(values.only);
const first = only ?? 0;
const end = only === null ? Number(values.runs) : only + 1;
const step = only === null ? Math.max(1, Number(values.workers)) : 1;
/** Of the whole process. The heap limit of a worker does not hold the buffers that it reads and inflates. */
const rssMegabytes = 400 + 300 * step;
const seeds = findSeeds(values.from ?? null);
const known = learnSeeds(seeds);

interface Sum {
  readonly verdicts: Record<string, number>;
  readonly problems: Map<number, Kind>;
  slowest: number;
  rss: number;
}
const sum: Sum = { verdicts: {}, problems: new Map(), slowest: 0, rss: 0 };
let failures: string | null = null;

console.log(
  `${seeds.paths.length} seeds, ${known.signed.size} signatures and ${known.ranges.size} ranges known; seed ${seed}, ${end - first} runs, ${step} workers`,
);
await Promise.all(Array.from({ length: step }, (_, number) => lane(first + number, step, end)));
print();

/** Every step-th case from `from` on; a worker that dies or hangs costs one case and is followed by another. */
async function lane(from: number, stride: number, to: number): Promise<void> {
  let next = from;
  while (next < to) {
    const stopped = await workUntilStopped(next, stride, to, patience);
    if (stopped === null) return;
    if (stopped.kind === "hangs") {
      const again = await workUntilStopped(stopped.index, 1, stopped.index + 1, patience * 3);
      if (again !== null) keep(again.index, again.kind, again.detail);
    } else keep(stopped.index, stopped.kind, stopped.detail);
    next = stopped.index + stride;
  }
}

interface Stopped {
  readonly index: number;
  readonly kind: Kind;
  readonly detail: string;
}

function workUntilStopped(from: number, stride: number, to: number, wait: number): Promise<Stopped | null> {
  const progress = new SharedArrayBuffer(4);
  const at = new Int32Array(progress);
  const workerData: Work = { seeds, known, seed, first: from, step: stride, end: to, limit, progress };
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  return new Promise((resolve) => {
    let seen = -1;
    let since = Date.now();
    const stop = (stopped: Stopped | null) => {
      clearInterval(watch);
      resolve(stopped);
    };
    const watch = setInterval(() => {
      const index = Atomics.load(at, 0);
      if (index !== seen) [seen, since] = [index, Date.now()];
      else if (Date.now() - since > wait) {
        stop({ index, kind: "hangs", detail: `no answer in ${wait / 1000} s` });
        void worker.terminate();
      }
    }, 250);
    worker.on("message", (message: Message) => {
      if (message.type === "problem") keep(message.index, message.kind, message.detail);
      else {
        for (const [verdict, count] of Object.entries(message.verdicts)) {
          sum.verdicts[verdict] = (sum.verdicts[verdict] ?? 0) + count;
        }
        sum.slowest = Math.max(sum.slowest, message.slowest);
        sum.rss = Math.max(sum.rss, message.rss);
        stop(null);
      }
    });
    worker.on("error", (error: NodeJS.ErrnoException) => {
      const memory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      stop({
        index: Atomics.load(at, 0),
        kind: memory ? "out of memory" : "exception",
        detail: String(error.stack ?? error),
      });
    });
  });
}

/** Saves what failed, so that it can be looked at without this run. */
function keep(index: number, kind: Kind, detail: string): void {
  if (!sum.problems.has(index)) sum.problems.set(index, kind);
  failures ??= mkdtempSync(join(tmpdir(), "visto-fuzz-"));
  mkdirSync(failures, { recursive: true });
  const one = makeCase(seeds, seed, index);
  const path = join(failures, `seed-${seed}-run-${index}.bin`);
  writeFileSync(path, one.bytes);
  console.log(
    `${kind.toUpperCase()} run ${index} of seed ${seed}: ${path}\n  from ${one.seed} with ${one.donor}\n  ${detail}`,
  );
}

function print(): void {
  const runs = end - first;
  const told = Object.entries(sum.verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(`verdicts: ${told.join(", ")}`);
  console.log(`slowest file ${Math.round(sum.slowest)} ms of processor, peak memory ${Math.round(peak)} MB`);
  for (const kind of ["exception", "too slow", "hangs", "out of memory", "wrong accept", "differs"] as const) {
    const count = [...sum.problems.values()].filter((each) => each === kind).length;
    console.log(`${kind.padEnd(16)}${count}`);
  }
  const grew = peak > rssMegabytes ? 1 : 0;
  if (grew > 0) console.log(`memory: more than ${rssMegabytes} MB`);
  const failed = sum.problems.size + grew;
  console.log(`fuzz: ${runs - sum.problems.size} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
