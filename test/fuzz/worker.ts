// One worker of the fuzzer: makes its cases, verifies each, tells what went wrong. The main thread watches the clock.
import process from "node:process";
import { parentPort, workerData } from "node:worker_threads";
import { type Report, verifyBytes, verifyP7mStream, verifySource } from "../../shared/signature/index.ts";
import { sourceOf } from "../support/byte-source.ts";
import { type Known, wrongAccept } from "./known.ts";
import { type Case, makeCase, type Seeds } from "./seeds.ts";

export interface Work {
  readonly seeds: Seeds;
  readonly known: Known;
  readonly seed: number;
  readonly first: number;
  readonly step: number;
  readonly end: number;
  /** Milliseconds of processor that one file may take. */
  readonly limit: number;
  /** Slot 0 holds the index of the case at hand. */
  readonly progress: SharedArrayBuffer;
}

export type Kind = "differs" | "exception" | "too slow" | "wrong accept" | "out of memory" | "hangs";

export type Message =
  | { readonly type: "problem"; readonly index: number; readonly kind: Kind; readonly detail: string }
  | {
      readonly type: "done";
      readonly verdicts: Record<string, number>;
      readonly slowest: number;
      readonly rss: number;
    };

const work = workerData as Work;
const progress = new Int32Array(work.progress);
const verdicts: Record<string, number> = {};
let slowest = 0;
let rss = 0;

for (let index = work.first; index < work.end; index += work.step) {
  Atomics.store(progress, 0, index);
  await examine(index, makeCase(work.seeds, work.seed, index));
  if (index % 64 < work.step) rss = Math.max(rss, process.memoryUsage.rss());
}
tell({ type: "done", verdicts, slowest, rss });

async function examine(index: number, { bytes }: Case): Promise<void> {
  const { options } = work.seeds;
  try {
    let spent = cost(() => note(index, bytes));
    // Once more before it counts: the first pass of a path is compiled while it is measured.
    if (spent > work.limit)
      spent = Math.min(
        spent,
        cost(() => verifyBytes(bytes, options)),
      );
    slowest = Math.max(slowest, spent);
    if (spent > work.limit)
      tell({ type: "problem", index, kind: "too slow", detail: `${Math.round(spent)} ms of processor` });
    if (index % 3 === 0 && bytes[0] === 0x25) await inWindows(index, bytes);
    if (index % 5 === 0) await byStream(index, bytes, intactOf(verifyBytes(bytes, options)));
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell({ type: "problem", index, kind: "exception", detail });
  }
}

function note(index: number, bytes: Uint8Array): void {
  const report = verifyBytes(bytes, work.seeds.options);
  verdicts[report.verdict] = (verdicts[report.verdict] ?? 0) + 1;
  const wrong = wrongAccept(work.known, bytes, report);
  if (wrong !== null) tell({ type: "problem", index, kind: "wrong accept", detail: wrong });
}

function intactOf({ signatures }: Report): number {
  return signatures.filter(({ integrity }) => integrity === "valid").length;
}

/** The same file as it would come over the wire, in pieces of odd sizes: it may be told less of, never more. */
async function byStream(index: number, bytes: Uint8Array, intact: number): Promise<void> {
  const size = 1 + ((index * 7919) % 5000);
  const count = Math.ceil(bytes.length / size);
  const pieces = Array.from({ length: count }, (_, piece) => bytes.slice(piece * size, (piece + 1) * size));
  const report = await verifyP7mStream(pieces, work.seeds.options);
  const more = intactOf(report) > intact ? "more signatures intact than in one piece" : null;
  const wrong = wrongAccept(work.known, bytes, report) ?? more;
  if (wrong !== null) tell({ type: "problem", index, kind: "wrong accept", detail: `as a stream: ${wrong}` });
}

/** The same PDF in windows of odd sizes, with nothing kept of the pass: the report is the one of the whole, by every word. */
async function inWindows(index: number, bytes: Uint8Array): Promise<void> {
  const first = 16 + ((index * 7919) % 3000);
  const limits = { tail: first, first, longest: 16 * first, kept: index % 2 === 0 ? 0 : 100_000, reads: 3000 };
  const { source } = sourceOf(bytes, 64 + ((index * 104_729) % 9000));
  const started = process.threadCpuUsage();
  const report = await verifySource(source, { ...work.seeds.options, wholeUpTo: 0, limits });
  const { user, system } = process.threadCpuUsage(started);
  const spent = (user + system) / 1000;
  slowest = Math.max(slowest, spent);
  if (spent > work.limit)
    tell({ type: "problem", index, kind: "too slow", detail: `in windows: ${Math.round(spent)} ms of processor` });
  const whole = JSON.stringify(verifyBytes(bytes, work.seeds.options));
  const parted = JSON.stringify(report);
  if (parted === whole) return;
  const at = [...whole].findIndex((character, place) => character !== parted[place]);
  const detail = `in windows ${parted.slice(Math.max(0, at - 60), at + 80)} for ${whole.slice(at, at + 80)}`;
  tell({ type: "problem", index, kind: "differs", detail });
}

/** Milliseconds of processor of this thread alone: the machine may be busy with other things. */
function cost(run: () => void): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function tell(message: Message): void {
  parentPort?.postMessage(message);
}
