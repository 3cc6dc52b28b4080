// The thread's entry. It reads the engine itself, so that 30 MB are not copied from thread to thread.
import { parentPort } from "node:worker_threads";
import { openRenderer, type Renderer } from "../../shared/pdf/index.ts";
import type { Answer, Order } from "./messages.ts";
import { readEngineParts } from "./parts.ts";

const port = parentPort;
if (!port) throw new Error("local/engine/worker.ts runs as a worker thread only");
const renderer = readEngineParts().then(openRenderer);

port.on("message", async (order: Order) => port.postMessage(await answer(order)));

async function answer(order: Order): Promise<Answer> {
  try {
    const engine = await renderer;
    return { done: true, outcome: order.kind === "warm-up" ? null : await render(engine, order) };
  } catch (error) {
    return { done: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function render(engine: Renderer, order: Exclude<Order, { kind: "warm-up" }>) {
  if (order.kind === "over") return engine.renderOver(order.original, order.act, order.stamps, order.setup);
  return order.kind === "copy"
    ? engine.renderCopy(order.act, order.stamps, order.setup)
    : engine.renderOriginal(order.act, order.setup);
}
