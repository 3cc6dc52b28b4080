#!/usr/bin/env node
// Plain JavaScript, because a Node too old for TypeScript must still be able to say so or to hand over: Node 24 comes as
// a pinned npm package, and whatever started this file may be older.
import { spawnSync } from "node:child_process";
import * as nodeModule from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const wanted = 24;
const major = Number(process.versions.node.split(".")[0]);

if (major >= wanted) {
  // Spares taking the types off at every start, and 25 MB. In the user's own folder: a cache in a shared one could be
  // prepared by somebody else, and this program says whether signatures hold.
  nodeModule.enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "visto"));
  const { main } = await import("./main.ts");
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.exitCode = handOver();
}

function handOver() {
  let node;
  try {
    node = nodeModule.createRequire(import.meta.url).resolve("node/bin/node");
  } catch {
    process.stderr.write(
      `visto: serve Node ${wanted} (questo è ${process.version}): eseguire «npm ci» nella cartella del progetto.\n`,
    );
    return 70;
  }
  const run = spawnSync(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  return run.status ?? 70;
}
