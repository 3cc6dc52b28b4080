// Proves that every threat of docs/threat-model.md names a test that exists, and that none was dropped.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./planted-tree.ts";

const rows = readFileSync(join(root, "docs/threat-model.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| (?!threat|-)/.test(line))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")));

it("has the threats that links are known to have met", () => {
  expect(rows.length).toBeGreaterThan(35);
  const all = rows.map(([threat]) => threat).join("\n");
  for (const word of [
    "scanner",
    "prefetcher",
    "forwarded",
    "replayed",
    "guessed",
    "fixation",
    "Clickjacking",
    "referrer",
  ])
    expect(all).toContain(word);
  for (const word of ["shared", "stolen", "redirect", "revision", "forgery", "limiter"]) expect(all).toContain(word);
});

it.each(rows)("%s: the test is there", (_threat, _done, cell = "") => {
  const [, file = "", name = ""] = /^`([^`]+)` "(.+)"$/.exec(cell) ?? [];
  expect(existsSync(join(root, file)), cell).toBe(true);
  const text = readFileSync(join(root, file), "utf8");
  expect(text.includes(`"${name}"`), cell).toBe(true);
});
