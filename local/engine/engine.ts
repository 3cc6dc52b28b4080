import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Renderer, RenderOutcome } from "../../shared/pdf/index.ts";
import type { Answer, Order } from "./messages.ts";

/**
 * The renderer in a process of its own: Typst compiles synchronously for seconds and would stop the whole server, and what
 * brings down the process that runs it (memory, the WebAssembly machine itself) must not bring down the pages.
 */
export type Engine = Renderer & {
  /** Loads the engine before the first rendering asks for it. Its failure is the first rendering's to tell. */
  readonly warmUp: () => void;
  /** Stops the process. A rendering under way rejects. */
  readonly close: () => Promise<void>;
};

export type EngineLimits = {
  /** After so many renderings the process is replaced: the engine's cache only grows. */
  readonly renderings: number;
  /** A rendering that takes longer is a fault, and its process is killed. */
  readonly milliseconds: number;
};
const defaultLimits: EngineLimits = { renderings: 30, milliseconds: 180_000 };

const ownEntry = new URL("./worker.ts", import.meta.url);

/**
 * Opens the engine; the process starts with the warm-up or the first rendering and stays warm. Renderings wait for each
 * other. A fault (a trap, a crash, a rendering beyond the limit) rejects that rendering only: the next one gets a new
 * process. An idle engine keeps no process alive, and ends with the one that opened it, however that ends.
 * @param entry what the process runs; it answers each {@link Order}
 */
export function openEngine(limits: EngineLimits = defaultLimits, entry: URL = ownEntry): Engine {
  let worker: ChildProcess | null = null;
  let renderings = 0;
  let last: Promise<unknown> = Promise.resolve();

  const drop = async () => {
    const old = worker;
    worker = null;
    renderings = 0;
    if (!old || hasEnded(old)) return;
    old.ref();
    const gone = once(old, "exit");
    // It keeps nothing that could be left half written.
    old.kill("SIGKILL");
    await gone;
  };
  const run = async (order: Order): Promise<RenderOutcome | null> => {
    if (renderings >= limits.renderings || (worker && hasEnded(worker))) await drop();
    worker ??= startWorker(entry);
    if (order.kind !== "warm-up") renderings += 1;
    try {
      return await ask(worker, order, limits.milliseconds);
    } catch (error) {
      await drop();
      throw error;
    }
  };
  const queue = async (order: Order): Promise<RenderOutcome> => {
    const mine = last.then(() => run(order));
    last = mine.catch(() => undefined);
    const outcome = await mine;
    if (outcome === null) throw new Error("The PDF engine answered a rendering with nothing");
    return outcome;
  };
  return {
    warmUp: () => {
      if (worker === null) last = last.then(() => run({ kind: "warm-up" })).catch(() => undefined);
    },
    renderOriginal: (act, setup) => queue({ kind: "original", act, setup }),
    renderCopy: (act, stamps, setup) => queue({ kind: "copy", act, stamps, setup }),
    renderOver: (original, act, stamps, setup) => queue({ kind: "over", original, act, stamps, setup }),
    close: drop,
  };
}

// Node strips the types of the entry itself; the flags of a parent under tsx or vitest would bring their own loaders.
function startWorker(entry: URL): ChildProcess {
  const worker = fork(fileURLToPath(entry), [], {
    execArgv: [],
    // Bytes are cloned as bytes, and not as JSON.
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  // Whoever waits for an answer is told; of what happens to an idle one, the next rendering takes notice.
  worker.on("error", () => undefined);
  letGo(worker);
  return worker;
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

/** An idle worker is no reason for the process to go on. */
function letGo(worker: ChildProcess): void {
  worker.unref();
  worker.channel?.unref();
}

function ask(worker: ChildProcess, order: Order, milliseconds: number): Promise<RenderOutcome | null> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: unknown) => {
      const said = answer as Answer;
      if (said.done) settle(() => resolve(said.outcome));
      else fail(said.message);
    };
    const onError = (error: Error) => fail(error.message);
    const onExit = (code: number | null, signal: string | null) =>
      fail(`its process ended (${signal ?? `code ${code}`})`);
    const fail = (message: string) => settle(() => reject(new Error(`The PDF engine failed: ${message}`)));
    const timer = setTimeout(() => fail(`no answer in ${milliseconds} ms`), milliseconds);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      letGo(worker);
      act();
    };
    worker.once("message", onMessage).once("error", onError).once("exit", onExit);
    worker.ref();
    worker.channel?.ref();
    worker.send(order, (error) => error && fail(error.message));
  });
}
