import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KeptStatic } from "./kept-static.ts";
import { openStaticSite } from "./static-site.ts";

// Writes every static file under its name with the digest, also as small as it gets, for whoever cannot compress when
// it answers: `node functions/web/write-static.ts FOLDER`. The bundle of the pages carries the folder.
const [, , folder = "static"] = process.argv;
mkdirSync(folder, { recursive: true });
const site = openStaticSite();
const kept: Record<string, KeptStatic> = {};
for (const [path, name] of Object.entries(site.names)) {
  const sizes: string[] = [];
  for (const encoding of ["", "br", "gzip"]) {
    const file = await site.find(name, encoding);
    if (!file) throw new Error(`${name} is not there`);
    // What does not become smaller answers as it is.
    if (encoding !== "" && file.encoding === undefined) continue;
    writeFileSync(join(folder, `${file.sha256}${encoding === "" ? "" : `.${encoding}`}`), file.bytes);
    kept[path] = { name, type: file.type, sha256: file.sha256, encodings: sizes };
    if (file.encoding) sizes.push(file.encoding);
  }
}
writeFileSync(join(folder, "files.json"), JSON.stringify(kept));
