#!/usr/bin/env node
// Plain JavaScript, because a Node too old for TypeScript must still be able to say so or to hand over: Node 24 comes as
// a pinned npm package, and whatever started this file may be older.
import * as nodeModule from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { bundleInUse } from "./bundle-in-use.js";

const wanted = 24;
const major = Number(process.versions.node.split(".")[0]);

/** A program that ends soon earns nothing from what an engine does for one that stays: 10 MB for a large file. */
const lean = [
  "--no-opt",
  "--no-concurrent-recompilation",
  "--invocation-count-for-maglev=2000",
  "--semi-space-growth-factor=1",
  "--max-semi-space-size=1",
];
const onFewFiles = ["verify", "fingerprint"];
const few = 8;

if (major >= wanted) {
  const given = process.argv.slice(2);
  const many = given.length > few || given.some((each) => each.startsWith("--jsonl"));
  if (onFewFiles.includes(given[0]) && !many) for (const flag of lean) setFlagsFromString(flag);
  // Spares taking the types off at every start, and 25 MB. In the user's own folder: a cache in a shared one could be
  // prepared by somebody else, and this program says whether signatures hold.
  nodeModule.enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "visto"));
  const root = fileURLToPath(new URL("..", import.meta.url));
  const bundle = bundleInUse(root, join(root, ".cache", "cli"));
  const { main } = await import(bundle === null ? "./main.ts" : pathToFileURL(bundle).href);
  process.exitCode = await main(given);
} else {
  process.exitCode = handOver();
}

function handOver() {
  const require = nodeModule.createRequire(import.meta.url);
  let node;
  try {
    node = require.resolve("node/bin/node");
  } catch {
    process.stderr.write(
      `visto: serve Node ${wanted} (questo è ${process.version}): eseguire «npm ci» nella cartella del progetto.\n`,
    );
    return 70;
  }
  const { spawnSync } = require("node:child_process");
  const run = spawnSync(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  return run.status ?? 70;
}
