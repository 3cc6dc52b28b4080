// `npm run races -- --runs 400`: signing, rejecting, delegating and taking back to edit, all at once, each from a process
// of its own, on real SQLite and on a DynamoDB stand-in. Beside it the peers' pattern on the same stores, which fails:
// a race that nobody can lose would prove nothing.
import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { borgoSereno } from "../../local/demo/borgo-sereno.ts";
import { idMaker } from "../../shared/workflow/index.ts";
import { findDynoxide, startDynoxide } from "../support/dynoxide.ts";
import { actToRace } from "./act-to-race.ts";
import { type Judged, judge } from "./judge.ts";
import { openStore, raceInstant } from "./store.ts";
import { type Contestant, contestants, type Pattern, type StoreAddress, type Task, type Told } from "./task.ts";

const usage =
  "npm run races -- [--runs 400] [--latency 8] (runs of each pattern on each store; ms between read and write)";

function readOptions(): { readonly runs: number; readonly latency: number } | undefined {
  try {
    const { values } = parseArgs({
      options: { runs: { type: "string", default: "400" }, latency: { type: "string", default: "8" } },
    });
    const [runs, latency] = [Number(values.runs), Number(values.latency)];
    return Number.isSafeInteger(runs) && runs > 0 && latency >= 0 ? { runs, latency } : undefined;
  } catch {
    return undefined;
  }
}

type Racer = { readonly child: ChildProcess; readonly ask: (task: Task) => Promise<Told> };

async function startRacer(name: Contestant, store: StoreAddress, latency: number): Promise<Racer> {
  const program = fileURLToPath(new URL("racer.ts", import.meta.url));
  const child = fork(program, [name, JSON.stringify(store), String(latency)]);
  const waiting = new Map<number, (told: Told) => void>();
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${name} ended with ${code}`)));
    child.on("message", (said: "ready" | Told) => {
      if (said === "ready") resolve();
      else waiting.get(said.run)?.(said);
    });
  });
  const ask = (task: Task) =>
    new Promise<Told>((resolve) => {
      waiting.set(task.run, resolve);
      child.send(task);
    });
  return { child, ask };
}

/** How long each reads before it writes, in single reads; whoever reads less starts later, so that all come to write together. */
const reads: Readonly<Record<Contestant, number>> = { sign: 1, reject: 6.7, delegate: 6.7, edit: 0 };

function delaysFor(pattern: Pattern, latency: number): Task["delays"] {
  const delay = (one: Contestant) =>
    (pattern === "peers" ? 0.5 * Math.random() : 7.4 - reads[one] * 1.1 + 3 * Math.random()) * latency;
  return { sign: delay("sign"), reject: delay("reject"), delegate: delay("delegate"), edit: delay("edit") };
}

async function raceOn(store: StoreAddress, patterns: readonly Pattern[], runs: number, latency: number) {
  const { items, close } = openStore(store);
  const bytes = (length: number) => new Uint8Array(randomBytes(length));
  const newId = idMaker(() => new Date(raceInstant), bytes);
  const settings = borgoSereno("http://127.0.0.1:8080");
  const world = { settings, items, clock: () => raceInstant, newId, randomBytes: bytes };
  const racers = new Map<Contestant, Racer>();
  for (const name of contestants) racers.set(name, await startRacer(name, store, latency));
  const judged = new Map<Pattern, Judged[]>(patterns.map((pattern) => [pattern, []]));
  try {
    for (const [turn, pattern] of patterns.entries())
      for (let run = 0; run < runs; run += 1) {
        const act = await actToRace(world);
        const delays = delaysFor(pattern, latency);
        const task: Task = { ...act, run: turn * runs + run, pattern, delays };
        const names: readonly Contestant[] = pattern === "peers" ? ["sign", "reject"] : contestants;
        const told = await Promise.all(
          names.map(async (name): Promise<[Contestant, Told]> => {
            const racer = racers.get(name);
            if (!racer) throw new Error(name);
            return [name, await racer.ask(task)];
          }),
        );
        judged.get(pattern)?.push(await judge(items, settings.tenant, act.actId, new Map(told)));
      }
  } finally {
    for (const { child } of racers.values()) child.disconnect();
    close();
  }
  return judged;
}

/** Prints what came of it. Answers whether our own pattern held and the peers' did not. */
function report(name: string, judged: ReadonlyMap<Pattern, readonly Judged[]>): boolean {
  const ours = judged.get("conditional") ?? [];
  const peers = judged.get("peers") ?? [];
  const won = contestants.map((one) => `${one} ${ours.filter(({ done }) => done.includes(one)).length}`).join(", ");
  const bad = ours.filter((one) => one.untrue.length > 0 || one.noOutcome || one.faults.length > 0);
  const double = ours.filter((one) => one.double).length;
  const both = peers.filter((one) => one.done.length > 1).length;
  const handedOn = ours.filter((one) => one.done.length > 1 && !one.double).length;
  console.log(`${name}: ${ours.length} races of sign, reject, delegate and edit; told done: ${won}`);
  console.log(`  double acknowledgements: ${double}`);
  console.log(`  delegated and then taken back, both true and in that order: ${handedOn}`);
  console.log(`  without exactly one outcome, untrue answers or faults: ${bad.length}`);
  console.log(`  the peers' pattern (read, check, write): sign and reject both told done in ${both}/${peers.length}`);
  for (const one of bad.slice(0, 5)) console.log(`  ${JSON.stringify(one)}`);
  if (both === 0) console.log("  FAILED: the peers' pattern never failed, so these races prove nothing");
  return double === 0 && bad.length === 0 && both > 0;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (!options) {
    console.error(usage);
    return 64;
  }
  const { runs, latency } = options;
  const folder = await mkdtemp(join(tmpdir(), "visto-races-"));
  const patterns = ["conditional", "peers"] as const;
  let holds = true;
  try {
    const sqlite = { kind: "sqlite", file: join(folder, "items.sqlite") } as const;
    holds = report("SQLite, four processes", await raceOn(sqlite, patterns, runs, latency)) && holds;
    const dynoxide = findDynoxide();
    if ("missing" in dynoxide) console.log(`DynamoDB stand-in: not raced, ${dynoxide.missing}`);
    else {
      const { client, table, stop } = await startDynoxide(dynoxide.program);
      try {
        const { hostname, port, protocol } = await (client.config.endpoint?.() ??
          Promise.reject(new Error("endpoint")));
        const store = { kind: "dynamo", endpoint: `${protocol}//${hostname}:${port}`, table } as const;
        holds = report("DynamoDB stand-in, four processes", await raceOn(store, patterns, runs, latency)) && holds;
      } finally {
        await stop();
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  console.log(holds ? "races: ok" : "races: FAILED");
  return holds ? 0 : 1;
}

process.exitCode = await main();
