import { spawnSync } from "node:child_process";

/** Seconds of processor, seconds of waiting, megabytes at the peak. */
export type Cost = { readonly cpu: number; readonly wall: number; readonly rss: number };

/** What a command costs from start to end, as GNU time tells. @throws when it could not be measured */
export function processCost(command: readonly string[]): Cost {
  const timed = spawnSync("/usr/bin/time", ["-f", "%U %S %e %M", ...command], { maxBuffer: 1e9 });
  const line = timed.stderr.toString().trimEnd().split("\n").at(-1) ?? "";
  const [user = Number.NaN, system = Number.NaN, wall = Number.NaN, kilobytes = Number.NaN] = line
    .split(" ")
    .map(Number);
  if (Number.isNaN(user + kilobytes)) throw new Error(`${command.join(" ")}: ${timed.stderr.toString()}`);
  return { cpu: user + system, wall, rss: kilobytes / 1024 };
}

/** Interleaved, the cheapest of each: the noise of a shared machine only ever adds. */
export function cheapest(rounds: number, commands: readonly (readonly string[])[]): Cost[] {
  const measured = Array.from({ length: rounds }, () => commands.map(processCost));
  return commands.map((_, index) => {
    const best = (of: keyof Cost) => Math.min(...measured.map((round) => round[index]?.[of] ?? Number.NaN));
    return { cpu: best("cpu"), wall: best("wall"), rss: best("rss") };
  });
}
