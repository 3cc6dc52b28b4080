import { spawnSync } from "node:child_process";
import { copyFileSync, globSync, mkdirSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { type OutputChunk, rolldown } from "rolldown";
import {
  builtinsAsTheyAre,
  inPlaceOfPackages,
  laterFiles,
  noJsonSchemas,
  readLater,
  textsInParts,
  versionsAlone,
} from "./bundle-plugins.ts";
import { engineFiles } from "./engine-files.ts";
import { entryOf, type FunctionSpec } from "./functions.ts";
import { repository } from "./repository.ts";
import { schemasWhenUsed } from "./schemas-when-used.ts";
import { useCasesWhenCalled } from "./use-cases-when-called.ts";

export type Bundle = {
  /** Bytes of the piece that Lambda calls, of all that it reads at its start, and of everything. */
  readonly entry: number;
  readonly start: number;
  readonly all: number;
  /** Bytes of the largest piece, with what it needs besides the start, that the script itself may ask for later. */
  readonly next: number;
  /** Packages that are read at the start, with about the bytes of each; scripts of ours count by their folder. */
  readonly parts: Readonly<Record<string, number>>;
  /** Packages that are anywhere in it. */
  readonly packages: ReadonlySet<string>;
};
type Bundled = Bundle & { readonly faces: readonly (Bundle & { readonly name: string })[] };

/** Bundles a function into a folder, with the engine where it renders. @throws what the bundler says */
export async function bundleFunction(spec: Pick<FunctionSpec, "name" | "renders">, outdir: string): Promise<Bundled> {
  const bundle = await bundleScript(repository(entryOf(spec.name)), outdir, "index");
  const faces = [];
  // Parts of the pages are bundles of their own beside `index.mjs`, which reads them by their names.
  for (const face of facesOf(spec.name))
    faces.push({ name: face, ...(await bundleScript(faceAt(spec.name, face), outdir, face)) });
  if (faces.length > 0) for (const files of ["static", "texts"] as const) writeFiles(files, join(outdir, files));
  if (spec.renders) {
    mkdirSync(join(outdir, "engine"), { recursive: true });
    for (const file of engineFiles()) copyFileSync(file, join(outdir, "engine", basename(file)));
  }
  return { ...bundle, faces };
}

/** What the pages link to, named by digest and compressed, or their texts: in a process that has its own time. */
function writeFiles(files: "static" | "texts", folder: string): void {
  const program = repository(`functions/web/write-${files}.ts`);
  const { status, stderr } = spawnSync(process.execPath, [program, folder], { encoding: "utf8", timeout: 60_000 });
  if (status !== 0) throw new Error(`${files}: ${stderr.slice(-2000)}`);
}

const faceAt = (name: FunctionSpec["name"], face: string) => repository(join(dirname(entryOf(name)), `${face}.ts`));
const facesOf = (name: FunctionSpec["name"]): readonly string[] =>
  globSync("face-*.ts", { cwd: repository(dirname(entryOf(name))) })
    .map((file) => basename(file, ".ts"))
    .sort();

/**
 * Bundles one script into a folder under a name, as every function is: ES modules in three kinds of pieces, the script
 * itself, all else that it reads when it starts, and what it asks for only sometimes (`import()`). Each module is read
 * by whoever uses something of it, so an index costs nothing; that a module of ours which nobody uses may be left out
 * stands in package.json (`sideEffects`). The SDK is bundled: the one that was tested is the one that runs.
 */
export async function bundleScript(script: string, outdir: string, name: string): Promise<Bundle> {
  // The API's documentation describes its schemas.
  const describes = name === "face-docs";
  const bundle = await rolldown({
    input: { [name]: script },
    cwd: repository("."),
    platform: "node",
    tsconfig: false,
    resolve: { mainFields: ["module", "main"] },
    transform: { target: "node24", jsx: { runtime: "automatic", importSource: "hono/jsx" } },
    plugins: [
      useCasesWhenCalled,
      schemasWhenUsed,
      inPlaceOfPackages,
      laterFiles,
      textsInParts,
      builtinsAsTheyAre,
      versionsAlone,
      ...(describes ? [] : [noJsonSchemas]),
    ],
    treeshake: { manualPureFunctions: ["Object.keys", "Object.values", "Object.entries", "Object.fromEntries"] },
    logLevel: "silent",
  });
  try {
    const { output } = await bundle.write({
      dir: outdir,
      format: "esm",
      minify: true,
      comments: { legal: true, annotation: false, jsdoc: false },
      entryFileNames: "[name].mjs",
      chunkFileNames: "parts/[hash].mjs",
      codeSplitting: {
        includeDependenciesRecursively: false,
        // Without the script: pieces for later need what it imports, and would wait for a start that waits for them.
        groups: [{ name: "start", tags: ["$initial"], test: (id) => id !== script }],
      },
    });
    const pieces = output.filter((piece) => piece.type === "chunk");
    return weigh([...pieces, ...(await bundleLater(pieces, outdir))], name);
  } finally {
    await bundle.close();
  }
}

/** Bundles the packages that some piece reads by `require` when it first needs them, each into a file of its own. */
async function bundleLater(pieces: readonly OutputChunk[], outdir: string): Promise<readonly OutputChunk[]> {
  const asked = Object.entries(readLater).filter(([path]) => pieces.some(({ code }) => code.includes(path)));
  const made: OutputChunk[] = [];
  for (const [path, packageName] of asked) {
    const bundle = await rolldown({
      input: repository(`node_modules/${packageName}`),
      cwd: repository("."),
      platform: "node",
      tsconfig: false,
      resolve: { mainFields: ["module", "main"] },
      plugins: [inPlaceOfPackages],
      logLevel: "silent",
    });
    const { output } = await bundle.write({ file: join(outdir, path.slice(3)), format: "cjs", minify: true });
    await bundle.close();
    made.push(...output.filter((piece) => piece.type === "chunk"));
  }
  return made;
}

const packageOf = (path: string): string => {
  const [, name] = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path) ?? [];
  return name ?? relative(repository("."), path).split("/").slice(0, 2).join("/");
};
/** A piece's modules have lengths from before it was minified: the piece's bytes are shared out in proportion. */
function packagesOf({ code, modules }: OutputChunk): readonly (readonly [string, number])[] {
  const lengths = Object.entries(modules).map(([id, { renderedLength }]) => [id, renderedLength] as const);
  const sum = lengths.reduce((all, [, length]) => all + length, 0);
  const scale = sum === 0 ? 0 : Buffer.byteLength(code) / sum;
  return lengths.flatMap(([id, length]) =>
    length === 0 || id.startsWith("\0") ? [] : [[packageOf(id), Math.round(length * scale)] as const],
  );
}

function weigh(pieces: readonly OutputChunk[], name: string): Bundle {
  const byName = new Map(pieces.map((piece) => [piece.fileName, piece]));
  const first = byName.get(`${name}.mjs`);
  if (first === undefined) throw new Error(`the bundle has no ${name}.mjs`);
  const follow = (piece: OutputChunk, read: Set<OutputChunk>): Set<OutputChunk> => {
    if (read.has(piece)) return read;
    read.add(piece);
    for (const next of piece.imports) follow(byName.get(next) ?? piece, read);
    return read;
  };
  const atStart = follow(first, new Set());
  const bytesOf = (some: Iterable<OutputChunk>) =>
    [...some].reduce((sum, { code }) => sum + Buffer.byteLength(code), 0);
  const parts: Record<string, number> = {};
  for (const piece of atStart) for (const [part, bytes] of packagesOf(piece)) parts[part] = (parts[part] ?? 0) + bytes;
  return {
    entry: bytesOf([first]),
    start: bytesOf(atStart),
    all: bytesOf(pieces),
    next: Math.max(
      0,
      ...first.dynamicImports.map(
        (next) => bytesOf(follow(byName.get(next) ?? first, new Set(atStart))) - bytesOf(atStart),
      ),
    ),
    parts,
    packages: new Set(pieces.flatMap((piece) => packagesOf(piece).map(([part]) => part))),
  };
}
