// Proves that every defect of docs/defects.md names a test that exists, and that none of the known ones was dropped.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./planted-tree.ts";

const rows = readFileSync(join(root, "docs/defects.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| (?!defect|-)/.test(line))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")));

it("has the defects that programs of this kind are known for", () => {
  const all = rows.map(([defect]) => defect).join("\n");
  for (const word of ["fetch", "scanner", "crash", "twice", "lost", "race", "gaps", "year", "timestamp", "Mail"])
    expect(all).toContain(word);
  for (const word of ["Wrong bytes", "wrong label", "replaced", "multipart", "empty", "stranger", "officer", "store"])
    expect(all).toContain(word);
});

it.each(rows)("%s: the test is there", (_defect, _done, cell = "") => {
  const [, file = "", name = ""] = /^`([^`]+)` "(.+)"$/.exec(cell) ?? [];
  expect(existsSync(join(root, file)), cell).toBe(true);
  expect(readFileSync(join(root, file), "utf8").includes(name), cell).toBe(true);
});

it("says what is not there yet: witnesses of the log", () => {
  expect(readFileSync(join(root, "docs/defects.md"), "utf8")).toMatch(/Not here yet\s+Witnesses/);
});
