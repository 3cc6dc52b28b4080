// The entry of the engine's process. It reads the engine itself, so that 30 MB are not copied from process to process.
import process from "node:process";
import { openRenderer, type Renderer } from "../../shared/pdf/index.ts";
import type { Answer, Order } from "./messages.ts";
import { readEngineParts } from "./parts.ts";

if (!process.send) throw new Error("local/engine/worker.ts runs as the engine's process only");
const renderer = readEngineParts().then(openRenderer);

process.on("message", async (order: Order) => process.send?.(await answer(order)));
// Whoever asked is gone, and whatever is being rendered is for nobody. Not by `process.exit()`, which waits for what
// compiles WebAssembly in the background and now and then waits for ever; nothing is lost that was half written.
const end = () => process.kill(process.pid, "SIGKILL");
process.on("disconnect", end);
// Gone already, before there was anybody to hear of it.
if (!process.connected) end();

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
