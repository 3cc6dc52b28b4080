import { mkdir } from "node:fs/promises";
import { type Folder, folderOf } from "./folder.ts";
import { openItems } from "./open-items.ts";
import { type ServeOptions, serve } from "./serve.ts";
import { serveBody } from "./serve-body.ts";
import { SettingsError } from "./settings.ts";

/**
 * Serves what the data folder is: the body that was set up in it, or the demo. A new folder is the demo's, unless
 * `demo` is `false`. A folder is never both: a demo's acts must not stand in a body's register.
 *
 * @throws {SettingsError} when the folder is the other one's
 */
export async function serveFolder(
  options: ServeOptions & { readonly demo: boolean | undefined },
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const { dir, demo } = options;
  const folder = await kindOf(dir);
  if (folder.of === "demo" && demo === false)
    throw new SettingsError(
      `${dir}: questa cartella è della dimostrazione; per un ente se ne scelga un'altra con --data / this folder is the demo's; choose another with --data`,
    );
  if (folder.of === "body" && demo === true)
    throw new SettingsError(
      `${dir}: questa cartella è di un ente; per la dimostrazione se ne scelga un'altra con --data / this folder is a body's; choose another with --data`,
    );
  return folder.of === "body" || demo === false ? serveBody(options) : serve(options);
}

async function kindOf(dir: string): Promise<Folder> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const items = await openItems(dir);
  return folderOf(items).finally(() => items.close());
}
