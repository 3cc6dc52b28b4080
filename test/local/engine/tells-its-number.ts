// The engine's process, which says by what number the system knows it.
import process from "node:process";

process.stderr.write(`worker ${process.pid}\n`);
await import("../../../local/engine/worker.ts");
