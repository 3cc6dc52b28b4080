import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { isTrustFile, type TrustFile, type TrustFromFiles, trustFromFiles } from "../../signature/index.ts";
import type { TrustSource } from "../../workflow/ports/trust.ts";

/**
 * Certificates and trusted lists in a folder, as `visto refresh-trust-lists` writes them.
 *
 * Looked at with every question and read again when a file came, went or changed, so that a refresh counts at once. What
 * does not count is told once for each reading. A list with a lower number than this process has seen is a rollback and
 * is refused. @throws when the folder or a file in it cannot be read: that is never "nothing is trusted"
 */
export function trustFolder(folder: string, told: (problem: TrustFromFiles["problems"][number]) => void): TrustSource {
  let known: { readonly state: string; readonly trust: TrustFromFiles } | undefined;
  const seen: Record<string, number> = {};
  const read = async () => {
    const names = (await readdir(folder)).filter(isTrustFile).sort();
    const state = (await Promise.all(names.map((name) => stateOf(join(folder, name))))).join("\n");
    if (known?.state === state) return known.trust;
    const files = await Promise.all(
      names.map(
        async (name): Promise<TrustFile> => ({ name, bytes: new Uint8Array(await readFile(join(folder, name))) }),
      ),
    );
    const trust = trustFromFiles(files, seen);
    for (const { territory, sequence } of trust.trustedLists?.lists ?? []) seen[territory] = sequence;
    for (const problem of trust.problems) told(problem);
    known = { state, trust };
    return trust;
  };
  // One reading at a time: two questions at once would read and tell twice.
  let reading: Promise<TrustFromFiles> | undefined;
  return {
    current: () => {
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
}

/** Nanoseconds, because a list is replaced by a file of the same size within the same second more often than one thinks. */
async function stateOf(path: string): Promise<string> {
  const { size, mtimeNs, ino } = await stat(path, { bigint: true });
  return `${path} ${size} ${mtimeNs} ${ino}`;
}
