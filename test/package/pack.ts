// Makes the verifier into a package that stands alone: one ES module, its types, its README, as `npm pack` packs them.
//
//   npm run pack:signature [-- FOLDER]
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { build } from "esbuild";

const root = resolve(import.meta.dirname, "../..");
const source = join(root, "shared/signature");
/** What the package asks its users to install; everything else is in it. */
const asked = "@xmldom/xmldom";

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

/**
 * Builds into `folder` and returns the path of the tarball.
 *
 * @throws when the sources do not compile, or when the bundle would need a package that the manifest does not name
 */
export async function packSignature(folder: string): Promise<string> {
  const target = join(folder, "package");
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(target, "types"), { recursive: true });
  await bundle(target);
  declarations(target);
  const manifest: Manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  writeFileSync(join(target, "package.json"), `${JSON.stringify(packageJson(manifest), null, 2)}\n`);
  copyFileSync(join(root, "LICENSE"), join(target, "LICENSE"));
  copyFileSync(join(source, "README.md"), join(target, "README.md"));
  return packFolder(target, folder);
}

/** The tarball of a folder that holds a package.json; no script of it runs. */
export function packFolder(folder: string, into: string): string {
  const printed = npm(["pack", "--json", "--ignore-scripts", "--pack-destination", into], folder);
  const [{ filename }] = JSON.parse(printed) as [{ filename: string }];
  return join(into, filename);
}

export function npm(args: readonly string[], cwd: string): string {
  return execFileSync("npm", [...args], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function packageJson({ version, license, engines, dependencies }: Manifest): object {
  return {
    name: "visto-signature",
    version,
    description:
      "Verifies PAdES, CAdES, XAdES, ASiC and RFC 3161: bytes, trust material and a moment in, a report out.",
    license,
    type: "module",
    engines,
    sideEffects: false,
    exports: { ".": { types: "./types/index.d.ts", default: "./index.js" } },
    types: "./types/index.d.ts",
    files: ["index.js", "types", "README.md"],
    dependencies: { [asked]: dependencies[asked] },
    // The types name those of Node's keys.
    peerDependencies: { "@types/node": ">=20" },
    peerDependenciesMeta: { "@types/node": { optional: true } },
  };
}

async function bundle(target: string): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(source, "index.ts")],
    outfile: join(target, "index.js"),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: [asked],
    metafile: true,
    logLevel: "silent",
  });
  const [output] = Object.values(metafile.outputs);
  const foreign = (output?.imports ?? []).filter(({ path }) => path !== asked && !path.startsWith("node:"));
  if (foreign.length > 0) throw new Error(`the bundle asks for ${foreign.map(({ path }) => path).join(", ")}`);
  const outside = Object.keys(metafile.inputs).filter((path) => !resolve(root, path).startsWith(source));
  if (outside.length > 0) throw new Error(`the bundle holds files from elsewhere: ${outside.join(", ")}`);
}

/** Only the declarations that the entry leads to. */
function declarations(target: string): void {
  const emitted = mkdtempSync(join(tmpdir(), "visto-types-"));
  try {
    const flags = ["--composite", "false", "--incremental", "false", "--declaration", "--emitDeclarationOnly"];
    const tsc = ["-p", source, ...flags, "--outDir", emitted, "--tsBuildInfoFile", "null"];
    execFileSync(join(root, "node_modules/.bin/tsc"), tsc, { stdio: ["ignore", "inherit", "inherit"] });
    const from = join(emitted, "shared/signature");
    const seen = new Set<string>();
    const wanted = ["index.d.ts"];
    for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const text = readFileSync(join(from, path), "utf8");
      const to = join(target, "types", path);
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, text.replace(/((?:from|import\()\s*"\.[^"]*)\.ts"/g, '$1.js"'));
      for (const [, found = ""] of text.matchAll(/(?:from|import\()\s*"(\.[^"]*)\.ts"/g)) {
        wanted.push(join(dirname(path), `${found}.d.ts`));
      }
    }
  } finally {
    rmSync(emitted, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  const folder = resolve(process.argv[2] ?? join(root, ".cache/signature"));
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  const tarball = await packSignature(folder);
  console.log(`${tarball}: ${Math.round(statSync(tarball).size / 1024)} kB`);
}
