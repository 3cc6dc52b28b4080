import { Worker } from "node:worker_threads";
import type { Renderer, RenderOutcome } from "../../shared/pdf/index.ts";
import type { Answer, Order } from "./messages.ts";

/** The renderer on a thread of its own: Typst compiles synchronously for seconds and would stop the whole server. */
export type Engine = Renderer & {
  /** Loads the engine before the first rendering asks for it. Its failure is the first rendering's to tell. */
  readonly warmUp: () => void;
  /** Stops the thread. A rendering under way rejects. */
  readonly close: () => Promise<void>;
};

export type EngineLimits = {
  /** After so many renderings the thread is replaced: the engine's cache only grows. */
  readonly renderings: number;
  /** A rendering that takes longer is a fault, and its thread is stopped. */
  readonly milliseconds: number;
};
const defaultLimits: EngineLimits = { renderings: 30, milliseconds: 180_000 };

/**
 * Opens the engine; the thread starts with the warm-up or the first rendering and stays warm. Renderings wait for each other. A fault
 * (a trap, a crash, a rendering beyond the limit) rejects that rendering only: the next one gets a new thread. An idle
 * engine keeps no process alive.
 */
export function openEngine(limits: EngineLimits = defaultLimits): Engine {
  let thread: Worker | null = null;
  let renderings = 0;
  let last: Promise<unknown> = Promise.resolve();

  const drop = async () => {
    const old = thread;
    thread = null;
    renderings = 0;
    await old?.terminate();
  };
  const run = async (order: Order): Promise<RenderOutcome | null> => {
    if (renderings >= limits.renderings) await drop();
    thread ??= startThread();
    if (order.kind !== "warm-up") renderings += 1;
    try {
      return await ask(thread, order, limits.milliseconds);
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
      if (thread === null) last = last.then(() => run({ kind: "warm-up" })).catch(() => undefined);
    },
    renderOriginal: (act, setup) => queue({ kind: "original", act, setup }),
    renderCopy: (act, stamps, setup) => queue({ kind: "copy", act, stamps, setup }),
    renderOver: (original, act, stamps, setup) => queue({ kind: "over", original, act, stamps, setup }),
    close: drop,
  };
}

// Node strips the types of the entry itself; the flags of a parent under tsx or vitest would bring their own loaders.
function startThread(): Worker {
  const thread = new Worker(new URL("./worker.ts", import.meta.url), { execArgv: [] });
  thread.unref();
  return thread;
}

function ask(thread: Worker, order: Order, milliseconds: number): Promise<RenderOutcome | null> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: Answer) => (answer.done ? settle(() => resolve(answer.outcome)) : fail(answer.message));
    const onError = (error: unknown) => fail(String(error));
    const onExit = (code: number) => fail(`its thread ended with code ${code}`);
    const fail = (message: string) => settle(() => reject(new Error(`The PDF engine failed: ${message}`)));
    const timer = setTimeout(() => fail(`no answer in ${milliseconds} ms`), milliseconds);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      thread.off("message", onMessage).off("error", onError).off("exit", onExit);
      thread.unref();
      act();
    };
    thread.once("message", onMessage).once("error", onError).once("exit", onExit);
    thread.ref();
    thread.postMessage(order);
  });
}
