import { describe, expect, it } from "vitest";
import { bodyFactsSchema } from "../../shared/adapters/aws/body-facts.ts";
import { colourSchema } from "../../shared/workflow/ports/colour-schema.ts";

// Proves which colours a body may have: the same on one machine and on AWS, with the reason for each that it may not.

describe("a body's colour", () => {
  it.each(["#0066cc", "#7A1F3D", "#000000"])("%s is taken, by the settings of both ways to run", (colour) => {
    expect(colourSchema.parse(colour)).toBe(colour);
    expect(bodyFactsSchema.parse({ colour })).toEqual({ colour });
  });

  it.each([
    ["", "un colore come #0066cc"],
    ["rosso", "un colore come #0066cc"],
    ["#06c", "un colore come #0066cc"],
    ["#0066cc; color: red", "un colore come #0066cc"],
    ["#ffffff", "contrasto con il testo bianco 1:1, atteso almeno 4.5:1"],
    ["#808080", "contrast with white text 3.94:1, expected 4.5:1 or more"],
  ])("%s is refused, and it is said what was expected", (colour, words) => {
    const { error } = colourSchema.safeParse(colour);
    expect(error?.issues[0]?.message).toContain(words);
    expect(bodyFactsSchema.safeParse({ colour }).error?.issues[0]?.message).toBe(error?.issues[0]?.message);
  });
});
