// Proves that the linter refuses what CONTRIBUTING.md says the house does not do, with the project's own configuration.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PlantedTree, plantTree } from "./planted-tree.ts";

type Fault = { readonly what: string; readonly path: string; readonly source: string; readonly says: RegExp };

const faults: readonly Fault[] = [
  ...["shared/act", "shared/workflow", "shared/adapters/embedded", "functions/one", "local", "web", "test"].map(
    (folder) => ({
      what: `zod imported by name in ${folder}`,
      path: `${folder}/zod-by-name.ts`,
      source: 'import { z } from "zod";\nexport const planted: unknown = z;\n',
      says: /noRestrictedImports Write `import \* as z/,
    }),
  ),
  {
    what: "a type called any",
    path: "shared/act/any.ts",
    source: "export const planted = (value: any): unknown => value;\n",
    says: /noExplicitAny/,
  },
  {
    what: "a non-null assertion",
    path: "shared/act/assertion.ts",
    source: "export const planted = (values: string[]): string => values[0]!;\n",
    says: /noNonNullAssertion/,
  },
  {
    what: "a file of 301 lines",
    path: "shared/act/long.ts",
    source: Array.from({ length: 301 }, (_, n) => `export const line${n} = ${n};\n`).join(""),
    says: /noExcessiveLinesPerFile/,
  },
  {
    what: "a test that is skipped without a reason",
    path: "test/skipped.test.ts",
    source: 'import { expect, it } from "vitest";\nit.skip("does nothing", () => expect(1).toBe(1));\n',
    says: /noSkippedTests/,
  },
  {
    what: "a test that runs alone",
    path: "test/focused.test.ts",
    source: 'import { expect, it } from "vitest";\nit.only("hides the others", () => expect(1).toBe(1));\n',
    says: /noFocusedTests/,
  },
  {
    what: "a module that is mocked",
    path: "test/mocked.test.ts",
    source: 'import { vi } from "vitest";\nvi.mock("../shared/act/index.ts", () => ({}));\n',
    says: /Modules are never mocked/,
  },
];

const twins: Readonly<Record<string, string>> = {
  "shared/act/calm.ts":
    'import * as z from "zod";\nexport const planted = (values: readonly string[]): string => z.string().parse(values[0]);\n',
  "shared/act/short.ts": Array.from({ length: 300 }, (_, n) => `export const line${n} = ${n};\n`).join(""),
  "test/calm.test.ts":
    'import { expect, it } from "vitest";\nit("asks for a tool", ({ skip }) => {\n  skip(true, "no tool");\n  expect(1).toBe(1);\n});\n',
};

let tree: PlantedTree;
const said = (path: string) => tree.complaints.filter((complaint) => complaint.path === path).map(({ text }) => text);

beforeAll(() => {
  tree = plantTree("biome", { ...twins, ...Object.fromEntries(faults.map(({ path, source }) => [path, source])) });
});
afterAll(() => tree.remove());

describe("the linter", () => {
  it.each(faults)("refuses $what", ({ path, says }) => {
    expect(said(path)).toContainEqual(expect.stringMatching(says));
  });

  it.each(Object.keys(twins))("says nothing of the clean %s", (path) => {
    expect(said(path)).toEqual([]);
  });
});
