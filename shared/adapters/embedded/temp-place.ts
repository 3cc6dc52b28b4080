import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { hasCode } from "./object-place.ts";

const dayMs = 24 * 3600 * 1000;

/** A new folder for what is being received, named by the process that receives it. */
export async function makeTempPlace(dir: string): Promise<string> {
  const place = join(dir, "temp", `${process.pid}-${randomBytes(12).toString("hex")}`);
  await mkdir(place, { recursive: true, mode: 0o700 });
  return place;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    // Not ours to signal, but there.
    return hasCode(fault, "EPERM");
  }
}

/** Whether whoever made the folder is gone. A number of ours that is older than we are was a process before us. */
function isStale(name: string, changedMs: number): boolean {
  const pid = Number(/^(\d+)-/.exec(name)?.[1]);
  if (pid === process.pid) return changedMs < performance.timeOrigin;
  return !(pid > 0 && isRunning(pid)) || Date.now() - changedMs > dayMs;
}

/** Removes what processes that were killed had begun to receive; leaves alone what others are receiving now. */
export async function removeStaleTemps(dir: string): Promise<void> {
  const temp = join(dir, "temp");
  await mkdir(temp, { recursive: true, mode: 0o700 });
  for (const name of await readdir(temp)) {
    const known = await stat(join(temp, name)).catch(() => undefined);
    if (known !== undefined && isStale(name, known.mtimeMs))
      await rm(join(temp, name), { recursive: true, force: true });
  }
}
