import { join } from "node:path";
import { openFileObjects } from "../../shared/adapters/embedded/file-objects.ts";
import { openSqliteItems } from "../../shared/adapters/embedded/sqlite-items.ts";
import type { RestoreStore } from "../../shared/workflow/index.ts";

export type FolderStore = RestoreStore & { readonly close: () => void };

/** The stores of a data folder, as the commands open them. */
export async function openFolderStore(dir: string): Promise<FolderStore> {
  const items = openSqliteItems({ file: join(dir, "items.sqlite"), now: () => new Date(0) });
  const secret = new Uint8Array(32).fill(7);
  const objects = await openFileObjects({ dir: join(dir, "objects"), now: () => new Date(0), secret, uploadBase: "" });
  return { items, objects, close: () => items.close() };
}
