// Stores objects for ever, some of them in slow streams, and prints each key once the store has acknowledged it.
import { createHash } from "node:crypto";
import { writeSync } from "node:fs";
import { openFileObjects } from "../../../../shared/adapters/embedded/file-objects.ts";

const [dir = "", run = ""] = process.argv.slice(2);
const objects = await openFileObjects({
  dir,
  now: () => new Date(0),
  secret: new Uint8Array(32),
  uploadBase: "http://127.0.0.1/uploads",
});

async function* slowly(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 1000) {
    yield bytes.subarray(at, at + 1000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function store(lane: number): Promise<never> {
  for (let at = 0; ; at += 1) {
    const key = `${run}/${lane}/${at}`;
    const bytes = new Uint8Array(20_000).fill(at);
    const sha256 = createHash("sha256").update(bytes).digest("hex").toUpperCase();
    const target = { bucket: "vault", key, type: "application/pdf", sha256, length: bytes.length } as const;
    const outcome = await objects.create(target, slowly(bytes));
    if (!outcome.ok || !outcome.created) throw new Error("not created");
    writeSync(1, `${key}\n`);
  }
}

await Promise.all([store(1), store(2), store(3), store(4)]);
