import { spawnSync } from "node:child_process";
import { copyFileSync, globSync, mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type BuildOptions, buildSync, type Metafile } from "esbuild";
import { engineFiles } from "./engine-files.ts";
import { entryOf, type FunctionSpec } from "./functions.ts";
import { repository } from "./repository.ts";

// Packages that are still CommonJS call `require` from inside an ES module. The name cannot meet one of the bundle's own.
const banner =
  'import{createRequire as __vistoRequire}from"node:module";const require=__vistoRequire(import.meta.url);';

/** What a package is read in place of, and why, each says itself. Types and tests know only the package. */
const standIns = {
  "node:http": "./infra/stand-ins/http.cjs",
  "@xmldom/xmldom": "./infra/stand-ins/xmldom.cjs",
  "@cantoo/fontkit": "./infra/stand-ins/fontkit.cjs",
  "brotli/decompress.js": "./infra/stand-ins/no-brotli.cjs",
};

/**
 * How every function is bundled: ES modules, in pieces, so that what a function asks for only sometimes (`import()`) is
 * not read when it starts. That a module of ours which nobody uses may be left out stands in package.json
 * (`sideEffects`). The SDK is bundled: the one that was tested is the one that runs.
 */
export const bundleOptions = {
  absWorkingDir: repository("."),
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node24",
  splitting: true,
  minify: true,
  mainFields: ["module", "main"],
  alias: standIns,
  banner: { js: banner },
  outExtension: { ".js": ".mjs" },
  chunkNames: "parts/[hash]",
  jsx: "automatic",
  jsxImportSource: "hono/jsx",
  metafile: true,
  logLevel: "silent",
} as const satisfies BuildOptions;

export type Bundle = {
  /** Bytes of the piece that Lambda calls, of all that it reads at its start, and of everything. */
  readonly entry: number;
  readonly start: number;
  readonly all: number;
  /** Packages that are read at the start, with the bytes of each; scripts of ours count by their folder. */
  readonly parts: Readonly<Record<string, number>>;
  /** Packages that are anywhere in it. */
  readonly packages: ReadonlySet<string>;
};

/** Bundles a function into a folder, with the engine where it renders. @throws what esbuild says */
export function bundleFunction(
  spec: Pick<FunctionSpec, "name" | "renders">,
  outdir: string,
): Bundle & { readonly faces: readonly (Bundle & { readonly name: string })[] } {
  const { metafile } = buildSync({ ...bundleOptions, entryPoints: [{ in: entryOf(spec.name), out: "index" }], outdir });
  const faces = facesOf(spec.name).map((face) => ({ name: face, ...bundleFace(face, outdir) }));
  if (faces.length > 0) writeStatic(join(outdir, "static"));
  if (spec.renders) {
    mkdirSync(join(outdir, "engine"), { recursive: true });
    for (const file of engineFiles()) copyFileSync(file, join(outdir, "engine", basename(file)));
  }
  return { ...weigh(metafile), faces };
}

/** What pages link to, named by digest and compressed: a process of its own, because compressing waits and bundling cannot. */
function writeStatic(folder: string): void {
  const program = repository("functions/web/write-static.ts");
  const { status, stderr } = spawnSync(process.execPath, [program, folder], { encoding: "utf8", timeout: 60_000 });
  if (status !== 0) throw new Error(`static files: ${stderr.slice(-2000)}`);
}

/** Parts of a function that are bundles of their own beside `index.mjs`, which reads them by their names. */
const facesOf = (name: FunctionSpec["name"]): readonly string[] =>
  globSync("face-*.ts", { cwd: repository(dirname(entryOf(name))) })
    .map((file) => basename(file, ".ts"))
    .sort();

/**
 * Bundles one face of the pages by itself, so that what the others need is left out of it: pieces that are shared among
 * all of them would bring whatever one index of ours names.
 */
function bundleFace(face: string, outdir: string): Bundle {
  const entryPoints = [{ in: join(dirname(entryOf("web")), `${face}.ts`), out: face }];
  return weigh(buildSync({ ...bundleOptions, entryPoints, outdir }).metafile, face);
}

const packageOf = (path: string): string => {
  const [, name] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  return name ?? path.split("/").slice(0, 2).join("/");
};

function weigh({ outputs }: Metafile, name = "index"): Bundle {
  const first = Object.keys(outputs).find((path) => path.endsWith(`/${name}.mjs`));
  if (first === undefined) throw new Error(`the bundle has no ${name}.mjs`);
  const atStart = new Set<string>();
  const follow = (path: string): void => {
    const piece = outputs[path];
    if (piece === undefined || atStart.has(path)) return;
    atStart.add(path);
    for (const { path: next, kind } of piece.imports) if (kind === "import-statement") follow(next);
  };
  follow(first);
  const bytesOf = (paths: Iterable<string>) => [...paths].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
  const parts: Record<string, number> = {};
  for (const path of atStart)
    for (const [input, { bytesInOutput }] of Object.entries(outputs[path]?.inputs ?? {}))
      if (bytesInOutput > 0) parts[packageOf(input)] = (parts[packageOf(input)] ?? 0) + bytesInOutput;
  const inputs = Object.values(outputs).flatMap((piece) => Object.entries(piece.inputs));
  return {
    entry: bytesOf([first]),
    start: bytesOf(atStart),
    all: bytesOf(Object.keys(outputs)),
    parts,
    packages: new Set(inputs.flatMap(([input, { bytesInOutput }]) => (bytesInOutput > 0 ? [packageOf(input)] : []))),
  };
}
