import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * The entry of the bundle in `folder`, or null when there is none or when a source under `root` is not the one that it
 * was made of. By what the sources hold: a bundle that is older than a source must never answer for it.
 *
 * Plain JavaScript, as whoever asks is.
 */
export function bundleInUse(root, folder) {
  try {
    const { entry, inputs } = JSON.parse(readFileSync(join(folder, "inputs.json"), "utf8"));
    return inputs.length > 0 && inputs.every((input) => isStill(root, input)) ? join(folder, entry) : null;
  } catch {
    return null;
  }
}

/** The same size and moment of writing are believed; a copy or a checkout, which is written anew, is read. */
function isStill(root, [path, size, written, sha256]) {
  const file = join(root, path);
  const now = statSync(file);
  if (now.size !== size) return false;
  return now.mtimeMs === written || createHash("sha256").update(readFileSync(file)).digest("hex") === sha256;
}
