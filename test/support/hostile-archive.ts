import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256Of } from "../../shared/act/index.ts";
import { itemsPath, line, type Manifest, shardOfText } from "../../shared/workflow/archive/layout.ts";

/** Every path below, files alone. */
export const files = async (dir: string, under: string) =>
  (await readdir(join(dir, under), { recursive: true }))
    .filter((name) => /[0-9a-f]{2}\.ndjson$|\/[0-9A-F]{64}$/.test(name))
    .map((name) => join(under, name))
    .sort();
export const read = (dir: string, path: string) => readFile(join(dir, path), "utf8");

export async function changeManifest(dir: string, change: (manifest: Manifest) => unknown): Promise<void> {
  await writeFile(join(dir, "manifest.json"), line(change(JSON.parse(await read(dir, "manifest.json")))));
}

/** Writes a file of lines anew and has the manifest say so: somebody who knows how an archive is made. */
export async function rewrite(dir: string, path: string, text: string): Promise<void> {
  await mkdir(join(dir, path, ".."), { recursive: true });
  await writeFile(join(dir, path), text);
  await changeManifest(dir, (manifest) => ({
    ...manifest,
    files: [
      ...manifest.files.filter((file) => file.path !== path),
      { path, sha256: sha256Of(text), length: Buffer.byteLength(text) },
    ],
  }));
}

export async function someItems(dir: string, like: RegExp): Promise<{ path: string; lines: string[]; at: number }> {
  for (const path of await files(dir, "items")) {
    const lines = (await read(dir, path)).split("\n").slice(0, -1);
    const at = lines.findIndex((text) => like.test(text));
    if (at >= 0) return { path, lines, at };
  }
  throw new Error(`no line is like ${like}`);
}

export async function changeLine(dir: string, like: RegExp, change: (text: string) => string): Promise<void> {
  const { path, lines, at } = await someItems(dir, like);
  await rewrite(dir, path, lines.map((text, index) => `${index === at ? change(text) : text}\n`).join(""));
}

export async function addItem(
  dir: string,
  item: { pk: string; sk: string; [name: string]: unknown },
  shard = shardOfText(item.pk),
): Promise<void> {
  const path = itemsPath(shard);
  const before = await read(dir, path).catch(() => "");
  await rewrite(dir, path, before + new TextDecoder().decode(line(item)));
  await changeManifest(dir, (manifest) => ({
    ...manifest,
    counts: { ...manifest.counts, items: manifest.counts.items + 1 },
  }));
}
