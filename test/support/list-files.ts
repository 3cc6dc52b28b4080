import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Every file under the folder with its size, temporary ones included. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() || entry.parentPath.endsWith("temp"));
  return (
    await Promise.all(
      files.map(
        async ({ parentPath, name }) => `${join(parentPath, name)} ${(await stat(join(parentPath, name))).size}`,
      ),
    )
  ).sort();
}
