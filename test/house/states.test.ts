// Proves that docs/states.md says what the reducer's table of transitions says, word for word.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./planted-tree.ts";
import { statesPage, unnamed } from "./states.ts";

it("docs/states.md is the table of transitions (npm run docs:states writes it)", () => {
  expect(readFileSync(join(root, "docs/states.md"), "utf8")).toBe(statesPage());
});

it("every command is in the table, and every state but the one that preservation brings", () => {
  expect(unnamed()).toEqual({ states: ["ARCHIVED"], commands: [] });
});
