// Proves that an install is the same everywhere: exact pins, a whole lock, and the one way to import zod.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectFiles, root } from "./planted-tree.ts";

type Package = { readonly version?: string; readonly optionalDependencies?: Readonly<Record<string, string>> };
type Lock = { readonly packages: Readonly<Record<string, Package>> };
type Manifest = Readonly<
  Record<"version" | "license", string> &
    Record<"dependencies" | "devDependencies" | "optionalDependencies" | "scripts", Readonly<Record<string, string>>>
>;

const read = <T>(path: string): T => JSON.parse(readFileSync(join(root, path), "utf8"));
const manifest = read<Manifest>("package.json");

/** Optional packages that a package of the lock names and the lock does not hold: `npm ci` then refuses the lock. */
function missingOptionals(lock: Lock): string[] {
  const held = new Set(Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf("node_modules/") + 13)));
  return Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !held.has(name))
      .map((name) => `${path} → ${name}`),
  );
}

describe("the packages", () => {
  it("are pinned exactly, through an alias too", () => {
    const pins = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    const loose = Object.entries(pins).filter(([, pin]) => !/^(npm:(@[\w-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+$/.test(pin));
    expect(loose).toEqual([]);
  });

  it("have every optional platform package in the lock", () => {
    expect(missingOptionals(read<Lock>("package-lock.json"))).toEqual([]);
  });

  it("would be refused with an optional platform package left out of the lock", () => {
    const lock: Lock = { packages: { "node_modules/tool": { optionalDependencies: { "@tool/linux-x64": "1.0.0" } } } };
    expect(missingOptionals(lock)).toEqual(["node_modules/tool → @tool/linux-x64"]);
  });

  it("carry a version and a licence, without which no bill of materials can be made", () => {
    expect([manifest.version, manifest.license]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/), "EUPL-1.2"]);
  });

  it("include the one Node that every npm script runs on", () => {
    expect(manifest.devDependencies["node"]).toMatch(/^24\./);
    expect(process.versions.node).toBe(manifest.devDependencies["node"]);
  });
});

describe("the sources", () => {
  it("import zod as a namespace, also where the linter does not look", () => {
    const named = projectFiles("*.ts", "*.tsx", "*.js", "*.mjs").filter(
      (path) =>
        !path.startsWith("test/house/") &&
        /import\s*(type\s*)?\{[^}]*\}\s*from\s*["']zod["']/.test(readFileSync(join(root, path), "utf8")),
    );
    expect(named).toEqual([]);
  });

  it("have no file called utils or helpers", () => {
    expect(projectFiles("*").filter((path) => /(^|\/)(utils?|helpers?)\.[a-z]+$/.test(path))).toEqual([]);
  });
});
