// The engine's process, which says by what number the system knows it, and then takes its time: whoever opened it may be
// gone before it has begun to listen.
import process from "node:process";

process.stderr.write(`worker ${process.pid}\n`);
await import("../../../local/engine/worker.ts");
