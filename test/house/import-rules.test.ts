// Proves that the six sentences of the rule of imports (ARCHITECTURE.md) are refused by a machine when broken.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PlantedTree, plantTree } from "./planted-tree.ts";
import { type Plant, plants, targets, twins } from "./plants.ts";

const machineOf = ({ says }: Plant) => (says.source.startsWith("^TS") ? "tsc" : "biome");
const machines = ["biome", "tsc"] as const;
const trees: PlantedTree[] = [];
const complaints = () => trees.flatMap((tree) => tree.complaints);
const said = (path: string) =>
  complaints()
    .filter((complaint) => complaint.path === path)
    .map(({ text }) => text);

beforeAll(() => {
  for (const machine of machines) {
    const own = plants.filter((plant) => machineOf(plant) === machine);
    const planted = Object.fromEntries(own.map(({ path, source }) => [path, source]));
    trees.push(plantTree(machine, { ...targets, ...twins, ...planted }));
  }
}, 120_000);

afterAll(() => {
  for (const tree of trees) tree.remove();
});

describe("the rule of imports", () => {
  it.each(plants)("sentence $sentence refuses $what ($says)", ({ path, says }) => {
    expect(said(path)).toContainEqual(expect.stringMatching(says));
  });

  it.each([1, 2, 3, 4, 5, 6])("sentence %i has a planted violation", (sentence) => {
    expect(plants.filter((plant) => plant.sentence === sentence)).not.toHaveLength(0);
  });

  it.each(Object.keys(twins))("says nothing of the clean %s", (path) => {
    expect(said(path)).toEqual([]);
  });

  it("says nothing of the modules that were only imported", () => {
    expect(Object.keys(targets).flatMap(said)).toEqual([]);
  });

  it("complains of no file that was not planted to break it, and loads every plug-in of the linter", () => {
    const expected = new Set(plants.map(({ path }) => path));
    expect(complaints().filter(({ path, text }) => !expected.has(path) || text.includes("errored:"))).toEqual([]);
  });
});
