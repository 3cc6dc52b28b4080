import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { encodingOf } from "./encoding.ts";
import type { StaticSite } from "./static-site.ts";

/** A static file as `write-static.ts` left it in the bundle. */
export type KeptStatic = {
  /** Its address with the digest. */
  readonly name: string;
  readonly type: string;
  readonly sha256: string;
  readonly encodings: readonly string[];
};

/** `/static/visto.0123456789ab.css` without the digest, whichever it is. */
const plainOf = (path: string) => path.replace(/\.[0-9a-f]{12}(\.\w+)$/, "$1");

/**
 * The static files that lie in a folder, made small when it was written: who answers once and is gone must compress
 * nothing. Bytes are read when they are asked for.
 *
 * A page that an edge still shows for a minute after a release names files of the one before: they are answered with the
 * present bytes, under a name that nobody may keep.
 * @throws when the folder is not one of `write-static.ts`
 */
export function keptStatic(folder: string): StaticSite {
  const kept: Readonly<Record<string, KeptStatic>> = JSON.parse(readFileSync(join(folder, "files.json"), "utf8"));
  return {
    names: Object.fromEntries(Object.entries(kept).map(([path, { name }]) => [path, name])),
    find: async (path, accepts) => {
      const plain = Object.hasOwn(kept, path) ? path : plainOf(path);
      const file = Object.hasOwn(kept, plain) ? kept[plain] : undefined;
      if (!file) return undefined;
      const wished = encodingOf(accepts);
      const encoding = wished !== undefined && file.encodings.includes(wished) ? wished : undefined;
      const bytes = await readFile(join(folder, encoding ? `${file.sha256}.${encoding}` : file.sha256));
      const about = { type: file.type, sha256: file.sha256, fixed: path === file.name };
      return { ...about, bytes, ...(encoding ? { encoding } : {}) };
    },
  };
}
