// Proves that the documents name commands, scripts, folders and pages that exist.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectFiles, root } from "./planted-tree.ts";

const text = (path: string) => readFileSync(join(root, path), "utf8");
const { scripts }: { scripts: Record<string, string> } = JSON.parse(text("package.json"));
const guides = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "SECURITY.md"];
const pages = [...guides, "CHANGELOG.md", ...projectFiles("docs/**/*.md", "docs/*.md")];

describe("the documents", () => {
  it.each(guides)("%s names npm scripts that exist", (page) => {
    const npm = [...text(page).matchAll(/npm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g)].map(
      ([, run, alone]) => run ?? alone ?? "",
    );
    expect(npm.filter((name) => !(name in scripts))).toEqual([]);
  });

  it.each(guides)("%s names commands of visto that the command line has", (page) => {
    const known = [...text("cli/main.ts").matchAll(/\.command\("(\w+)/g)].map(([, name]) => name);
    const named = [...text(page).matchAll(/npx visto (\w+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
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
