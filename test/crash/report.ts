import { stages } from "./child.ts";
import type { Counts } from "./reader.ts";
import type { RunResult } from "./run.ts";

/** One line a run: where it was killed, and what was lost. */
export function runLine({ run, kills, losses, kept }: RunResult): string {
  const name = run === 0 ? "reference" : `run ${String(run).padStart(3)}`;
  const where = kills.map(({ stage, afterMs }) => `${stage} +${(afterMs / 1000).toFixed(2)} s`).join(", ");
  const found = losses.length === 0 ? "whole" : `LOST\n${losses.map((loss) => `    ${loss}`).join("\n")}`;
  return `${name}  killed: ${where || "never"}; ${found}${kept === undefined ? "" : `\n    kept: ${kept}`}`;
}

/** Kills per stage, then what the reader counted over all runs beside what there had to be. */
export function table(results: readonly RunResult[], kills: ReadonlyMap<string, number>): string {
  const runs = results.length;
  const sum = (name: keyof Counts) => results.reduce((total, { counts }) => total + (counts?.[name] ?? 0), 0);
  const all = [...kills.values()].reduce((total, count) => total + count, 0);
  const rows: readonly (readonly [string, number, string])[] = [
    ["numbers given", sum("numbers"), `expected ${runs}`],
    ["decisions", sum("decisions"), `expected ${4 * runs}`],
    ["notices due", sum("notices"), `expected ${5 * runs}`],
    ["mails sent", sum("mails"), `at least ${5 * runs}`],
    ["links made", sum("links"), `${sum("revoked")} revoked, ${4 * runs} expected not to be`],
    ["audit entries", sum("events"), "chains recomputed"],
    ["objects", sum("objects"), "digests recomputed"],
    ["runs with losses", results.filter((result) => result.losses.length > 0).length, "expected 0"],
  ];
  return [
    "",
    `${"stage".padEnd(18)}${"kills".padStart(7)}`,
    ...stages.map((stage) => `${stage.padEnd(18)}${String(kills.get(stage) ?? 0).padStart(7)}`),
    `${"all".padEnd(18)}${String(all).padStart(7)}`,
    "",
    ...rows.map(([name, count, note]) => `${name.padEnd(18)}${String(count).padStart(7)}   ${note}`),
    "",
  ].join("\n");
}
