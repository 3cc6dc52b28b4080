import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");

/** One line that a machine wrote about a file: its path from the root of the tree, and what it said. */
export type Complaint = { readonly machine: "biome" | "tsc"; readonly path: string; readonly text: string };

export type PlantedTree = {
  readonly complaints: readonly Complaint[];
  readonly remove: () => void;
};

/**
 * A tree with the project's real rules (biome.json, the tsconfig files, the hand-kept types) and the given files, gone
 * over by one machine. The real sources stay out of it: a fault in one of them is not what is tested. Each machine
 * gets a tree of its own: a plant that imports the AWS SDK brings Node's types with it and would hide another plant.
 */
export function plantTree(machine: Complaint["machine"], files: Readonly<Record<string, string>>): PlantedTree {
  const folder = mkdtempSync(join(tmpdir(), "visto-house-"));
  const put = (path: string, source: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), source);
  };

  for (const path of [
    ...projects(),
    "tsconfig.json",
    "package.json",
    "biome.json",
    ".gitignore",
    "shared/platform.d.ts",
  ]) {
    put(path, readFileSync(join(root, path), "utf8"));
  }
  cpSync(join(root, "test/house/rules"), join(folder, "test/house/rules"), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  if (machine === "tsc")
    for (const project of projects()) put(join(dirname(project), "packages.ts"), packagesOf(dirname(project)));
  for (const [path, source] of Object.entries(files)) put(path, source);

  return {
    complaints: machine === "biome" ? biome(folder) : tsc(folder),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const projects = (): string[] =>
  globSync("{shared/*,shared/adapters/*,*}/tsconfig.json", { cwd: root }).filter(
    (path) => !path.includes("node_modules"),
  );

/**
 * The packages that a real folder imports, imported by the planted one too: the types of a package can bring those of
 * Node or of a browser with them, and then `process` compiles where `"types": []` seemed to forbid it. Packages only: a
 * file named by its place on this machine would be compiled from outside the tree, and its types written beside it.
 */
function packagesOf(project: string): string {
  const names = new Set<string>();
  const nested = project === "shared" ? [] : globSync("**/*.{ts,tsx}", { cwd: join(root, project) });
  for (const path of nested) {
    const source = readFileSync(join(root, project, path), "utf8");
    for (const [, name] of source.matchAll(/(?:from|^import) "((?!file:)[@a-z][^"]*)";/gm)) if (name) names.add(name);
  }
  return `${[...names].map((name) => `import ${JSON.stringify(name)};`).join("\n")}\nexport {};\n`;
}

const tool = (path: string) => join(root, "node_modules", path);

function biome(folder: string): Complaint[] {
  const args = [tool("@biomejs/biome/bin/biome"), "lint", "--reporter=github", "--max-diagnostics=none", "."];
  const run = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 64 << 20 });
  const found = [...run.stdout.matchAll(/^::(?:error|warning|notice) title=(\S+),file=([^,]+),.*?::(.*)$/gm)];
  return found.map(([, title, path, text]) => ({
    machine: "biome",
    path: String(path).replace(`${folder}/`, ""),
    text: `${title} ${text}`,
  }));
}

/** One project at a time: built side by side on a busy machine, one was seen to read the other's half-written types. */
const buildInOrder = ["-b", "--builders", "1", "--pretty", "false"];

function tsc(folder: string): Complaint[] {
  const run = spawnSync(process.execPath, [tool("typescript/bin/tsc"), ...buildInOrder], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  return [...run.stdout.matchAll(/^(\S+?)\(\d+,\d+\): error (TS\d+: .*)$/gm)].map(([, path, text]) => ({
    machine: "tsc",
    path: String(path),
    text: String(text),
  }));
}

/** The files of the project that git knows or would take, read from the root. */
export function projectFiles(...patterns: string[]): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...patterns], {
    cwd: root,
    encoding: "utf8",
  });
  return listed.split("\n").filter((path) => path !== "");
}
