import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The stages that the demo tells on stderr, as `[ 5/11] rendering …`; a public text, read here as anybody would. */
export const stages = [
  "start",
  "draft",
  "attachments",
  "submission",
  "rendering",
  "approval",
  "signature",
  "number",
  "seal",
  "publication",
  "done",
] as const;
export type Stage = (typeof stages)[number];

const visto = fileURLToPath(new URL("../../cli/visto.js", import.meta.url));

export type Ended = {
  /** The exit code, or the signal that ended it. */
  readonly how: number | string;
  /** The stage that was told last when it ended. */
  readonly stage: Stage;
  readonly said: string;
};

export type DemoChild = {
  readonly ended: Promise<Ended>;
  /** SIGKILL to the process itself; `false` when it was over already. */
  readonly kill: () => boolean;
};

/**
 * Starts `visto demo` on its own, without npx or a shell between, so that the signal hits the process that writes.
 * `onStage` hears each stage when it is told; the first, `start`, with the process itself.
 */
export function startDemo(
  place: { readonly data: string; readonly out: string; readonly cache: string },
  onStage: (stage: Stage) => void,
): DemoChild {
  const child = spawn(process.execPath, [visto, "demo", "--data", place.data, "--out", place.out], {
    stdio: ["ignore", "pipe", "pipe"],
    // Compiled modules are kept between runs; what is run stays the same.
    env: { ...process.env, NODE_COMPILE_CACHE: place.cache, LC_ALL: "it_IT.UTF-8" },
  });
  let stage: Stage = "start";
  const said: string[] = [];
  onStage(stage);
  const hear = (line: string) => {
    said.push(line);
    const told = stages.find((one) => one === /\[ ?\d+\/\d+\] (\w+)/.exec(line)?.[1]);
    if (!told || told === stage) return;
    stage = told;
    onStage(told);
  };
  createInterface({ input: child.stderr }).on("line", hear);
  createInterface({ input: child.stdout }).on("line", (line) => said.push(line));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ how: signal ?? code ?? "?", stage, said: said.join("\n") }));
  });
  return { ended, kill: () => child.exitCode === null && child.signalCode === null && child.kill("SIGKILL") };
}
