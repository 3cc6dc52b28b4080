// Proves that the documents name commands, scripts, folders and pages that exist.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandLine } from "../../cli/main.ts";
import { projectFiles, root } from "./planted-tree.ts";

const text = (path: string) => readFileSync(join(root, path), "utf8");
const { scripts }: { scripts: Record<string, string> } = JSON.parse(text("package.json"));
const guides = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "SECURITY.md"];
const pages = [...guides, "CHANGELOG.md", ...projectFiles("docs/**/*.md", "docs/*.md")];

const scriptsIn = (page: string) =>
  [...text(page).matchAll(/npm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g)].map(([, run, alone]) => run ?? alone ?? "");

/** Lines of code, and code inside lines, that begin with the command; a line that a backslash ends goes on. */
const commandsIn = (page: string) =>
  [
    ...text(page)
      .replace(/\\\n\s*/g, "")
      .matchAll(/(?:^[ \t]*|`)(?:npx )?(visto [^`\n]*)/gm),
  ].map(([, line]) => line ?? "");

const program = commandLine(() => () => Promise.resolve());

/** The line, if it names a command or an option that is not there. */
function wrongIn(line: string): string[] {
  let command = program;
  const [, ...words] =
    line
      .split(/ #| \||&&/)[0]
      ?.trim()
      .split(/\s+/) ?? [];
  for (const word of words) {
    const next = command.commands.find((one) => one.name() === word);
    if (next) command = next;
    else if (command.commands.length > 0 && /^[a-z][a-z-]*$/.test(word)) return [line];
    else if (word.startsWith("--") && word !== "--help" && !command.options.some((one) => one.long === word))
      return [line];
  }
  return [];
}

describe("the documents", () => {
  it.each(pages)("%s names npm scripts that exist", (page) => {
    expect(scriptsIn(page).filter((name) => !(name in scripts))).toEqual([]);
  });

  it("every script that people run is named where people read", () => {
    const ofMachines = ["prepare", "visto"];
    const named = guides.concat("docs/guida-ufficio-it.md", "docs/cost.md").flatMap(scriptsIn);
    expect(Object.keys(scripts).filter((name) => !named.includes(name) && !ofMachines.includes(name))).toEqual([]);
  });

  it.each(pages)("%s writes commands of visto as the command line takes them", (page) => {
    expect(commandsIn(page).flatMap(wrongIn)).toEqual([]);
  });

  it("a command or an option that does not exist is seen", () => {
    const lines = ["visto verifica a.pdf", "visto verify a.pdf --atto b.json", "visto archive export --in x"];
    expect(lines.flatMap(wrongIn)).toEqual(lines);
    expect(["visto archive export | verify | restore", "visto verify a.pdf --act b.json"].flatMap(wrongIn)).toEqual([]);
  });

  it("every script of package.json that runs a file names one that is there", () => {
    const files = Object.values(scripts).flatMap((script) =>
      [...script.matchAll(/node (\S+\.[jt]s)/g)].map(([, file]) => file ?? ""),
    );
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it.each(pages)("%s links to files that are there", (page) => {
    const links = [...text(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(([, link]) => link ?? "");
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });

  it("ARCHITECTURE.md has a row for every folder at the top and in shared", () => {
    const rows = [...text("ARCHITECTURE.md").matchAll(/^\| `([\w/]+)` \|/gm)].map(([, folder]) => folder);
    const folders = new Set(
      projectFiles("*/*").map((path) =>
        path.startsWith("shared/") ? path.split("/").slice(0, 2).join("/") : path.split("/")[0],
      ),
    );
    const expected = [...folders].filter(
      (folder) => folder && !folder.startsWith(".") && folder !== "shared/platform.d.ts",
    );
    expect(rows.sort()).toEqual(expected.sort());
  });

  it("decisions are numbered without a gap and are all listed", () => {
    const records = projectFiles("docs/decisions/[0-9]*.md").map((path) => path.slice("docs/decisions/".length));
    expect(records.sort().map((name) => Number(name.slice(0, 4)))).toEqual(records.map((_, n) => n + 1));
    expect(records.filter((name) => !text("docs/decisions/README.md").includes(`(${name})`))).toEqual([]);
  });
});
