// Puts the commands that check one file after the other into a bundle, which starts in a third of the time and memory:
// `npm ci` makes it, and cli/visto.js takes it as long as it is what the sources say.
//
//   npm run build
import { createHash } from "node:crypto";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";

/** Where cli/visto.js looks for it. */
const folder = ".cache/cli";

/** What else is loaded on demand stays outside: it reads acts or starts an engine, and finds files beside its own. */
const bundled = /^\.\/commands\/(?:verify|fingerprint)\.ts$|\/signature\/|^\.\/(?:gather|stream)\//;

/**
 * Bundles the sources under `root` into a folder of it. False, and nothing done, where esbuild is not installed, as
 * with `npm ci --omit=dev`: the program then runs from its sources.
 *
 * @throws when the sources cannot be bundled
 */
export async function bundleCli(root: string, into = folder): Promise<boolean> {
  const esbuild = await import("esbuild").catch(() => null);
  if (esbuild === null) return false;
  const target = join(root, into);
  rmSync(target, { recursive: true, force: true });
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["cli/main.ts"],
    outdir: target,
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    format: "esm",
    platform: "node",
    target: "node24",
    logLevel: "error",
    // commander is CommonJS and asks for Node's own modules. A long name: a short one may be what esbuild calls something.
    banner: { js: 'import{createRequire as requireOf}from"node:module";const require=requireOf(import.meta.url);' },
    plugins: [
      {
        name: "outside",
        setup(build) {
          // With it commander starts commands that are programs of their own, of which there are none here.
          build.onResolve({ filter: /^node:child_process$/ }, ({ path }) => ({ path, namespace: "empty" }));
          build.onLoad({ filter: /^/, namespace: "empty" }, () => ({ contents: "" }));
          build.onResolve({ filter: /^[^.]/ }, ({ path, kind }) =>
            kind === "entry-point" || path === "commander" ? null : { path, external: true },
          );
          build.onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) =>
            kind === "dynamic-import" && !bundled.test(path)
              ? { path: relative(target, join(resolveDir, path)), external: true }
              : null,
          );
        },
      },
    ],
  });
  const sources = [...Object.keys(metafile.inputs).filter((path) => !path.startsWith("empty:")), "cli/bundle.ts"];
  const inputs = sources.map((path) => {
    const bytes = readFileSync(join(root, path));
    const { size, mtimeMs } = statSync(join(root, path));
    return [path, size, mtimeMs, createHash("sha256").update(bytes).digest("hex")];
  });
  // Last: without it nobody takes a bundle that is half written.
  writeFileSync(join(target, "inputs.json"), JSON.stringify({ entry: "main.js", inputs }));
  return true;
}

if (import.meta.main) {
  const made = await bundleCli(join(import.meta.dirname, ".."));
  process.stdout.write(made ? `visto: ${folder}\n` : "visto: esbuild is not installed, no bundle is made\n");
}
