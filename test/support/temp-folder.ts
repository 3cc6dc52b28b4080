import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A new empty folder. Whoever asked removes it. */
export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "visto-test-"));
}

export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

/** A new empty folder that is removed when the running test ends. */
export async function tempFolder(): Promise<string> {
  const folder = await makeFolder();
  onTestFinished(() => removeFolder(folder));
  return folder;
}
