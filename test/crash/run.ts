import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ended, type Stage, stages, startDemo } from "./child.ts";
import type { Aim, Durations } from "./moments.ts";
import { type Counts, readRun } from "./reader.ts";

export type Kill = { readonly stage: Stage; readonly afterMs: number };
export type RunResult = {
  readonly run: number;
  readonly kills: readonly Kill[];
  readonly losses: readonly string[];
  readonly counts: Counts | undefined;
  /** The folder, where it was kept. */
  readonly kept: string | undefined;
};

export type Settings = {
  readonly run: number;
  readonly random: () => number;
  readonly durations: Durations;
  readonly aim: Aim;
  readonly cache: string;
  readonly keep: boolean;
};

type Place = { readonly folder: string; readonly data: string; readonly out: string; readonly cache: string };

async function newPlace(cache: string): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "visto-crash-"));
  const data = join(folder, "data");
  await mkdir(data, { mode: 0o700 });
  return { folder, data, out: join(folder, "out"), cache };
}

/** The demo to its end, nobody kills it; every stage that is passed teaches how long it takes. */
export async function uninterrupted(place: Place, durations: Durations | undefined): Promise<Ended> {
  let last: { stage: Stage; at: number } | undefined;
  const pass = (stage: Stage | undefined) => {
    const now = performance.now();
    if (last) durations?.passed(last.stage, now - last.at);
    last = stage && { stage, at: now };
  };
  const ended = await startDemo(place, pass).ended;
  pass(undefined);
  return ended;
}

/** Runs once without a kill: what the others are measured by. */
export async function reference(settings: Settings): Promise<RunResult> {
  const place = await newPlace(settings.cache);
  const ended = await uninterrupted(place, settings.durations);
  return conclude(settings, place, ended, []);
}

/** One run: kills at drawn moments, each followed by a start on the same folder, then to the end, then the reader. */
export async function crashRun(settings: Settings): Promise<RunResult> {
  const { random, aim } = settings;
  const place = await newPlace(settings.cache);
  const kills: Kill[] = [];
  const wanted = random() < 0.6 ? 1 : 2 + Math.floor(random() * 3);
  let ended: Ended | undefined;
  // A demo that ends before its moment comes was not killed: the moment is drawn anew, nearer to the start of the stage.
  for (let near = 1; kills.length < wanted; near /= 2) {
    const target = kills.length === 0 ? aim.next(random) : anyStage(random);
    const tried = await killedAt(place, settings, target, random() * near);
    ended = tried.ended;
    if (tried.kill) kills.push(tried.kill);
    else if (kills.length > 0 || ended.how !== 0) break;
    else await startAnew(place);
  }
  if (ended === undefined || ended.how === "SIGKILL") ended = await uninterrupted(place, undefined);
  return conclude(settings, place, ended, kills);
}

const anyStage = (random: () => number): Stage => stages[Math.floor(random() * stages.length)] ?? "start";

async function startAnew(place: Place): Promise<void> {
  await rm(place.data, { recursive: true, force: true });
  await rm(place.out, { recursive: true, force: true });
  await mkdir(place.data, { mode: 0o700 });
}

async function killedAt(place: Place, { durations, aim }: Settings, target: Stage, fraction: number) {
  let toldAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let killedAfter: number | undefined;
  const aimAt = (stage: Stage) => {
    toldAt = performance.now();
    if (stage !== target || timer) return;
    timer = setTimeout(strike, durations.typical(target) * fraction);
  };
  const strike = () => {
    killedAfter = performance.now() - toldAt;
    child.kill();
  };
  const child = startDemo(place, aimAt);
  const ended = await child.ended;
  clearTimeout(timer);
  if (ended.how !== "SIGKILL") return { ended, kill: undefined };
  aim.hit(ended.stage);
  return { ended, kill: { stage: ended.stage, afterMs: Math.max(0, Math.round(killedAfter ?? 0)) } };
}

async function conclude(settings: Settings, place: Place, ended: Ended, kills: readonly Kill[]): Promise<RunResult> {
  const { run } = settings;
  const losses: string[] = [];
  if (ended.how !== 0)
    losses.push(`the demo ended with ${ended.how}:\n${ended.said.split("\n").slice(-12).join("\n")}`);
  const reading = readRun(place.data, place.out);
  losses.push(...reading.losses);
  const keep = settings.keep && losses.length > 0;
  if (!keep) await rm(place.folder, { recursive: true, force: true });
  return { run, kills, losses, counts: reading.counts, kept: keep ? place.folder : undefined };
}
