import { createHash } from "node:crypto";
import { mkdir, open, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Bucket } from "../../workflow/ports/objects.ts";

/**
 * The folder of one object. Its name is a digest of bucket and key: whatever a key says, `../../etc` included, only
 * hex digits reach the file system.
 */
export function placeOf(dir: string, target: { readonly bucket: Bucket; readonly key: string }): string {
  const name = createHash("sha256").update(`${target.bucket}\n${target.key}`).digest("hex");
  return join(dir, "objects", target.bucket, name.slice(0, 2), name);
}

export function hasCode(fault: unknown, ...codes: readonly string[]): boolean {
  return fault instanceof Error && "code" in fault && typeof fault.code === "string" && codes.includes(fault.code);
}

/** A new name survives a power cut only when the folder that holds it was synced too; Windows syncs no folders. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder and those above it, each synced into its parent. */
export async function makeFolderDurably(folder: string): Promise<void> {
  const known = await stat(folder).catch(() => undefined);
  if (known?.isDirectory()) return;
  await makeFolderDurably(dirname(folder));
  // Recursive only to take "it is there already" for an answer: another writer may have been quicker.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await syncFolder(dirname(folder));
}
